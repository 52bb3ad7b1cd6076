/** Engines of several threads against those of one: the same H to the bit, eigenvalues within rounding, the same every time. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  bytesNeeded,
  defineModel,
  Engine,
  hessianOf,
  ModelError,
  type Simd,
  simulate,
  symmetricEigenvalues,
} from '../../src/index';
import { Pacer } from '../../src/simulation/pacer';
import { runTrial } from '../../src/simulation/trial';
import { createKernels } from '../../src/wasm/kernels';
import { kernelBytes } from '../../src/wasm/variant';
import { randomSymmetric, uniform } from '../reference/random-symmetric';

const THREADS = [2, 3, 5];

const modelOf = (features: number, samples: number) =>
  defineModel({ features, samples, response: 'logistic', loss: 'logistic', mean: [1], w: [0, 1], wStar: [0, 1] });

const RUN = {
  seed: 0,
  trial: 0,
  pairs: [],
  eigenvalues: 'all',
  precision: 'double',
  signal: undefined,
  onProgress: undefined,
} as const;

/** Of one sign, with zeros, huge and tiny ones of both signs, none at all. */
const CURVATURES: readonly ((next: () => number, i: number) => number)[] = [
  (next) => Math.abs(next()),
  (next, i) => (i % 3 === 0 ? 0 : next()),
  (next, i) => next() * [1e150, 1e-150, 1, -1e-300][i % 4],
  () => 0,
];

/** Both reductions are backward stable: T is similar to H + E with |E| of a small multiple of p eps |H|, whatever the order of the sums. */
function expectClose(found: Float64Array, expected: Float64Array): void {
  const norm = Math.max(0, ...expected.map(Math.abs));
  expect(found).toHaveLength(expected.length);
  const error = found.reduce((most, value, i) => Math.max(most, Math.abs(value - expected[i])), 0);
  expect(error).toBeLessThanOrEqual(4 * expected.length * Number.EPSILON * norm);
}

describe.each(THREADS)('%i threads', (threads) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await Engine.create({ threads });
  });
  afterAll(() => engine.dispose());

  it('are there', () => {
    expect(engine.threads).toBe(threads);
    expect(engine.simd).toBe('plain');
  });

  it.each([
    [2, 1],
    [7, 3],
    [64, 200],
    [193, 50],
    [256, 400],
    [333, 401],
    [523, 50],
  ])('simulate p = %i, n = %i: H to the bit, eigenvalues within rounding, the same bits again', async (p, n) => {
    const model = modelOf(p, n);
    for (const precision of ['double', 'single'] as const) {
      const alone = await simulate(model, { seed: 3, precision });
      const first = await simulate(model, { seed: 3, precision, engine });
      expect(first.trace).toBe(alone.trace);
      expect(first.frobeniusSquared).toBe(alone.frobeniusSquared);
      expectClose(first.eigenvalues, alone.eigenvalues);
      const again = await simulate(model, { seed: 3, precision, engine });
      expect(again.eigenvalues).toEqual(first.eigenvalues);
    }
  });

  it('give the eigenvectors of the same H', async () => {
    const { pairs, orthogonality } = await simulate(modelOf(300, 600), { pairs: [0, 1, 299], engine });
    for (const { residual } of pairs) expect(residual).toBeLessThan(300 * Number.EPSILON);
    expect(orthogonality).toBeLessThan(1e-12);
  });

  it('build the same H of stored samples to the bit', async () => {
    const [p, n] = [203, 301];
    const x = randomSymmetric(301, 8).subarray(0, p * n);
    const g = randomSymmetric(20, 9).subarray(0, n);
    expect(await hessianOf(x, g, { engine })).toEqual(await hessianOf(x, g));
  });

  it('give the same H and eigenvalues within rounding, for random sizes and curvatures', async () => {
    const next = uniform(2103);
    const integer = (from: number, to: number) => from + Math.floor(((next() + 1) / 2) * (to - from + 1));
    for (let round = 0; round < 12; round++) {
      const [p, n] = [integer(150, 420), integer(1, 450)];
      const x = Float64Array.from({ length: n * p }, () => 3 * next());
      const g = Float64Array.from({ length: n }, (_, i) => CURVATURES[round % CURVATURES.length](next, i));
      const hessian = await hessianOf(x, g);
      expect(await hessianOf(x, g, { engine })).toEqual(hessian);
      expectClose(await symmetricEigenvalues(hessian, { engine }), await symmetricEigenvalues(hessian));
    }
  });

  it('need 16 bytes a row and 2 kB more for each other thread', async () => {
    const binary = await kernelBytes({ simd: 'plain', threads });
    const kernels = await createKernels(binary, { threads, threadSource: undefined });
    for (const [p, n] of [
      [129, 1000],
      [515, 77],
    ]) {
      const pacer = new Pacer(0, undefined, undefined);
      await runTrial(kernels, modelOf(p, n), RUN, pacer);
      kernels.arena.reset();
      expect(kernels.arena.peakBytes).toBeLessThanOrEqual(bytesNeeded(p, n) + (threads - 1) * (16 * (p + 7) + 2048));
    }
    kernels.close();
  });

  it('take their binary from a source', async () => {
    const source = await kernelBytes({ simd: 'plain', threads });
    const other = await Engine.create({ threads, source });
    const model = modelOf(260, 260);
    const [found, expected] = [await simulate(model, { engine: other }), await simulate(model, { engine })];
    expect(found.eigenvalues).toEqual(expected.eigenvalues);
    other.dispose();
  });

  it.each([0, 1, 2, 191, 192, 193, 200, 255, 257, 400])('solve matrices of order %i', async (p) => {
    for (const scale of [1, 1e-160, 1e140]) {
      const rows = randomSymmetric(p, p + 1).map((value) => value * scale);
      const found = await symmetricEigenvalues(rows, { engine });
      expectClose(found, await symmetricEigenvalues(rows));
      expect(await symmetricEigenvalues(rows, { engine })).toEqual(found);
    }
  });

  it('reduce a matrix that is tridiagonal already, and zero', async () => {
    const p = 260;
    const band = randomSymmetric(p, 4).map((value, k) => (Math.abs(Math.floor(k / p) - (k % p)) <= 1 ? value : 0));
    for (const rows of [band, new Float64Array(p * p)]) {
      expect(await symmetricEigenvalues(rows, { engine })).toEqual(await symmetricEigenvalues(rows));
    }
  });

  it('take turns with each other: many calls at once', async () => {
    const model = modelOf(220, 100);
    const expected = await simulate(model, { seed: 1, engine });
    const all = await Promise.all(Array.from({ length: 6 }, () => simulate(model, { seed: 1, engine })));
    for (const { eigenvalues } of all) expect(eigenvalues).toEqual(expected.eigenvalues);
  });

  it('serve again after an abort in the middle', async () => {
    // Large enough for several slices of each stage on any machine: progress is told between slices.
    const model = modelOf(1000, 3000);
    const expected = await simulate(modelOf(210, 100), { engine });
    for (const stage of ['build', 'tridiagonalize']) {
      const controller = new AbortController();
      const running = simulate(model, {
        engine,
        signal: controller.signal,
        onProgress: (progress) => progress.stage === stage && controller.abort(),
      });
      await expect(running).rejects.toThrow(/abort/i);
    }
    expect((await simulate(modelOf(210, 100), { engine })).eigenvalues).toEqual(expected.eigenvalues);
  });
});

describe('an engine', () => {
  it('of one thread, or with relaxed SIMD where there is none, is the plain one', async () => {
    const model = modelOf(200, 300);
    const plain = await simulate(model, { seed: 1 });
    const engine = await Engine.create({ threads: 1, simd: 'relaxed' });
    expect(engine.threads).toBe(1);
    if (engine.simd === 'plain') {
      expect((await simulate(model, { seed: 1, engine })).eigenvalues).toEqual(plain.eigenvalues);
    }
  });

  it('refuses options that do not fit', async () => {
    for (const threads of [0, 1.5, 65, Number.NaN]) {
      await expect(Engine.create({ threads })).rejects.toThrow(/threads: expected an integer >= 1 and <= 64/);
    }
    await expect(Engine.create({ simd: 'fused' as Simd })).rejects.toThrow(/simd: expected one of/);
  });

  it('refuses a binary of the other kind', async () => {
    const { KERNELS_BASE64 } = await import('../../src/wasm/kernels.generated');
    const source = Uint8Array.from(atob(KERNELS_BASE64), (c) => c.charCodeAt(0));
    await expect(Engine.create({ threads: 2, source })).rejects.toThrow(ModelError);
    await expect(Engine.create({ threads: 2, source })).rejects.toThrow(/source: expected a binary for threads/);
  });

  it('finishes what is under way when it is disposed, and works again', async () => {
    // Large enough for several slices on any machine: progress is told between slices.
    const model = modelOf(1000, 3000);
    const engine = await Engine.create({ threads: 2 });
    const expected = await simulate(model, { engine });
    let disposed = false;
    const onProgress = () => {
      disposed = true;
      engine.dispose();
    };
    expect((await simulate(model, { engine, onProgress })).eigenvalues).toEqual(expected.eigenvalues);
    expect(disposed).toBe(true);
    expect((await simulate(model, { engine })).eigenvalues).toEqual(expected.eigenvalues);
    engine.dispose();
  });
});
