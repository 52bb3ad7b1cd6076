import { describe, expect, it } from 'vitest';
import { blockedHessian, type LowerMatrix } from './blocked-hessian';
import { createBlockedTrial } from './blocked-trial';
import { blockedTridiagonalize } from './blocked-tridiagonal';
import { FastRandom } from './fast-random';
import { naiveEigenvalues, naiveHessian, naiveTridiagonalEigenvalues } from './naive';
import { rootFreeEigenvalues } from './root-free-ql';

// A backward stable eigenvalue is off by at most a small multiple of eps * order * ||A||; the multiple is 1 to 10 in practice.
const BACKWARD = 10 * Number.EPSILON;

const SPECTRA: Record<string, { diagonal: number[]; offDiagonal: number[]; eigenvalues: number[] | null }> = {
  '1 x 1': { diagonal: [3], offDiagonal: [], eigenvalues: [3] },
  '2 x 2': { diagonal: [1, -1], offDiagonal: [2], eigenvalues: [-Math.sqrt(5), Math.sqrt(5)] },
  zero: { diagonal: Array(7).fill(0), offDiagonal: Array(6).fill(0), eigenvalues: Array(7).fill(0) },
  identity: { diagonal: Array(7).fill(1), offDiagonal: Array(6).fill(0), eigenvalues: Array(7).fill(1) },
  'second difference': {
    diagonal: Array(100).fill(2),
    offDiagonal: Array(99).fill(-1),
    eigenvalues: Array.from({ length: 100 }, (_, k) => 2 - 2 * Math.cos((Math.PI * (k + 1)) / 101)),
  },
  'path graph, zero diagonal': {
    diagonal: Array(99).fill(0),
    offDiagonal: Array(98).fill(1),
    eigenvalues: Array.from({ length: 99 }, (_, k) => -2 * Math.cos((Math.PI * (k + 1)) / 100)),
  },
  'huge scale': {
    diagonal: Array(20).fill(2e200),
    offDiagonal: Array(19).fill(-1e200),
    eigenvalues: Array.from({ length: 20 }, (_, k) => 1e200 * (2 - 2 * Math.cos((Math.PI * (k + 1)) / 21))),
  },
  'Wilkinson 21, pairs close together': {
    diagonal: Array.from({ length: 21 }, (_, i) => Math.abs(10 - i)),
    offDiagonal: Array(20).fill(1),
    eigenvalues: null,
  },
  'graded over 80 decades': {
    diagonal: Array.from({ length: 9 }, (_, i) => 10 ** (10 * i - 40)),
    offDiagonal: Array.from({ length: 8 }, (_, i) => 10 ** (10 * i - 38)),
    eigenvalues: null,
  },
};

const routines: Record<string, (diagonal: number[], offDiagonal: number[]) => ArrayLike<number>> = {
  'naive QL': (diagonal, offDiagonal) => naiveTridiagonalEigenvalues({ diagonal, offDiagonal }),
  'root-free QL': (diagonal, offDiagonal) =>
    rootFreeEigenvalues({ diagonal: Float64Array.from(diagonal), offDiagonal: Float64Array.of(0, ...offDiagonal) }),
};

describe.each(Object.keys(routines))('%s', (name) => {
  it.each(Object.keys(SPECTRA))('finds the spectrum: %s', (spectrum) => {
    const { diagonal, offDiagonal, eigenvalues } = SPECTRA[spectrum];
    const norm = Math.max(...diagonal.map(Math.abs), ...offDiagonal.map(Math.abs));
    const found = routines[name](diagonal, offDiagonal);
    expect(found).toHaveLength(diagonal.length);
    const expected = eigenvalues ?? routines['naive QL'](diagonal, offDiagonal);
    const sum = diagonal.reduce((a, b) => a + b, 0);
    expect(largestGap(found, expected)).toBeLessThanOrEqual(BACKWARD * diagonal.length * norm);
    expect(Math.abs(total(found, 1) - sum)).toBeLessThanOrEqual(BACKWARD * diagonal.length ** 2 * norm);
  });
});

describe('naive and blocked roads', () => {
  // Orders around the tile's 4 and 3, one chunk and several, weights of both signs.
  it.each([
    [1, 1],
    [2, 5],
    [7, 3],
    [12, 120],
    [13, 121],
    [50, 300],
  ])('give one Hessian and one spectrum: p = %i, n = %i', (features, samples) => {
    const { x, rows, weights } = sample(features, samples);
    const naive = naiveHessian(rows, [...weights]);
    const blocked = blockedHessian(x, weights, features);
    const norm = Math.hypot(...naive.flat());
    // A sum of n products, in two orders.
    let gap = 0;
    for (let i = 0; i < features; i++) {
      for (let j = 0; j <= i; j++) gap = Math.max(gap, Math.abs(naive[i][j] - entry(blocked, i, j)));
    }
    const summands = Math.max(...rows.flat().map((value) => value * value)) * Math.max(...weights.map(Math.abs));
    expect(gap).toBeLessThanOrEqual(2 * Number.EPSILON * samples * summands);

    const expected = naiveEigenvalues(naive);
    const found = rootFreeEigenvalues(blockedTridiagonalize(blocked));
    expect(largestGap(found, expected)).toBeLessThanOrEqual(BACKWARD * features * norm + features * gap);
    const trace = naive.reduce((sum, row, i) => sum + row[i], 0);
    expect(Math.abs(total(found, 1) - trace)).toBeLessThanOrEqual(BACKWARD * features ** 2 * norm);
    expect(Math.abs(total(found, 2) - norm ** 2)).toBeLessThanOrEqual(BACKWARD * features ** 2 * norm ** 2);
  });

  it('reduce a matrix that is diagonal already, or zero', () => {
    const order = 9;
    for (const scale of [0, 1]) {
      const values = new Float64Array(order * order);
      for (let i = 0; i < order; i++) values[i * order + i] = scale * (i - 4);
      const found = rootFreeEigenvalues(blockedTridiagonalize({ values, order, stride: order }));
      expect([...found]).toEqual(Array.from({ length: order }, (_, i) => scale * (i - 4) + 0));
    }
  });
});

describe('fast random numbers', () => {
  it('are normal: moments, tails and distribution', () => {
    const count = 1_000_000;
    const random = new FastRandom(2021);
    const moments = [0, 0, 0, 0];
    let tail = 0;
    // Bins of equal probability: P(z < q) for the quartiles of the standard normal.
    const quartile = 0.6744897501960817;
    let central = 0;
    for (let i = 0; i < count; i++) {
      const z = random.normal();
      for (let power = 0; power < 4; power++) moments[power] += z ** (power + 1) / count;
      if (Math.abs(z) > 3.442619855899) tail++;
      if (Math.abs(z) < quartile) central++;
    }
    // Five standard errors: var z = 1, var z^2 = 2, var z^3 = 15, var z^4 = 96.
    [0, 1, 0, 3].forEach((expected, i) => {
      expect(Math.abs(moments[i] - expected)).toBeLessThan(5 * Math.sqrt([1, 2, 15, 96][i] / count));
    });
    expect(Math.abs(central / count - 0.5)).toBeLessThan(5 * Math.sqrt(0.25 / count));
    // P(|z| > 3.442619855899) = 5.76109e-4.
    const beyond = 5.76109e-4;
    expect(Math.abs(tail / count - beyond)).toBeLessThan(5 * Math.sqrt(beyond / count));
  });
});

describe('a whole trial', () => {
  it('has the moments of the limiting law', () => {
    // No signals: g = 1/4, labels are fair coins, H a quarter of a Wishart matrix.
    const features = 60;
    const samples = 300;
    const none = new Float64Array(features);
    const run = createBlockedTrial(samples, { mean: none, w: none, wStar: none });
    const random = new FastRandom(7);
    const trials = 20;
    let trace = 0;
    let positives = 0;
    for (let t = 0; t < trials; t++) {
      const trial = run(random);
      trace += total(trial.eigenvalues, 1) / trials;
      positives += trial.positives / trials;
    }
    // trace = (1 / 4n) * chi-square with np degrees of freedom.
    const deviation = Math.sqrt((2 * samples * features) / trials) / (4 * samples);
    expect(Math.abs(trace - features / 4)).toBeLessThan(5 * deviation);
    expect(Math.abs(positives - samples / 2)).toBeLessThan(5 * Math.sqrt(samples / 4 / trials));
  });
});

function sample(features: number, samples: number) {
  const random = new FastRandom(features * 1000 + samples);
  const x = Float64Array.from({ length: features * samples }, () => random.normal());
  const weights = Float64Array.from({ length: samples }, () => random.normal());
  const rows = Array.from({ length: samples }, (_, i) => [...x.subarray(i * features, (i + 1) * features)]);
  return { x, rows, weights };
}

function entry({ values, stride }: LowerMatrix, i: number, j: number): number {
  return values[i * stride + j];
}

function largestGap(found: ArrayLike<number>, expected: ArrayLike<number>): number {
  let gap = 0;
  for (let i = 0; i < expected.length; i++) gap = Math.max(gap, Math.abs(found[i] - expected[i]));
  return gap;
}

function total(values: ArrayLike<number>, power: number): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] ** power;
  return sum;
}
