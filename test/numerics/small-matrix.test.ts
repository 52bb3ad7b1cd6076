import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { symmetricEigen } from '../../src/numerics/small-matrix';

const SIZE = 6;

describe('symmetricEigen', () => {
  it('reproduces the matrix from orthonormal vectors and ascending values', () => {
    const entries = fc.array(fc.double({ min: -10, max: 10, noNaN: true }), { minLength: 36, maxLength: 36 });
    fc.assert(
      fc.property(entries, (list) => {
        const matrix = Array.from({ length: SIZE }, (_, i) =>
          Array.from({ length: SIZE }, (__, j) => list[Math.min(i, j) * SIZE + Math.max(i, j)]),
        );
        const { values, vectors } = symmetricEigen(matrix);
        const tolerance = 50 * Number.EPSILON * Math.hypot(...matrix.flat(), 1e-300);
        for (let i = 0; i < SIZE; i++) {
          if (i > 0) expect(values[i]).toBeGreaterThanOrEqual(values[i - 1]);
          for (let j = 0; j < SIZE; j++) {
            const rebuilt = values.reduce((sum, value, k) => sum + value * vectors[k][i] * vectors[k][j], 0);
            expect(Math.abs(rebuilt - matrix[i][j])).toBeLessThanOrEqual(tolerance);
            const product = vectors[i].reduce((sum, value, k) => sum + value * vectors[j][k], 0);
            expect(Math.abs(product - (i === j ? 1 : 0))).toBeLessThan(1e-14);
          }
        }
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  it('takes 1 x 1, zero, repeated and graded matrices', () => {
    expect(symmetricEigen([[-3]]).values).toEqual([-3]);
    expect(
      symmetricEigen([
        [0, 0],
        [0, 0],
      ]).values,
    ).toEqual([0, 0]);
    const [low, middle, high] = symmetricEigen([
      [1, 1, 1],
      [1, 1, 1],
      [1, 1, 1],
    ]).values;
    expect(Math.max(Math.abs(low), Math.abs(middle))).toBeLessThan(1e-15);
    expect(high).toBeCloseTo(3, 14);
    const graded = symmetricEigen([
      [1e20, 1],
      [1, 1e-20],
    ]).values;
    expect(graded[1]).toBe(1e20);
    // det = 0 exactly: the small eigenvalue is rounding of the small diagonal entry.
    expect(Math.abs(graded[0])).toBeLessThan(1e-34);
  });
});
