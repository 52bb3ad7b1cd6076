import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jacobiEigensystem } from '../reference/jacobi';
import { randomSymmetric, uniform } from '../reference/random-symmetric';
import { createEigenEngine } from './eigen-engine';

const engine = await createEigenEngine();
const { exports, arena } = engine;

/** Off-diagonals of the band between the stages. */
const BAND = 16;

/** Each stage is backward stable; roundoff adds up over its reflections like a random walk (see tridiagonal.test.ts). */
const tolerance = (p: number, norm: number) => 8 * Math.sqrt(p) * Number.EPSILON * norm;

const norm2 = (x: Float64Array) => Math.sqrt(x.reduce((sum, value) => sum + value * value, 0));

function largestDifference(a: Float64Array, b: Float64Array): number {
  return a.reduce((largest, value, i) => Math.max(largest, Math.abs(value - b[i])), 0);
}

function eigenvaluesOf(tridiagonal: { readonly d: Float64Array; readonly e: Float64Array }): Float64Array {
  const { values, status } = engine.tridiagonalEigenvalues(tridiagonal);
  expect(status).toBe(0);
  return values;
}

const inOne = (rows: Float64Array, p: number) => eigenvaluesOf(engine.tridiagonalize(rows, p));
const inTwo = (rows: Float64Array, p: number) => eigenvaluesOf(engine.tridiagonalizeInTwo(rows, p));

function expectAgreement(rows: Float64Array, p: number): void {
  expect(largestDifference(inTwo(rows, p), inOne(rows, p))).toBeLessThanOrEqual(tolerance(p, norm2(rows)));
}

const dense = (p: number, entry: (i: number, j: number) => number) =>
  Float64Array.from({ length: p * p }, (_, k) =>
    entry(Math.max(Math.floor(k / p), k % p), Math.min(Math.floor(k / p), k % p)),
  );

/** What the first stage leaves, with zeros outside of the band. */
function bandOf(rows: Float64Array, p: number): Float64Array {
  arena.reset();
  const matrix = engine.pack(rows, p);
  const work = arena.allocate(exports.twoStageWorkBytes(p));
  for (let left = p; left > 0; ) left = exports.reduceToBand(matrix, work, p, left);
  return dense(p, (i, j) => (i - j <= BAND ? arena.view(matrix + exports.packedOffset(i, j), 1)[0] : 0));
}

describe('reduction to a band', () => {
  it.each([1, 16, 17, 18, 24, 25, 33, 40, 63, 70])('keeps the eigenvalues of order %i', (p) => {
    const rows = randomSymmetric(p, 3 * p);
    const error = largestDifference(jacobiEigensystem(bandOf(rows, p), p).values, jacobiEigensystem(rows, p).values);
    expect(error).toBeLessThanOrEqual(tolerance(p, norm2(rows)));
  });

  it('leaves a matrix that is one as it is', () => {
    for (const p of [15, 16, 17, 50, 99]) {
      const rows = randomSymmetric(p, p).map((value, k) => (Math.abs(Math.floor(k / p) - (k % p)) <= BAND ? value : 0));
      expect(bandOf(rows, p)).toEqual(rows);
    }
  });
});

describe('tridiagonalization in two stages', () => {
  it('takes 16 rows a call, and then rows of the band by their work', () => {
    const steps = (p: number) => {
      arena.reset();
      const matrix = engine.pack(randomSymmetric(p, 1), p);
      const [d, e, work] = [8 * p, 8 * p, exports.twoStageWorkBytes(p)].map((bytes) => arena.allocate(bytes));
      const band = [p];
      while (band[band.length - 1] > 0) band.push(exports.reduceToBand(matrix, work, p, band[band.length - 1]));
      const chase = [p];
      while (chase[chase.length - 1] > 0)
        chase.push(exports.tridiagonalizeBand(d, e, matrix, work, p, chase[chase.length - 1]));
      return { band, chase };
    };
    expect(steps(1)).toEqual({ band: [1, 0], chase: [1, 0] });
    expect(steps(16)).toEqual({ band: [16, 0], chase: [16, 0] });
    expect(steps(43)).toEqual({ band: [43, 32, 16, 0], chase: [43, 0] });
    // 20,000 reflections of 40 or so a row.
    expect(steps(1000).chase).toHaveLength(3);
    expect(exports.reduceToBand(0, 0, 0, 0)).toBe(0);
  });

  it('has the eigenvalues of one stage, for every order from 1 to 130', () => {
    for (let p = 1; p <= 130; p++) expectAgreement(randomSymmetric(p, p), p);
  });

  // 512 columns and 32 rows are a piece of the matrix.
  it.each([255, 257, 511, 512, 521, 800])('has them at order %i', (p) => {
    expectAgreement(randomSymmetric(p, p), p);
  });

  it.each([2, 17, 33, 64])("has Jacobi's at order %i", (p) => {
    const rows = randomSymmetric(p, 5 * p);
    const error = largestDifference(inTwo(rows, p), jacobiEigensystem(rows, p).values);
    expect(error).toBeLessThanOrEqual(tolerance(p, norm2(rows)));
  });

  it('leaves orders 1 and 2 and tridiagonal matrices as they are', () => {
    expect(engine.tridiagonalizeInTwo(Float64Array.of(-7), 1).d).toEqual(Float64Array.of(-7));
    const two = engine.tridiagonalizeInTwo(Float64Array.of(1, 5, 5, 2), 2);
    expect(two).toEqual({ d: Float64Array.of(1, 2), e: Float64Array.of(5) });
    for (const p of [3, 16, 18, 37, 100]) {
      const rows = randomSymmetric(p, 9).map((value, k) => (Math.abs(Math.floor(k / p) - (k % p)) <= 1 ? value : 0));
      const { d, e } = engine.tridiagonalizeInTwo(rows, p);
      expect(d).toEqual(d.map((_, i) => rows[i * p + i]));
      expect(e).toEqual(e.map((_, i) => rows[i * p + i + 1]));
    }
  });

  it('leaves zero and multiples of the identity as they are', () => {
    for (const p of [1, 16, 17, 43, 130]) {
      for (const value of [0, -3]) {
        const { d, e } = engine.tridiagonalizeInTwo(
          dense(p, (i, j) => (i === j ? value : 0)),
          p,
        );
        expect(d).toEqual(new Float64Array(p).fill(value));
        expect(e).toEqual(new Float64Array(p - 1));
      }
    }
  });

  it('takes matrices that split: diagonal blocks of any size, permuted', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 6 }),
        fc.integer(),
        (sizes, seed) => {
          const blockOf = sizes.flatMap((size, block) => new Array<number>(size).fill(block));
          const p = blockOf.length;
          const next = uniform(seed);
          const order = blockOf.map((block) => ({ block, key: next() })).sort((a, b) => a.key - b.key);
          const random = randomSymmetric(p, seed);
          const together = dense(p, (i, j) => (blockOf[i] === blockOf[j] ? random[i * p + j] : 0));
          const mixed = dense(p, (i, j) => (order[i].block === order[j].block ? random[i * p + j] : 0));
          expectAgreement(together, p);
          expectAgreement(mixed, p);
        },
      ),
      { seed: 3, numRuns: 40 },
    );
  });

  it('of a rank one matrix and of I - 2 u u^T: one eigenvalue, and the others repeated', () => {
    const p = 77;
    const u = Float64Array.from({ length: p }, uniform(3));
    const square = norm2(u) ** 2;
    const one = inTwo(
      dense(p, (i, j) => u[i] * u[j]),
      p,
    );
    expect(largestDifference(one, new Float64Array(p).fill(square, p - 1))).toBeLessThanOrEqual(tolerance(p, square));
    const reflection = inTwo(
      dense(p, (i, j) => Number(i === j) - (2 / square) * u[i] * u[j]),
      p,
    );
    const expected = new Float64Array(p).fill(1).fill(-1, 0, 1);
    expect(largestDifference(reflection, expected)).toBeLessThanOrEqual(tolerance(p, Math.sqrt(p)));
  });

  it('keeps the trace and the Frobenius norm, for any order and any mix of magnitudes', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 150 }),
        fc.integer(),
        fc.integer({ min: 0, max: 12 }),
        (p, seed, decades) => {
          const next = uniform(seed);
          const weights = Float64Array.from({ length: p }, () => 10 ** (decades * next()));
          const random = randomSymmetric(p, seed);
          const rows = dense(p, (i, j) => random[i * p + j] * weights[i] * weights[j]);
          const norm = norm2(rows);
          const values = inTwo(rows, p);
          const trace = rows.reduce((sum, value, k) => (k % (p + 1) === 0 ? sum + value : sum), 0);
          const sum = values.reduce((total, value) => total + value, 0);
          expect(Math.abs(sum - trace)).toBeLessThanOrEqual(tolerance(p, norm) * Math.sqrt(p));
          expect(Math.abs(norm2(values) - norm)).toBeLessThanOrEqual(tolerance(p, norm));
        },
      ),
      { seed: 7, numRuns: 100 },
    );
  });

  it('takes rows of vanishing norm beside large ones', () => {
    const p = 50;
    for (const tiny of [0, 1e-40, 1e-160, 1e-310]) {
      const rows = randomSymmetric(p, 8);
      expectAgreement(
        dense(p, (i, j) => (i + j > p ? rows[i * p + j] * tiny : rows[i * p + j])),
        p,
      );
    }
  });

  it('commutes exactly with scaling by powers of two, to the ends of the range', () => {
    const p = 45;
    const rows = randomSymmetric(p, 4);
    // A largest entry in [1, 2) is where scaling leads.
    rows[p + 1] = 1.5;
    const { d, e } = engine.tridiagonalizeInTwo(rows, p);
    for (const exponent of [-900, -500, -101, 99, 101, 500, 1020]) {
      const scale = 2 ** exponent;
      const scaled = engine.tridiagonalizeInTwo(
        rows.map((value) => value * scale),
        p,
      );
      expect(scaled.d).toEqual(d.map((value) => value * scale));
      expect(scaled.e).toEqual(e.map((value) => value * scale));
    }
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY])('lets %f reach the eigenvalues, which then fail', (bad) => {
    const p = 50;
    for (const [i, j] of [
      [0, 0],
      [49, 49],
      [49, 0],
      [20, 3],
      [1, 0],
    ]) {
      const rows = randomSymmetric(p, 3);
      rows[i * p + j] = bad;
      expect(engine.tridiagonalEigenvalues(engine.tridiagonalizeInTwo(rows, p)).status).toBeGreaterThan(0);
    }
  });

  it('keeps to its memory', () => {
    const guard = 1e99;
    for (const p of [1, 2, 7, 8, 9, 15, 16, 17, 24, 63, 64, 65, 251, 521]) {
      arena.reset();
      const sizes = [8 * p, 8 * Math.max(p - 1, 0), exports.packedBytes(p), exports.twoStageWorkBytes(p)];
      const [d, e, matrix, work] = sizes.map((bytes) => {
        const pointer = engine.vector(new Float64Array(Math.ceil(bytes / 64) * 8 + 16).fill(guard));
        return pointer + 64;
      });
      exports.packedWrite(matrix, engine.vector(randomSymmetric(p, p)), p);
      for (let left = p; left > 0; ) left = exports.reduceToBand(matrix, work, p, left);
      for (let left = p; left > 0; ) left = exports.tridiagonalizeBand(d, e, matrix, work, p, left);
      [d, e, matrix, work].forEach((pointer, k) => {
        expect(engine.read(pointer - 64, 8)).toEqual(new Float64Array(8).fill(guard));
        expect(engine.read(pointer + sizes[k], 8)).toEqual(new Float64Array(8).fill(guard));
      });
    }
  });
});
