import { describe, expect, it } from 'vitest';
import { uniform } from '../reference/random-symmetric';
import { clement, closedForms, constant, graded } from '../reference/tridiagonal-matrices';
import { createEigenEngine } from './eigen-engine';

const engine = await createEigenEngine();

describe('Sturm count', () => {
  it('is 0 for order 0', () => {
    expect(engine.sturmCount({ d: new Float64Array(0), e: new Float64Array(0) }, 1)).toBe(0);
  });

  it.each(closedForms)('steps at each eigenvalue of $name', (matrix) => {
    const { eigenvalues } = matrix;
    const n = eigenvalues.length;
    const largest = Math.max(Math.abs(eigenvalues[0]), Math.abs(eigenvalues[n - 1]));
    const error = 8 * Number.EPSILON * largest + Number.MIN_VALUE;
    const countBelow = (x: number) => eigenvalues.filter((value) => value < x).length;
    for (const value of eigenvalues) {
      expect(engine.sturmCount(matrix, value - error)).toBe(countBelow(value - error));
      expect(engine.sturmCount(matrix, value + error)).toBe(countBelow(value + error));
    }
  });

  it('counts strictly below, also where pivots are exactly zero', () => {
    expect(engine.sturmCount(constant(5, 3), 3)).toBe(0);
    expect(engine.sturmCount(constant(5, 3), 3.0000000000000004)).toBe(5);
    // Clement's leading 1x1 minor at 0 vanishes; eigenvalues -3, -1, 1, 3.
    expect(engine.sturmCount(clement(4), 0)).toBe(2);
    // -2, 0, 2: the last pivot vanishes as well.
    expect(engine.sturmCount({ d: new Float64Array(3), e: Float64Array.of(Math.SQRT2, Math.SQRT2) }, 0)).toBe(1);
  });

  it.each([1e-300, 1e300])('neither overflows nor underflows at scale %f', (scale) => {
    const { d, e, eigenvalues } = clement(9);
    const scaled = { d, e: e.map((value) => value * scale) };
    eigenvalues.forEach((value, k) => {
      expect(engine.sturmCount(scaled, (value - 0.5) * scale)).toBe(k);
    });
  });

  it('eight shifts at a time and the rest give what single ones give', () => {
    const next = uniform(5);
    for (const matrix of [...closedForms, graded(81)]) {
      for (const count of [1, 7, 8, 9, 31]) {
        const spread = Math.max(...matrix.d.map(Math.abs), ...matrix.e.map(Math.abs)) || 1;
        const shifts = Float64Array.from({ length: count }, (_, k) =>
          k % 5 === 0 ? matrix.d[0] : 2 * spread * next(),
        );
        const singles = Int32Array.from(shifts, (shift) => engine.sturmCount(matrix, shift));
        expect(engine.sturmCounts(matrix, shifts)).toEqual(singles);
      }
    }
  });
});
