import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import { eigenbasis } from '../../src/covariance/eigenbasis';
import { defineCovariance } from '../../src/model/define-covariance';
import type { Covariance } from '../../src/model/model';
import { TestGenerator } from '../reference/generator';

const random = new TestGenerator(4);
const vectorOf = (p: number) => Float64Array.from({ length: p }, () => random.signed());
const norm = (v: Float64Array) => Math.sqrt(v.reduce((sum, x) => sum + x * x, 0));

/** C itself, from its definition. */
function entriesOf(covariance: Covariance, p: number): (i: number, j: number) => number {
  if (covariance.kind === 'toeplitz') {
    return (i, j) => covariance.variance * covariance.correlation ** Math.abs(i - j);
  }
  if (covariance.kind === 'matrix') return (i, j) => covariance.entries[i * p + j];
  if (covariance.kind === 'diagonal') return (i, j) => (i === j ? covariance.values[i] : 0);
  throw new Error(covariance.kind);
}

/** B B^T / p + 0.01 I. */
function wishart(p: number, rank = p): number[][] {
  const b = Array.from({ length: p }, () => vectorOf(rank));
  return b.map((x, i) => b.map((y, j) => x.reduce((sum, v, k) => sum + v * y[k], 0) / rank + (i === j ? 0.01 : 0)));
}

const cases: [string, number, unknown][] = [
  ['diagonal', 7, { kind: 'diagonal', values: [3, 1, 2, 2, 5, 0.1, 4] }],
  ...[-0.7, 0, 1e-9, 0.5, 0.99].flatMap((correlation) =>
    [1, 2, 3, 40, 101].map((p): [string, number, unknown] => [
      `toeplitz ${correlation}, p = ${p}`,
      p,
      { kind: 'toeplitz', correlation, variance: 2.5 },
    ]),
  ),
  ...[1, 2, 3, 17, 60].map((p): [string, number, unknown] => [
    `Wishart, p = ${p}`,
    p,
    { kind: 'matrix', rows: wishart(p) },
  ]),
  ['nearly of low rank', 30, { kind: 'matrix', rows: wishart(30, 4) }],
  ['identity as a matrix', 12, { kind: 'matrix', rows: Array.from({ length: 12 }, (_, i) => unit(12, i)) }],
  ['graded', 10, { kind: 'matrix', rows: Array.from({ length: 10 }, (_, i) => unit(10, i, 10 ** (-2 * i))) }],
  ['tridiagonal already', 6, { kind: 'matrix', rows: Array.from({ length: 6 }, (_, i) => band(6, i)) }],
  [
    'equicorrelated',
    25,
    { kind: 'matrix', rows: Array.from({ length: 25 }, (_, i) => unit(25, i, 0.5).map((x) => x + 0.5)) },
  ],
];

function unit(p: number, i: number, value = 1): number[] {
  return Array.from({ length: p }, (_, j) => (i === j ? value : 0));
}

function band(p: number, i: number): number[] {
  return Array.from({ length: p }, (_, j) => (i === j ? 2 : Math.abs(i - j) === 1 ? -1 : 0));
}

describe.each(cases)('the eigenbasis of %s', (_, p, input) => {
  const covariance = defineCovariance(input, p);
  const entry = entriesOf(covariance, p);
  const basis = eigenbasis(covariance, p);
  const size = basis.eigenvalues[p - 1];
  // Backward stable: a modest multiple of eps ||C||, growing like the square root of the steps.
  const tolerance = 20 * Number.EPSILON * Math.sqrt(p) * size;

  it('diagonalizes C, both ways', () => {
    for (let trial = 0; trial < 3; trial++) {
      const v = vectorOf(p);
      const direct = v.map((_, i) => v.reduce((sum, x, j) => sum + entry(i, j) * x, 0));
      const rebuilt = basis.fromEigenbasis(basis.toEigenbasis(v).map((x, k) => basis.eigenvalues[k] * x));
      // The inverse, through which an autoregressive C goes, has a condition number of its own.
      const condition =
        covariance.kind === 'toeplitz'
          ? ((1 + Math.abs(covariance.correlation)) / (1 - Math.abs(covariance.correlation))) ** 2
          : 1;
      expect(norm(rebuilt.map((x, i) => x - direct[i]))).toBeLessThan(tolerance * condition * norm(v));
    }
  });

  it('is orthonormal', () => {
    const v = vectorOf(p);
    const there = basis.toEigenbasis(v);
    const back = basis.fromEigenbasis(there);
    expect(Math.abs(norm(there) / norm(v) - 1)).toBeLessThan(20 * Number.EPSILON * Math.sqrt(p));
    expect(norm(back.map((x, i) => x - v[i]))).toBeLessThan(40 * Number.EPSILON * Math.sqrt(p) * norm(v));
  });

  it('has the eigenvalues of another solver, ascending', () => {
    const matrix = new Matrix(Array.from({ length: p }, (_, i) => Array.from({ length: p }, (__, j) => entry(i, j))));
    const expected = new EigenvalueDecomposition(matrix, { assumeSymmetric: true }).realEigenvalues.sort(
      (a, b) => a - b,
    );
    expected.forEach((value, k) => {
      expect(Math.abs(basis.eigenvalues[k] - value)).toBeLessThan(2 * tolerance);
      if (k > 0) expect(basis.eigenvalues[k]).toBeGreaterThanOrEqual(basis.eigenvalues[k - 1]);
    });
  });
});

describe('an autoregressive covariance', () => {
  it('keeps the digits of its smallest eigenvalues: det C = (1 - rho^2)^(p - 1)', () => {
    for (const correlation of [-0.999, 0.3, 0.9999]) {
      const { eigenvalues } = eigenbasis({ kind: 'toeplitz', correlation, variance: 1 }, 300);
      const logDeterminant = eigenvalues.reduce((sum, t) => sum + Math.log(t), 0);
      const expected = 299 * Math.log((1 - correlation) * (1 + correlation));
      expect(Math.abs(logDeterminant - expected)).toBeLessThan(300 * 4 * Number.EPSILON * Math.abs(expected) + 1e-12);
    }
  });
});
