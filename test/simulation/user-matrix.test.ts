import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MemoryError, ModelError } from '../../src/errors';
import { Engine } from '../../src/simulation/engine';
import { hessianOf } from '../../src/simulation/hessian-of';
import { countEigenvalues, symmetricEigenvalues } from '../../src/simulation/symmetric-eigenvalues';
import { TestGenerator } from '../reference/generator';
import { jacobiEigensystem } from '../reference/jacobi';
import { naiveHessian } from '../reference/naive-hessian';
import { randomSymmetric } from '../reference/random-symmetric';

const norm = (values: Float64Array) => values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);

describe('symmetricEigenvalues', () => {
  it.each([1, 2, 7, 8, 9, 40, 63])('agrees with Jacobi at order %i', async (order) => {
    const matrix = randomSymmetric(order, order);
    const found = await symmetricEigenvalues(matrix);
    const expected = jacobiEigensystem(matrix, order).values;
    const tolerance = 10 * order * Number.EPSILON * norm(expected);
    found.forEach((value, i) => {
      expect(Math.abs(value - expected[i])).toBeLessThanOrEqual(tolerance);
    });
  });

  it('takes a matrix of order 0, reads only the lower triangle, and leaves the matrix alone', async () => {
    expect(await symmetricEigenvalues(new Float64Array(0))).toEqual(new Float64Array(0));
    const lower = Float64Array.of(2, 99, 1, 2);
    expect([...(await symmetricEigenvalues(lower))]).toEqual([expect.closeTo(1, 14), expect.closeTo(3, 14)]);
    expect(lower).toEqual(Float64Array.of(2, 99, 1, 2));
  });

  // On both sides of the order from which root finding is used.
  it.each([12, 90])('selects with the bits that all of them have, order %i', async (order) => {
    const matrix = randomSymmetric(order, 1);
    const all = await symmetricEigenvalues(matrix);
    for (const [lowest, highest] of [
      [1, 0],
      [0, 2],
      [3, 3],
      [0, 0],
      [order, order],
    ]) {
      const expected =
        lowest + highest >= order ? all : Float64Array.of(...all.slice(0, lowest), ...all.slice(order - highest));
      expect(await symmetricEigenvalues(matrix, { select: { lowest, highest } })).toEqual(expected);
    }
    const middle = (k: number) => (all[k - 1] + all[k]) / 2;
    const select = { from: middle(4), to: middle(9) };
    expect(await symmetricEigenvalues(matrix, { select })).toEqual(all.slice(4, 9));
    expect(await symmetricEigenvalues(matrix, { select: { from: all[order - 1] + 1, to: 1e9 } })).toHaveLength(0);
  });

  it('counts what lies in each bin', async () => {
    const order = 70;
    const matrix = randomSymmetric(order, 2);
    const all = await symmetricEigenvalues(matrix);
    const edges = Float64Array.from(
      { length: 12 },
      (_, i) => all[0] - 0.1 + (i / 11) * (all[order - 1] - all[0] + 0.2),
    );
    const counts = await countEigenvalues(matrix, edges);
    // No eigenvalue is within roundoff of an edge.
    const nearest = Math.min(...[...edges].flatMap((edge) => [...all].map((value) => Math.abs(value - edge))));
    expect(nearest).toBeGreaterThan(10 * order * Number.EPSILON * norm(all));
    expect([...counts]).toEqual(
      [...edges.subarray(1)].map((edge, i) => all.filter((value) => value >= edges[i] && value < edge).length),
    );
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])(
    'refuses %f with its place',
    async (bad) => {
      const matrix = randomSymmetric(5, 3);
      matrix[3 * 5 + 4] = bad;
      await expect(symmetricEigenvalues(matrix)).rejects.toThrow(/matrix\[row 3, column 4\]: expected a finite number/);
    },
  );

  it('refuses what is no square, and selections that do not fit', async () => {
    await expect(symmetricEigenvalues(new Float64Array(5))).rejects.toThrow(ModelError);
    await expect(symmetricEigenvalues([1] as unknown as Float64Array)).rejects.toThrow(/Float64Array/);
    const one = Float64Array.of(1);
    for (const select of [{}, { lowest: 2 }, { from: 1, to: 0 }, { lowest: 1, from: 0, to: 1 }, { highest: 0.5 }]) {
      await expect(symmetricEigenvalues(one, { select: select as { lowest: number } })).rejects.toThrow(ModelError);
    }
    for (const edges of [[1], [1, 1], [0, Number.NaN]]) {
      await expect(countEigenvalues(one, edges)).rejects.toThrow(ModelError);
    }
  });

  it('works in turn with others, and again on a disposed engine', async () => {
    const engine = await Engine.create();
    const matrices = [3, 50, 20].map((order) => randomSymmetric(order, order));
    const together = await Promise.all(matrices.map((matrix) => symmetricEigenvalues(matrix, { engine })));
    engine[Symbol.dispose]();
    for (const [i, matrix] of matrices.entries()) {
      expect(await symmetricEigenvalues(matrix, { engine })).toEqual(together[i]);
    }
  });
});

describe('hessianOf', () => {
  const sizes = fc.record({ p: fc.integer({ min: 0, max: 130 }), n: fc.integer({ min: 1, max: 130 }) });
  /** Zeros, huge and tiny ones of both signs, and ordinary numbers. */
  const curvatures = [0, -0, 1e150, -1e150, 1e-150, -1e-300, 5e-324];

  it('equals the naive build at random sizes and curvatures, to the rounding of a sum of n products', async () => {
    await fc.assert(
      fc.asyncProperty(sizes, fc.nat(), async ({ p, n }, seed) => {
        const random = new TestGenerator(seed + 1);
        const x = Float64Array.from({ length: n * p }, () => 3 * random.signed());
        const g = Float64Array.from({ length: n }, () => {
          const kind = Math.floor(random.uniform() * 12);
          return kind < curvatures.length ? curvatures[kind] : random.signed();
        });
        const found = await hessianOf(x, g);
        const { values, magnitudes } = naiveHessian(x, g, p);
        expect(found).toHaveLength(p * p);
        for (let i = 0; i < p; i++) {
          for (let j = 0; j < p; j++) {
            const k = i * p + j;
            expect(found[k]).toBe(found[j * p + i]);
            const bound = 2 * (n + 3) * Number.EPSILON * magnitudes[k] + n * Number.MIN_VALUE;
            if (!(Math.abs(found[k] - values[k]) <= bound)) throw new Error(`(${i}, ${j}): ${found[k]}, ${values[k]}`);
          }
        }
      }),
      { numRuns: 25, seed: 4 },
    );
  });

  it('splits into chunks: 1000 samples', async () => {
    const random = new TestGenerator(9);
    const x = Float64Array.from({ length: 1000 * 11 }, () => random.signed());
    const g = Float64Array.from({ length: 1000 }, () => random.signed());
    const { values, magnitudes } = naiveHessian(x, g, 11);
    (await hessianOf(x, g)).forEach((value, k) => {
      expect(Math.abs(value - values[k])).toBeLessThanOrEqual(2 * 1003 * Number.EPSILON * magnitudes[k]);
    });
  });

  it('refuses NaN and Infinity with their place, and lengths that do not fit', async () => {
    const x = Float64Array.of(1, 2, 3, Number.NaN, 5, 6);
    await expect(hessianOf(x, Float64Array.of(1, 1))).rejects.toThrow(/x\[row 1, column 0\]: expected a finite number/);
    x[3] = 4;
    await expect(hessianOf(x, Float64Array.of(1, Number.NEGATIVE_INFINITY))).rejects.toThrow(/g\[1\]/);
    await expect(hessianOf(x, Float64Array.of(1, 1, 1, 1))).rejects.toThrow(/multiple of 4/);
    await expect(hessianOf(x, new Float64Array(0))).rejects.toThrow(ModelError);
  });

  it('refuses what does not fit into 4 GiB, before anything is allocated', async () => {
    // H of order 40000 takes 6.4 GB as a triangle; one sample is enough to ask for it.
    await expect(hessianOf(new Float64Array(40000), Float64Array.of(1))).rejects.toThrow(MemoryError);
  });
});
