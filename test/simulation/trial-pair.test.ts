import { describe, expect, it } from 'vitest';
import { defineModel } from '../../src/model/define-model';
import { Engine } from '../../src/simulation/engine';
import { simulate, simulateTrials } from '../../src/simulation/simulate';
import { createEigenEngine } from '../assembly/eigen-engine';
import { randomSymmetric } from '../reference/random-symmetric';
import { clement, constant, graded, toeplitz, wilkinson } from '../reference/tridiagonal-matrices';

const engine = await Engine.create();
const { exports, arena, ...eigen } = await createEigenEngine();

type Tridiagonal = ReturnType<typeof eigen.tridiagonalizeInTwo>;

/** The bits of both, whether they were solved together. */
function expectSameBits(a: Tridiagonal, b: Tridiagonal): void {
  const n = a.d.length;
  const expected = [a, b].map((matrix) => eigen.tridiagonalEigenvalues(matrix).values);
  arena.reset();
  const values = [eigen.vector(a.d), eigen.vector(a.d)];
  const [d0, e0, d1, e1] = [a.d, a.e, b.d, b.e].map((vector) => eigen.vector(vector));
  const work = arena.allocate(exports.tridiagonalEigenvaluesWorkBytes(n));
  expect(exports.tridiagonalEigenvaluesPair(values[0], values[1], d0, e0, d1, e1, n, work)).toBe(0);
  expect(values.map((pointer) => eigen.read(pointer, n))).toEqual(expected);
}

describe('two tridiagonal matrices together', () => {
  it('have the bits of each alone, for every order below 40', () => {
    for (let n = 1; n < 40; n++) {
      for (let seed = 0; seed < 4; seed++) {
        const [a, b] = [seed, seed + 50].map((k) => eigen.tridiagonalizeInTwo(randomSymmetric(n, 100 * n + k), n));
        expectSameBits(a, b);
        expectSameBits(a, { d: new Float64Array(n), e: new Float64Array(n - 1) });
        // One that splits, upside down, of another scale.
        expectSameBits({ d: b.d.map((x) => x * 1e-200).reverse(), e: b.e.map((x, i) => (i % 3 ? x * 1e-200 : 0)) }, a);
      }
    }
  });

  it('have them where convergence is uneven', () => {
    const n = 21;
    const cases = [wilkinson(10), graded(n), toeplitz(n), clement(n), constant(n, 3)];
    for (const a of cases) for (const b of cases) expectSameBits(a, b);
  });

  it('are refused from order 40 on, and where one is not finite', () => {
    const solve = (n: number, bad: number) => {
      arena.reset();
      const vector = (fill: number) => eigen.vector(new Float64Array(n).fill(fill));
      const work = arena.allocate(exports.tridiagonalEigenvaluesWorkBytes(n));
      const [v0, v1, d, e] = [vector(0), vector(0), vector(2), vector(1)];
      return exports.tridiagonalEigenvaluesPair(v0, v1, d, e, d, vector(bad), n, work);
    };
    expect(solve(40, 1)).toBe(1);
    expect(solve(39, 1)).toBe(0);
    expect(solve(39, Number.NaN)).toBe(1);
    expect(solve(39, Number.POSITIVE_INFINITY)).toBe(1);
  });
});

describe('trials in pairs', () => {
  it.each([1, 2, 16, 33, 39, 40])('are those of one at a time, p = %i', async (features) => {
    const model = defineModel({
      features,
      samples: 3 * features,
      response: 'logistic',
      loss: 'logistic',
      mean: [1],
      w: [1],
      wStar: [1],
    });
    const found = [];
    for await (const spectrum of simulateTrials(model, { seed: 5, trials: 5, engine })) found.push(spectrum);
    expect(found).toHaveLength(5);
    for (const [trial, { timing, ...spectrum }] of found.entries()) {
      const { timing: _, ...alone } = await simulate(model, { seed: 5, trial, engine });
      expect(spectrum).toEqual(alone);
      expect(Object.values(timing).every((milliseconds) => milliseconds >= 0)).toBe(true);
    }
  });
});
