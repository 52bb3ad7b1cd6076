import { expect, it } from 'vitest';
import { lawOfData } from '../../src/dataset/data-law';
import { markEigenvalues } from '../../src/dataset/mark-eigenvalues';
import { atOneLength } from '../../src/dataset/row-lengths';
import { ModelError } from '../../src/errors';
import { shapeOf } from '../../src/law/curvature/loss-shape';
import { distanceTo } from '../../src/numerics/sample-statistics';
import { symmetricEigenvalues } from '../../src/simulation/symmetric-eigenvalues';
import { TestGenerator } from '../reference/generator';
import { describeData } from './drawn-data';

const [n, p] = [800, 160];

function normals(seed: number): () => number {
  const random = new TestGenerator(seed);
  return () => Math.sqrt(-2 * Math.log(random.uniform())) * Math.cos(2 * Math.PI * random.uniform());
}

it('elliptical features have the law of their rows at one length, and not that of Gaussian ones', async () => {
  const normal = normals(3);
  const radii = Float64Array.from({ length: n }, () => Math.exp(0.4 * normal()));
  const x = Float64Array.from({ length: n * p }, (_, k) => radii[Math.floor(k / p)] * normal());
  const w = Float64Array.from({ length: p }, (_, j) => (j === 0 ? 3 : 0));
  const { g } = shapeOf({ kind: 'logistic' });
  const y = new Float64Array(n).fill(1);
  const { statistics, hessian } = await describeData(x, y, w, g);
  const eigenvalues = await symmetricEigenvalues(hessian);

  const squared = Float64Array.from({ length: n }, (_, i) =>
    statistics.mean.reduce((sum, mean, j) => sum + (x[i * p + j] - mean) ** 2, 0),
  );
  const size = squared.reduce((sum, value) => sum + value / n, 0);
  const equal = x.map((value, k) => value / Math.sqrt(squared[Math.floor(k / p)] / size));
  const scaled = (await describeData(equal, y, w, g)).statistics;
  const measures = atOneLength(statistics, squared);
  // Scores are those of the scaled rows themselves.
  measures.projections.forEach((h, i) => {
    expect(Math.abs(h - scaled.projections[i])).toBeLessThan(1e-12 * Math.abs(h) + 1e-13);
  });

  const distance = (law: ReturnType<typeof lawOfData>) =>
    distanceTo(eigenvalues, (at) => law.law.cdf(at)).kolmogorovSmirnov;
  const elliptical = lawOfData({ ...scaled, ...measures }, { estimator: 'population' });
  expect(distance(elliptical)).toBeLessThan((Math.log(p) + 2) / p);
  expect(distance(lawOfData(statistics, { estimator: 'population' }))).toBeGreaterThan(0.08);
  const { marked } = markEigenvalues(elliptical, eigenvalues);
  expect(marked.filter(({ verdict }) => verdict === 'unexplained')).toEqual([]);
});

it('keeps the Hessian, and the slope along w', () => {
  const normal = normals(5);
  const [count, features] = [12, 3];
  const rows = Float64Array.from({ length: count * features }, normal);
  const vector = () => Float64Array.from({ length: count }, normal);
  const squared = vector().map((value) => value * value + 0.1);
  const mean = squared.reduce((sum, value) => sum + value / count, 0);
  const [curvatures, projections, teacherProjections, slopes] = [vector(), vector(), vector(), vector()];
  const found = atOneLength({ curvatures, projections, teacherProjections, slopes }, squared);
  for (let a = 0; a < features; a++) {
    const entry = (weights: Float64Array, power: number) =>
      weights.reduce((sum, weight, i) => sum + weight * rows[i * features + a] * (squared[i] / mean) ** -power, 0);
    // Of H = sum g x x^T, and of sum s x.
    expect(entry(found.curvatures, 1)).toBeCloseTo(entry(curvatures, 0), 10);
    expect(entry(found.slopes as Float64Array, 0.5)).toBeCloseTo(entry(slopes, 0), 10);
  }
  const drift = (s: Float64Array, h: Float64Array) => s.reduce((sum, slope, i) => sum + slope * h[i], 0);
  expect(drift(found.slopes as Float64Array, found.projections)).toBeCloseTo(drift(slopes, projections), 10);
  expect(found.teacherProjections?.[3]).toBeCloseTo(teacherProjections[3] / Math.sqrt(squared[3] / mean), 12);
});

it('refuses lengths that are not above zero', () => {
  const measures = { curvatures: new Float64Array(2), projections: new Float64Array(2) };
  expect(() => atOneLength(measures, Float64Array.of(1, 0))).toThrow(ModelError);
  expect(() => atOneLength(measures, Float64Array.of(1, 0))).toThrow(
    /squaredLengths\[1\]: expected a number > 0, got 0/,
  );
  expect(() => atOneLength(measures, Float64Array.of(1))).toThrow(/expected 2 numbers/);
});
