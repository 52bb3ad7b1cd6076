import { describe, expect, it } from 'vitest';
import { ConvergenceError } from '../../../src/errors';
import { jacobiEigensystem } from '../../reference/jacobi';
import { randomSymmetric, uniform } from '../../reference/random-symmetric';
import { createLanczos, withSpectrum } from './lanczos-engine';

const { extremes } = await createLanczos();

const spread = (from: number, to: number, count: number) =>
  Array.from({ length: count }, (_, k) => from + ((to - from) * k) / Math.max(count - 1, 1));

/** The wanted of all eigenvalues, ascending, each once. */
function endsOf(values: readonly number[], smallest: number, largest: number): number[] {
  return values.filter((_, k) => k < smallest || k >= values.length - largest);
}

async function expectEnds(values: readonly number[], smallest: number, largest: number, blocks?: number) {
  const ascending = [...values].sort((a, b) => a - b);
  const p = values.length;
  const rows = withSpectrum(ascending, uniform(p + smallest));
  const found = await extremes(rows, p, { smallest, largest }, blocks === undefined ? {} : { blocks });
  const expected = endsOf(ascending, smallest, largest);
  const norm = Math.max(...ascending.map(Math.abs));
  expect(found.indices).toEqual([...ascending.keys()].filter((k) => k < smallest || k >= p - largest));
  for (const [k, value] of expected.entries()) {
    // |eigenvalue error| <= |residual|; the matrix itself is made to some p eps.
    expect(Math.abs(found.values[k] - value)).toBeLessThanOrEqual((1e-9 + 16 * p * Number.EPSILON) * norm);
    expect(found.residuals[k]).toBeLessThanOrEqual(Math.max(1e-9, 4 * p * Number.EPSILON));
  }
  expect(found.orthogonality).toBeLessThanOrEqual(16 * Math.sqrt(p) * Number.EPSILON);
  return found;
}

describe('extreme eigenpairs', () => {
  it('are those of a random matrix, by Jacobi, from both ends and with restarts', async () => {
    const p = 150;
    const rows = randomSymmetric(p, 3);
    const { values } = jacobiEigensystem(rows, p);
    const found = await extremes(rows, p, { smallest: 3, largest: 5 }, { blocks: 8 });
    expect(found.multiplications).toBeGreaterThan(8);
    const expected = endsOf([...values], 3, 5);
    expected.forEach((value, k) => {
      expect(Math.abs(found.values[k] - value)).toBeLessThanOrEqual(1e-9 * found.norm);
    });
    // Residuals anew, from the vectors that were handed out.
    found.vectors.forEach((v, k) => {
      const squares = v.reduce((sum, entry, i) => {
        const row = rows.subarray(i * p, (i + 1) * p);
        return sum + (row.reduce((product, a, j) => product + a * v[j], 0) - found.values[k] * entry) ** 2;
      }, 0);
      expect(Math.sqrt(squares)).toBeLessThanOrEqual((found.residuals[k] + 4 * p * Number.EPSILON) * found.norm);
    });
  });

  it.each([
    [1, 0],
    [0, 1],
    [9, 0],
    [0, 17],
    [5, 12],
  ])('%i smallest, %i largest', async (smallest, largest) => {
    await expectEnds(spread(-1, 2, 120), smallest, largest);
  });

  it.each([1, 2, 7, 8, 9, 15, 16, 17, 23])(
    'of a matrix of order %i, all eigenvalues asked for at both ends',
    async (p) => {
      await expectEnds(spread(-2, 3, p), p, p);
    },
  );

  it('of the zero matrix and of multiples of the identity', async () => {
    await expectEnds(new Array(40).fill(0), 3, 11);
    await expectEnds(new Array(40).fill(-7), 20, 2);
    await expectEnds([0], 1, 1);
  });

  it('repeated eigenvalues: up to 8 copies from the block, more after random vectors came in', async () => {
    const bulk = spread(0, 1, 100);
    await expectEnds([...bulk, ...new Array(8).fill(3), 2.5], 0, 10);
    await expectEnds([...bulk, ...new Array(11).fill(3), 2.5], 2, 13);
    await expectEnds([...bulk, ...new Array(30).fill(-3), -2], 33, 0, 16);
  });

  it('clusters: eigenvalues that differ by 1e-6, 1e-10 and by roundoff', async () => {
    for (const gap of [1e-6, 1e-10, 1e-16]) {
      const cluster = Array.from({ length: 12 }, (_, k) => 2 + gap * k);
      await expectEnds([...spread(-1, 1, 100), ...cluster], 1, 14);
    }
  });

  it('a spectrum of few distinct values: the Krylov space ends early', async () => {
    await expectEnds([...new Array(50).fill(1), ...new Array(30).fill(2), 5], 2, 3);
  });

  it('graded from 1 to 1e-12: absolute accuracy at the small end', async () => {
    await expectEnds(
      spread(0, -12, 90).map((exponent) => 10 ** exponent),
      2,
      4,
    );
  });

  it.each([1e-150, 1e150])('at scale %f', async (scale) => {
    const found = await expectEnds(
      spread(-1, 1, 60).map((value) => value * scale),
      2,
      2,
    );
    expect(found.norm / scale).toBeCloseTo(1, 12);
  });

  it('what was reached is in the error when multiplications run out', async () => {
    const run = extremes(
      withSpectrum(spread(0, 1, 200), uniform(1)),
      200,
      { smallest: 1, largest: 1 },
      {
        blocks: 8,
        maxMultiplications: 3,
      },
    );
    const error = await run.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ConvergenceError);
    expect((error as ConvergenceError).iterations).toBeGreaterThanOrEqual(3);
    expect((error as ConvergenceError).residual).toBeGreaterThan(1e-9);
    expect((error as ConvergenceError).residual).toBeLessThan(1);
  });
});
