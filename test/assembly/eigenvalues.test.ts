import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jacobiEigensystem } from '../reference/jacobi';
import { randomTridiagonal, uniform } from '../reference/random-symmetric';
import {
  clement,
  closedForms,
  glued,
  graded,
  repeated,
  toeplitz,
  WILKINSON_21,
  wilkinson,
} from '../reference/tridiagonal-matrices';
import { createEigenEngine, type Tridiagonal } from './eigen-engine';

const engine = await createEigenEngine();

/** Backward stable, with roundoff that adds up like a random walk over the rotations of a sweep. */
const tolerance = ({ d, e }: Tridiagonal) => 4 * Math.sqrt(d.length) * Number.EPSILON * infinityNorm(d, e);

function infinityNorm(d: Float64Array, e: Float64Array): number {
  let largest = 0;
  d.forEach((value, i) => {
    largest = Math.max(largest, Math.abs(value) + Math.abs(e[i] ?? 0) + Math.abs(e[i - 1] ?? 0));
  });
  return largest;
}

function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return Array.from(a).reduce((largest, value, i) => Math.max(largest, Math.abs(value - b[i])), 0);
}

function dense({ d, e }: Tridiagonal): Float64Array {
  const n = d.length;
  const rows = new Float64Array(n * n);
  d.forEach((value, i) => {
    rows[i * n + i] = value;
    if (i < n - 1) {
      rows[i * n + i + 1] = e[i];
      rows[(i + 1) * n + i] = e[i];
    }
  });
  return rows;
}

/** Sturm counts put eigenvalue k within `error` of values[k], for every k. */
function expectBracketed(matrix: Tridiagonal, values: Float64Array, error: number): void {
  const n = values.length;
  const below = engine.sturmCounts(
    matrix,
    values.map((value) => value - error),
  );
  const above = engine.sturmCounts(
    matrix,
    values.map((value) => value + error),
  );
  for (let k = 0; k < n; k++) {
    expect(below[k]).toBeLessThanOrEqual(k);
    expect(above[k]).toBeGreaterThan(k);
  }
}

describe.each([
  { name: 'root-free QR', eigenvalues: engine.eigenvaluesQl },
  { name: 'Sturm root finding', eigenvalues: engine.eigenvaluesSturm },
  { name: 'the faster of both', eigenvalues: engine.tridiagonalEigenvalues },
])('$name', ({ eigenvalues }) => {
  it('does nothing for order 0', () => {
    expect(eigenvalues({ d: new Float64Array(0), e: new Float64Array(0) })).toEqual({
      values: new Float64Array(0),
      status: 0,
    });
  });

  it.each(closedForms)('$name', (matrix) => {
    const { values, status } = eigenvalues(matrix);
    expect(status).toBe(0);
    expect(largestDifference(values, matrix.eigenvalues)).toBeLessThanOrEqual(tolerance(matrix));
  });

  it('W21+, whose largest two agree in 14 digits', () => {
    const matrix = wilkinson(10);
    const { values, status } = eigenvalues(matrix);
    expect(status).toBe(0);
    const [third, second, first] = WILKINSON_21.largest;
    const found = [values[0], ...values.slice(18)];
    expect(largestDifference(found, [WILKINSON_21.smallest, third, second, first])).toBeLessThan(tolerance(matrix));
    expectBracketed(matrix, values, tolerance(matrix));
  });

  it.each([1e-14, 1e-8, 1e-3, 1])('ten W21+ glued by %f: clusters of twenty', (glue) => {
    const matrix = glued(wilkinson(10), 10, glue);
    const { values, status } = eigenvalues(matrix);
    expect(status).toBe(0);
    expectBracketed(matrix, values, tolerance(matrix));
  });

  it('splits at couplings that are negligible, and only there', () => {
    const blocks = repeated(toeplitz(6), 5);
    const e = blocks.e.map((value, i) => (value === 0 ? (i % 2 ? 1e-17 : 1e-200) : value));
    const { values, status } = eigenvalues({ d: blocks.d, e });
    expect(status).toBe(0);
    expect(largestDifference(values, blocks.eigenvalues)).toBeLessThanOrEqual(tolerance(blocks));
    // Couplings of 1e-3 move eigenvalues; the oracle sees them.
    const coupled = { d: blocks.d, e: blocks.e.map((value) => value || 1e-3) };
    const oracle = jacobiEigensystem(dense(coupled), 30).values;
    expect(largestDifference(oracle, blocks.eigenvalues)).toBeGreaterThan(1e-6);
    expect(largestDifference(eigenvalues(coupled).values, oracle)).toBeLessThanOrEqual(tolerance(coupled));
  });

  it('couplings whose squares nearly underflow, beside a large element', () => {
    const matrix = { d: Float64Array.of(0, -1e10, 0), e: Float64Array.of(1e-133, 1e-71) };
    const { values, status } = eigenvalues(matrix);
    expect(status).toBe(0);
    expect(largestDifference(values, [-1e10, 0, 0])).toBeLessThanOrEqual(tolerance(matrix));
  });

  it.each([1e-300, 1e-150, 1e150, 1e300])('scaled by %f', (scale) => {
    const known = clement(12);
    const scaled = { d: known.d.map((value) => value * scale), e: known.e.map((value) => value * scale) };
    const { values, status } = eigenvalues(scaled);
    expect(status).toBe(0);
    const error = largestDifference(
      values,
      known.eigenvalues.map((value) => value * scale),
    );
    expect(error).toBeLessThanOrEqual(tolerance(scaled));
  });

  it('agrees with Jacobi, and keeps trace and Frobenius norm, on random matrices of order 1 to 60', () => {
    for (let n = 1; n <= 60; n++) {
      const matrix = randomTridiagonal(n, n);
      const { values, status } = eigenvalues(matrix);
      expect(status).toBe(0);
      expect(largestDifference(values, jacobiEigensystem(dense(matrix), n).values)).toBeLessThan(tolerance(matrix));
      const sum = (x: Float64Array, power: number) => x.reduce((total, value) => total + value ** power, 0);
      expect(Math.abs(sum(values, 1) - sum(matrix.d, 1))).toBeLessThan(n * tolerance(matrix));
      const squares = sum(matrix.d, 2) + 2 * sum(matrix.e, 2);
      expect(Math.abs(sum(values, 2) - squares)).toBeLessThan(
        2 * n * infinityNorm(matrix.d, matrix.e) * tolerance(matrix),
      );
    }
  });

  it('is bracketed by Sturm counts at order 1000', () => {
    const matrix = randomTridiagonal(1000, 3);
    const { values, status } = eigenvalues(matrix);
    expect(status).toBe(0);
    expectBracketed(matrix, values, tolerance(matrix));
  });

  it('ascends and is bracketed for whatever entries: zeros, integers, magnitudes from 1e-150 to 1e20', () => {
    const entry = fc.oneof(
      fc.constant(0),
      fc.integer({ min: -3, max: 3 }),
      fc.double({ min: -1, max: 1, noNaN: true }),
      fc.tuple(fc.integer({ min: -150, max: 20 }), fc.constantFrom(-1, 1)).map(([k, sign]) => sign * 10 ** k),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(entry, entry), { minLength: 1, maxLength: 40 }), (entries) => {
        const d = Float64Array.from(entries, ([value]) => value);
        const e = Float64Array.from(entries.slice(1), ([, value]) => value);
        const { values, status } = eigenvalues({ d, e });
        expect(status).toBe(0);
        expect(values).toEqual(values.slice().sort());
        // Room on both sides for a matrix of zeros (counts are strict), and for rounding to subnormal numbers.
        expectBracketed({ d, e }, values, tolerance({ d, e }) + 8 * Number.MIN_VALUE);
      }),
      { seed: 20240229, numRuns: 2000 },
    );
  });
});

describe('root-free QR only', () => {
  it.each([2, 3, 10, 41, 100])(
    'graded from 1e-40 to 1e40 in %i steps, to full relative accuracy both ways round',
    (n) => {
      const rising = graded(n);
      const falling = { d: rising.d.slice().reverse(), e: rising.e.slice().reverse() };
      for (const matrix of [rising, falling]) {
        const { values, status } = engine.eigenvaluesQl(matrix);
        expect(status).toBe(0);
        values.forEach((value, k) => {
          const error = 4 * n * Number.EPSILON * value;
          expect(engine.sturmCount(matrix, value - error)).toBeLessThanOrEqual(k);
          expect(engine.sturmCount(matrix, value + error)).toBeGreaterThan(k);
        });
      }
    },
  );

  it.each([Number.NaN, Number.POSITIVE_INFINITY])('reports failure, and ends, on %d', (bad) => {
    const { d, e } = toeplitz(50);
    d[20] = bad;
    expect(engine.eigenvaluesQl({ d, e }).status).toBe(49);
    e[3] = bad;
    expect(engine.eigenvaluesQl({ d: toeplitz(50).d, e }).status).toBe(49);
  });
});

describe('Sturm root finding only', () => {
  it.each([Number.NaN, Number.POSITIVE_INFINITY])('reports failure on %d', (bad) => {
    const { d, e } = toeplitz(50);
    d[20] = bad;
    expect(engine.eigenvaluesSturm({ d, e }).status).toBe(1);
    e[3] = bad;
    expect(engine.eigenvaluesSturm({ d: toeplitz(50).d, e }).status).toBe(1);
  });

  it('leaves the matrix as it is and keeps to its memory', () => {
    const { exports, arena } = engine;
    for (const n of [1, 2, 8, 15, 16, 17, 100]) {
      arena.reset();
      const { d, e } = randomTridiagonal(n, n);
      const [diagonal, offDiagonal] = [engine.vector(d), engine.vector(e)];
      const sizes = [8 * n, exports.eigenvaluesSturmWorkBytes(n)];
      const [values, work] = sizes.map((bytes) => engine.vector(new Float64Array(bytes / 8 + 16).fill(1e99)) + 64);
      expect(exports.eigenvaluesSturm(values, diagonal, offDiagonal, n, 0, n, work)).toBe(0);
      expect(engine.read(diagonal, n)).toEqual(d);
      expect(engine.read(offDiagonal, n - 1)).toEqual(e);
      [values, work].forEach((pointer, k) => {
        expect(engine.read(pointer - 64, 8)).toEqual(new Float64Array(8).fill(1e99));
        expect(engine.read(pointer + sizes[k], 8)).toEqual(new Float64Array(8).fill(1e99));
      });
    }
  });

  it('agrees with QR on thousands of hard matrices: integers, zeros, weak couplings, glued blocks', () => {
    const next = uniform(2);
    const upTo = (count: number) => Math.floor(((next() + 1) / 2) * count);
    const entries: readonly (() => number)[] = [
      () => 0,
      () => upTo(3) - 1,
      () => upTo(21) - 10,
      next,
      () => 10 ** (8 * next() - 8),
      () => 10 ** (40 * next() - 40),
    ];
    for (let trial = 0; trial < 4000; trial++) {
      const n = 1 + upTo(60);
      const [a, b, c] = [entries[upTo(6)], entries[upTo(6)], entries[upTo(6)]];
      const plain = { d: Float64Array.from({ length: n }, a), e: Float64Array.from({ length: n - 1 }, b) };
      const matrix = trial % 3 === 0 ? glued(n < 20 ? plain : wilkinson(upTo(12)), 1 + upTo(6), c()) : plain;
      const { values, status } = engine.eigenvaluesSturm(matrix);
      expect(status).toBe(0);
      // Both are off by no more than the tolerance.
      const error = largestDifference(values, engine.eigenvaluesQl(matrix).values);
      expect(error).toBeLessThanOrEqual(2 * tolerance(matrix));
    }
  });
});

describe('the faster of both only', () => {
  it('reports failure on a matrix that is not finite, at orders for either', () => {
    for (const n of [10, 50]) {
      const { d, e } = toeplitz(n);
      d[4] = Number.NaN;
      expect(engine.tridiagonalEigenvalues({ d, e }).status).toBe(n - 1);
    }
  });
});
