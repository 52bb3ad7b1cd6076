/** The same bits on every run, also where there are fewer free cores than threads, and threads wait for each other asleep. */

import { type ChildProcess, spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Engine, hessianOf, symmetricEigenvalues } from '../../src/index';
import { uniform } from '../reference/random-symmetric';

const load: ChildProcess[] = [];

beforeAll(() => {
  const script = new URL('load.mjs', import.meta.url).pathname;
  for (let core = 0; core < Math.min(availableParallelism(), 4); core++) load.push(spawn(process.execPath, [script]));
});
afterAll(() => {
  for (const process of load) process.kill();
});

// Few samples, and entries that the reduction has to scale, among them.
const SAMPLES = [
  [256, 10, 1e140],
  [300, 50, 1],
  [220, 300, 1e-3],
].map(([p, n, size]) => {
  const next = uniform(p);
  return {
    x: Float64Array.from({ length: n * p }, () => size * next()),
    g: Float64Array.from({ length: n }, next),
  };
});

it.each([2, 5])('%i threads under load', async (threads) => {
  const engine = await Engine.create({ threads });
  for (const { x, g } of SAMPLES) {
    const hessian = await hessianOf(x, g);
    const eigenvalues = await symmetricEigenvalues(hessian, { engine });
    for (let run = 0; run < 3; run++) {
      expect(await hessianOf(x, g, { engine })).toEqual(hessian);
      expect(await symmetricEigenvalues(hessian, { engine })).toEqual(eigenvalues);
    }
  }
  engine.dispose();
});
