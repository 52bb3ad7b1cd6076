import { expect, it } from 'vitest';
import { nonnegativeLeastSquares } from '../../src/numerics/nonnegative-least-squares';
import { TestGenerator } from '../reference/generator';

function problem(rows: number, k: number, random: TestGenerator) {
  const a = Array.from({ length: rows }, () => Array.from({ length: k }, () => random.uniform() - 0.4));
  const b = Array.from({ length: rows }, () => random.uniform() - 0.5);
  const gram = Float64Array.from({ length: k * k }, (_, at) =>
    a.reduce((sum, row) => sum + row[Math.floor(at / k)] * row[at % k], 0),
  );
  const product = Float64Array.from({ length: k }, (_, i) => a.reduce((sum, row, r) => sum + row[i] * b[r], 0));
  return { gram, product };
}

it('meets the conditions that only the minimum meets: x >= 0, gradient >= 0, and one of them zero', () => {
  const random = new TestGenerator(11);
  for (let trial = 0; trial < 60; trial++) {
    const k = random.integer(1, 25);
    const { gram, product } = problem(random.integer(k, 3 * k), k, random);
    const x = nonnegativeLeastSquares(gram, product);
    for (let i = 0; i < k; i++) {
      const gradient = x.reduce((sum, value, j) => sum + gram[i * k + j] * value, -product[i]);
      expect(x[i]).toBeGreaterThanOrEqual(0);
      expect(gradient).toBeGreaterThan(-1e-8);
      if (x[i] > 0) expect(Math.abs(gradient)).toBeLessThan(1e-8);
    }
  }
});

it('has closed forms: an orthogonal problem, and none of the columns useful', () => {
  const gram = Float64Array.of(2, 0, 0, 4);
  expect(Array.from(nonnegativeLeastSquares(gram, Float64Array.of(3, -1)))).toEqual(
    [1.5, 0].map((x) => expect.closeTo(x, 10)),
  );
  expect(Array.from(nonnegativeLeastSquares(gram, Float64Array.of(-3, -1)))).toEqual([0, 0]);
});

it('ends for columns that are all the same', () => {
  const x = nonnegativeLeastSquares(new Float64Array(16).fill(1), new Float64Array(4).fill(2));
  expect(x.reduce((sum, value) => sum + value, 0)).toBeCloseTo(2, 6);
});
