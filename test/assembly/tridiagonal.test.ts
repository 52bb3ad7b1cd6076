import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jacobiEigensystem } from '../reference/jacobi';
import { randomSymmetric, uniform } from '../reference/random-symmetric';
import { createEigenEngine } from './eigen-engine';

const engine = await createEigenEngine();
const { exports, arena } = engine;

/** Householder reductions are backward stable; roundoff adds up over the p reflections like a random walk. */
const tolerance = (p: number, norm: number) => 4 * Math.sqrt(p) * Number.EPSILON * norm;

const norm2 = (x: Float64Array) => Math.sqrt(x.reduce((sum, value) => sum + value * value, 0));

function largestDifference(a: Float64Array, b: Float64Array): number {
  return a.reduce((largest, value, i) => Math.max(largest, Math.abs(value - b[i])), 0);
}

function multiplyTridiagonal(d: Float64Array, e: Float64Array, x: Float64Array): Float64Array {
  return d.map((value, i) => value * x[i] + (e[i] ?? 0) * (x[i + 1] ?? 0) + (i > 0 ? e[i - 1] * x[i - 1] : 0));
}

function multiply(rows: Float64Array, p: number, x: Float64Array): Float64Array {
  return x.map((_, i) => x.reduce((sum, value, j) => sum + rows[i * p + j] * value, 0));
}

const randomVector = (p: number, seed: number) => Float64Array.from({ length: p }, uniform(seed));

/** H Q x = Q T x and |Q x| = |x| for a few random x: together they say that T is similar to H. */
function expectSimilar(rows: Float64Array, p: number): void {
  const { d, e, reflectors } = engine.tridiagonalize(rows, p);
  const frobenius = norm2(rows);
  const back = (z: Float64Array) => {
    const v = arena.allocate(8 * p);
    exports.backTransform(v, engine.vector(z), reflectors, p);
    return engine.read(v, p);
  };
  for (let seed = 0; seed < 3; seed++) {
    const x = randomVector(p, 100 * p + seed);
    const image = back(x);
    expect(Math.abs(norm2(image) - norm2(x))).toBeLessThanOrEqual(tolerance(p, norm2(x)));
    const expected = back(multiplyTridiagonal(d, e, x));
    const found = multiply(rows, p, image);
    expect(norm2(found.map((value, i) => value - expected[i]))).toBeLessThanOrEqual(tolerance(p, frobenius * norm2(x)));
  }
}

describe('packed symmetric multiply', () => {
  it('is the product of the rows, for every order up to 40 and some larger', () => {
    for (const p of [...Array(41).keys(), 128, 203]) {
      const rows = randomSymmetric(p, p);
      const x = randomVector(p, p);
      arena.reset();
      const matrix = engine.pack(rows, p);
      const y = arena.allocate(8 * p);
      exports.packedMultiply(y, matrix, engine.vector(x), p, arena.allocate(exports.packedMultiplyWorkBytes(p)));
      expect(largestDifference(engine.read(y, p), multiply(rows, p, x))).toBeLessThanOrEqual(
        p * Number.EPSILON * norm2(x),
      );
    }
  });
});

describe('Householder tridiagonalization', () => {
  it('takes a panel a call, from p rows down to none', () => {
    const steps = (p: number) => {
      arena.reset();
      const matrix = engine.pack(randomSymmetric(p, 1), p);
      const [d, e, work] = [8 * p, 8 * p, exports.tridiagonalWorkBytes(p)].map((bytes) => arena.allocate(bytes));
      const left = [p];
      while (left[left.length - 1] > 0)
        left.push(exports.tridiagonalizePanel(d, e, matrix, work, p, left[left.length - 1]));
      return left;
    };
    expect(steps(0)).toEqual([0]);
    expect(steps(1)).toEqual([1, 0]);
    expect(steps(8)).toEqual([8, 0]);
    expect(steps(21)).toEqual([21, 13, 5, 0]);
    expect(steps(260).slice(0, 3)).toEqual([260, 248, 236]);
    expect(steps(1001).slice(0, 3)).toEqual([1001, 985, 969]);
    expect(exports.tridiagonalizePanel(0, 0, 0, 0, 0, 0)).toBe(0);
  });

  it('leaves orders 1 and 2 and tridiagonal matrices as they are', () => {
    expect(engine.tridiagonalize(Float64Array.of(-7), 1).d).toEqual(Float64Array.of(-7));
    const two = engine.tridiagonalize(Float64Array.of(1, 5, 5, 2), 2);
    expect(two.d).toEqual(Float64Array.of(1, 2));
    expect(two.e).toEqual(Float64Array.of(5));
    const p = 37;
    const rows = randomSymmetric(p, 9).map((value, k) => (Math.abs(Math.floor(k / p) - (k % p)) <= 1 ? value : 0));
    const { d, e } = engine.tridiagonalize(rows, p);
    expect(d).toEqual(d.map((_, i) => rows[i * p + i]));
    expect(e).toEqual(e.map((_, i) => rows[i * p + i + 1]));
  });

  it('is similar to the matrix, for every order from 1 to 130', () => {
    for (let p = 1; p <= 130; p++) expectSimilar(randomSymmetric(p, p), p);
  });

  it.each([250, 251, 333, 500, 1000, 1001])('is similar to the matrix at order %i', (p) => {
    expectSimilar(randomSymmetric(p, p), p);
  });

  it('keeps to its memory', () => {
    const guard = 1e99;
    for (const p of [1, 2, 7, 8, 9, 63, 64, 65, 251, 1001]) {
      arena.reset();
      const sizes = [8 * p, 8 * Math.max(p - 1, 0), exports.packedBytes(p), exports.tridiagonalWorkBytes(p)];
      const [d, e, matrix, work] = sizes.map((bytes) => {
        const pointer = engine.vector(new Float64Array(bytes / 8 + 16).fill(guard));
        return pointer + 64;
      });
      exports.packedWrite(matrix, engine.vector(randomSymmetric(p, p)), p);
      for (let left = p; left > 0; ) left = exports.tridiagonalizePanel(d, e, matrix, work, p, left);
      [d, e, matrix, work].forEach((pointer, k) => {
        expect(engine.read(pointer - 64, 8)).toEqual(new Float64Array(8).fill(guard));
        expect(engine.read(pointer + sizes[k], 8)).toEqual(new Float64Array(8).fill(guard));
      });
    }
  });

  it('commutes exactly with scaling by powers of two, to the ends of the range', () => {
    const p = 45;
    const rows = randomSymmetric(p, 4);
    // A largest entry in [1, 2) is where scaling leads.
    rows[p + 1] = 1.5;
    const { d, e } = engine.tridiagonalize(rows, p);
    for (const exponent of [-900, -500, -101, 99, 101, 500, 1020]) {
      const scale = 2 ** exponent;
      const scaled = engine.tridiagonalize(
        rows.map((value) => value * scale),
        p,
      );
      expect(scaled.d).toEqual(d.map((value) => value * scale));
      expect(scaled.e).toEqual(e.map((value) => value * scale));
    }
  });

  it('takes rows of vanishing norm beside large ones', () => {
    const p = 24;
    for (const tiny of [0, 1e-40, 1e-160, 1e-310]) {
      const rows = randomSymmetric(p, 8).map((value, k) => (Math.floor(k / p) + (k % p) > p ? value * tiny : value));
      expectSimilar(rows, p);
    }
  });
});

describe('eigenvalues of dense matrices', () => {
  const eigenvalues = (rows: Float64Array, p: number) => {
    const { values, status } = engine.eigenvaluesQl(engine.tridiagonalize(rows, p));
    expect(status).toBe(0);
    return values;
  };

  it.each([1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 40, 64, 65, 97, 130, 200])('agree with Jacobi at order %i', (p) => {
    const rows = randomSymmetric(p, 7 * p);
    const error = largestDifference(eigenvalues(rows, p), jacobiEigensystem(rows, p).values);
    expect(error).toBeLessThanOrEqual(tolerance(p, norm2(rows)));
  });

  it('of zero and of the identity are exact', () => {
    const p = 43;
    expect(eigenvalues(new Float64Array(p * p), p)).toEqual(new Float64Array(p));
    const identity = Float64Array.from({ length: p * p }, (_, k) => Number(k % (p + 1) === 0));
    expect(eigenvalues(identity, p)).toEqual(new Float64Array(p).fill(1));
  });

  it('of a rank one matrix: its trace, and zeros', () => {
    const p = 50;
    const u = randomVector(p, 2);
    const rows = Float64Array.from({ length: p * p }, (_, k) => u[Math.floor(k / p)] * u[k % p]);
    const expected = new Float64Array(p);
    expected[p - 1] = norm2(u) ** 2;
    expect(largestDifference(eigenvalues(rows, p), expected)).toBeLessThanOrEqual(tolerance(p, expected[p - 1]));
  });

  it('of I - 2 u u^T: one -1, and 1 repeated', () => {
    const p = 77;
    const u = randomVector(p, 3);
    const factor = 2 / norm2(u) ** 2;
    const rows = Float64Array.from(
      { length: p * p },
      (_, k) => Number(k % (p + 1) === 0) - factor * u[Math.floor(k / p)] * u[k % p],
    );
    const expected = new Float64Array(p).fill(1);
    expected[0] = -1;
    expect(largestDifference(eigenvalues(rows, p), expected)).toBeLessThanOrEqual(tolerance(p, Math.sqrt(p)));
  });

  it('keep the trace and the Frobenius norm, for any order and any mix of magnitudes', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 150 }),
        fc.integer(),
        fc.integer({ min: 0, max: 12 }),
        (p, seed, decades) => {
          const rows = randomSymmetric(p, seed);
          const next = uniform(seed);
          const weights = Float64Array.from({ length: p }, () => 10 ** (decades * next()));
          rows.forEach((value, k) => {
            rows[k] = value * weights[Math.floor(k / p)] * weights[k % p];
          });
          const norm = norm2(rows);
          const values = eigenvalues(rows, p);
          const trace = rows.reduce((sum, value, k) => (k % (p + 1) === 0 ? sum + value : sum), 0);
          const sum = values.reduce((total, value) => total + value, 0);
          expect(Math.abs(sum - trace)).toBeLessThanOrEqual(tolerance(p, norm) * Math.sqrt(p));
          expect(Math.abs(norm2(values) - norm)).toBeLessThanOrEqual(tolerance(p, norm));
        },
      ),
      { seed: 7, numRuns: 150 },
    );
  });
});
