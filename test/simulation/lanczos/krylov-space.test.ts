import { describe, expect, it } from 'vitest';
import { jacobiEigensystem } from '../../reference/jacobi';
import { randomSymmetric, uniform } from '../../reference/random-symmetric';
import { createLanczos, withSpectrum } from './lanczos-engine';

const { spaceOf, rule, kernels } = await createLanczos();

/** The basis as p x size columns, by combining unit coordinate vectors. */
function basisOf({ space }: ReturnType<typeof spaceOf>, p: number): Float64Array[] {
  const { exports, arena } = kernels;
  const size = space.size;
  const unit = (k: number) => Float64Array.from({ length: size }, (_, i) => Number(i === k));
  const ritz = { values: new Float64Array(size), vector: unit, residual: () => 0 };
  const column = arena.allocate(8 * p);
  return Array.from({ length: size }, (_, k) => {
    const block = space.combine(ritz, [k]);
    exports.blockColumn(column, block, 0, p);
    return exports.readVector(column, p);
  });
}

const dot = (x: Float64Array, y: Float64Array) => x.reduce((sum, value, i) => sum + value * y[i], 0);

describe('a Krylov space', () => {
  const cases = {
    random: randomSymmetric(90, 8),
    'with eigenvalues far apart, which converge early': withSpectrum(
      [...Array.from({ length: 85 }, (_, k) => k / 85), 1e2, 1e4, 1e6, 1e8, 1e10],
      uniform(4),
    ),
    'of rank 5': withSpectrum([...new Array(85).fill(0), 1, 2, 3, 4, 5], uniform(6)),
  };
  it.each(Object.entries(cases))('is orthonormal to roundoff, and T = Q^T H Q: %s', async (_, rows) => {
    const p = 90;
    const bundle = spaceOf(rows, p, 10);
    bundle.space.begin();
    for (let step = 0; step < 10; step++) await bundle.space.extend();
    const basis = basisOf(bundle, p);
    const norm = Math.max(...jacobiEigensystem(rows, p).values.map(Math.abs));
    basis.forEach((x, i) => {
      const image = x.map((_, row) => dot(rows.subarray(row * p, (row + 1) * p), x));
      for (let j = 0; j <= i; j++) {
        expect(Math.abs(dot(x, basis[j]) - Number(i === j))).toBeLessThanOrEqual(8 * Math.sqrt(p) * Number.EPSILON);
        const entry = bundle.space.projected[j * bundle.space.capacity + i];
        expect(Math.abs(dot(image, basis[j]) - entry)).toBeLessThanOrEqual(16 * p * Number.EPSILON * norm);
      }
    });
  });

  it('is complete after ceil(p / 8) steps: all eigenvalues', async () => {
    for (const p of [1, 5, 8, 21, 40]) {
      const rows = randomSymmetric(p, p);
      const { space, solver } = spaceOf(rows, p, Math.ceil(p / 8));
      space.begin();
      while (!space.isComplete) await space.extend();
      const { values } = solver.solve(space);
      const expected = jacobiEigensystem(rows, p).values;
      values.forEach((value, k) => {
        expect(Math.abs(value - expected[k])).toBeLessThanOrEqual(
          16 * p * Number.EPSILON * Math.abs(expected[p - 1]) + 1e-300,
        );
      });
    }
  });

  it('keeps residuals and Ritz values through a restart', async () => {
    const p = 100;
    const { space, solver, verification } = spaceOf(randomSymmetric(p, 12), p, 6);
    space.begin();
    for (let step = 0; step < 6; step++) await space.extend();
    const before = solver.solve(space);
    const kept = Array.from({ length: 16 }, (_, k) => (k < 8 ? k : 32 + k));
    space.restart(before, kept);
    for (const [k, index] of kept.entries()) {
      expect(space.projected[k * (space.capacity + 1)]).toBe(before.values[index]);
    }
    await space.extend();
    const after = solver.solve(space);
    // A larger space has a larger largest, and a smaller smallest Ritz value.
    expect(after.values[0]).toBeLessThanOrEqual(before.values[0] + 1e-13);
    expect(after.values[23]).toBeGreaterThanOrEqual(before.values[47] - 1e-13);
    const vectors = space.combine(after, [0, 5, 23]);
    const values = Float64Array.of(after.values[0], after.values[5], after.values[23]);
    const found = await verification.residuals(vectors, values);
    // The coupling alone says so only for pairs that depend on the latest block: here that is all of them.
    [0, 5, 23].forEach((index, k) => {
      expect(Math.abs(found[k] - after.residual(index))).toBeLessThanOrEqual(
        100 * p * Number.EPSILON * after.values[23],
      );
    });
  });
});

describe('quadrature of a probe', () => {
  const p = 64;
  const rows = randomSymmetric(p, 21);
  const { values, vectors } = jacobiEigensystem(rows, p);

  async function rulesOf(starts: readonly Float64Array[], steps: number) {
    const { space, solver } = spaceOf(rows, p, Math.min(steps, 8));
    const coordinates = space.begin(starts);
    for (let step = 0; step < steps && !space.isComplete; step++) await space.extend();
    const ritz = solver.solve(space);
    return starts.map((_, k) => {
      const amplitudes = ritz.values.map((_, index) => {
        const vector = ritz.vector(index);
        let sum = 0;
        for (let i = 0; i < 8; i++) sum += vector[i] * coordinates[i * 8 + k];
        return sum;
      });
      return rule(ritz.values, amplitudes, steps);
    });
  }

  it.each([1, 2, 3, 6])('with %i steps integrates powers up to 2 steps - 1', async (steps) => {
    const next = uniform(9);
    const starts = Array.from({ length: 8 }, () => Float64Array.from({ length: p }, next));
    const rules = await rulesOf(starts, steps);
    const norm = Math.max(...values.map(Math.abs));
    for (const [k, { nodes, weights }] of rules.entries()) {
      expect(nodes.length).toBe(steps);
      let power = starts[k];
      for (let degree = 0; degree <= 2 * steps - 1; degree++) {
        const exact = dot(starts[k], power) / dot(starts[k], starts[k]);
        const found = weights.reduce((sum, weight, i) => sum + weight * nodes[i] ** degree, 0);
        expect(Math.abs(found - exact)).toBeLessThanOrEqual(64 * p * Number.EPSILON * norm ** degree);
        const image = power;
        power = power.map((_, row) => dot(rows.subarray(row * p, (row + 1) * p), image));
      }
      // And no further: the next power differs.
      const exact = dot(starts[k], power) / dot(starts[k], starts[k]);
      const found = weights.reduce((sum, weight, i) => sum + weight * nodes[i] ** (2 * steps), 0);
      expect(exact - found).toBeGreaterThan(1e-6 * norm ** (2 * steps));
    }
  });

  it('with p steps from unit vectors is the exact spectral measure, and their average the density of states', async () => {
    const total = new Float64Array(p);
    for (let first = 0; first < p; first += 8) {
      const starts = Array.from({ length: 8 }, (_, k) =>
        Float64Array.from({ length: p }, (_, i) => Number(i === first + k)),
      );
      const rules = await rulesOf(starts, p);
      for (const [k, { nodes, weights }] of rules.entries()) {
        expect(nodes.length).toBe(p);
        nodes.forEach((node, i) => {
          expect(Math.abs(node - values[i])).toBeLessThanOrEqual(64 * p * Number.EPSILON * values[p - 1]);
          // Squared first components: of the eigenvector, at the coordinate that the probe is.
          expect(Math.abs(weights[i] - vectors[i][first + k] ** 2)).toBeLessThanOrEqual(1e-11);
          total[i] += weights[i] / p;
        });
      }
    }
    for (const weight of total) expect(Math.abs(weight - 1 / p)).toBeLessThanOrEqual(1e-11);
  });

  it('has as many nodes as the measure has points, and weights that add to one', () => {
    const { nodes, weights } = rule(Float64Array.of(3, 1, 1, 2), Float64Array.of(1, 2, -1, 0.5), 10);
    expect(nodes.length).toBe(3);
    [1, 2, 3].forEach((value, k) => {
      expect(nodes[k]).toBeCloseTo(value, 13);
    });
    [5, 0.25, 1].forEach((weight, k) => {
      expect(weights[k]).toBeCloseTo(weight / 6.25, 13);
    });
    expect(rule(Float64Array.of(0), Float64Array.of(2), 4)).toEqual({
      nodes: Float64Array.of(0),
      weights: Float64Array.of(1),
    });
  });
});
