/** What can be asked of a trial, and trials that share an engine. */

import { describe, expect, it } from 'vitest';
import { ModelError } from '../../src/errors';
import { defineModel } from '../../src/model/define-model';
import { Engine } from '../../src/simulation/engine';
import { type SimulateOptions, simulate } from '../../src/simulation/simulate';
import type { Precision } from '../../src/simulation/workspace';

const modelOf = (features: number, samples: number) =>
  defineModel({ features, samples, response: 'logistic', loss: 'logistic', mean: [1], w: [0, 1], wStar: [0, 1] });

const model = modelOf(90, 300);
const whole = await simulate(model, { seed: 4 });
const { eigenvalues } = whole;
const last = eigenvalues.length - 1;

describe('eigenvalues', () => {
  it('are the lowest and highest that were asked for, with the bits of all', async () => {
    const found = await simulate(model, { seed: 4, eigenvalues: { lowest: 2, highest: 3 } });
    expect(found.eigenvalues).toEqual(Float64Array.of(...eigenvalues.slice(0, 2), ...eigenvalues.slice(-3)));
    expect(found.trace).toBe(whole.trace);
  });

  it('are those of an interval', async () => {
    const from = (eigenvalues[9] + eigenvalues[10]) / 2;
    const found = await simulate(model, { seed: 4, eigenvalues: { from, to: eigenvalues[last] + 1 } });
    expect(found.eigenvalues).toEqual(eigenvalues.slice(10));
  });

  it('are counted in bins', async () => {
    const edges = [0, 0.05, 0.1, 0.2, 1];
    const { counts, eigenvalues: none } = await simulate(model, { seed: 4, eigenvalues: { edges } });
    const expected = edges.slice(1).map((edge, i) => eigenvalues.filter((x) => x >= edges[i] && x < edge).length);
    expect([...(counts as Int32Array)]).toEqual(expected);
    expect(expected.reduce((a, b) => a + b)).toBe(90);
    expect(none).toHaveLength(0);
    expect(whole.counts).toBeNull();
  });

  it('are all where there are pairs', async () => {
    await expect(simulate(model, { pairs: [0], eigenvalues: { lowest: 1 } })).rejects.toThrow(ModelError);
    await expect(simulate(model, { eigenvalues: { lowest: 91 } })).rejects.toThrow(/eigenvalues.lowest/);
  });
});

describe('precision', () => {
  it('single changes the eigenvalues, by no more than its bound', async () => {
    const single = await simulate(model, { seed: 4, precision: 'single' });
    // All g >= 0: the bound's matrix has entries (1/n) sum |x_i| g |x_j|, whose norm is at most its trace, that of H.
    const bound = 195 * 2 ** -24 * whole.trace;
    const differences = single.eigenvalues.map((value, i) => Math.abs(value - eigenvalues[i]));
    expect(Math.max(...differences)).toBeLessThanOrEqual(bound);
    expect(Math.max(...differences)).toBeGreaterThan(1e-10);
  });

  it('must be one of the two', async () => {
    const precision = 'half' as Precision;
    await expect(simulate(model, { precision })).rejects.toThrow(/precision: expected one of/);
  });
});

it('trials of several models and kinds on one engine are those of an engine each', async () => {
  const models = [modelOf(30, 70), modelOf(64, 65)];
  const variants: SimulateOptions[] = [{}, { pairs: [1] }, { precision: 'single' }, {}];
  const engine = await Engine.create();
  for (const each of [models[0], models[0], models[1], models[0]]) {
    for (const options of variants) {
      const shared = await simulate(each, { ...options, seed: 2, engine });
      const alone = await simulate(each, { ...options, seed: 2, engine: await Engine.create() });
      expect(shared.eigenvalues).toEqual(alone.eigenvalues);
      expect(shared.pairs).toEqual(alone.pairs);
    }
  }
});

it('is disposed by a declaration, twice without harm, and works again', async () => {
  const engine = await Engine.create();
  const before = await simulate(model, { seed: 4, engine });
  engine[Symbol.dispose]();
  engine[Symbol.dispose]();
  expect((await simulate(model, { seed: 4, engine })).eigenvalues).toEqual(before.eigenvalues);
});
