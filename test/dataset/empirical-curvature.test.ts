import { describe, expect, it } from 'vitest';
import { curvatureCells } from '../../src/dataset/curvature-cells';
import { EmpiricalCurvature } from '../../src/dataset/empirical-curvature';
import type { SignalBasis } from '../../src/law/curvature/curvature-law';
import { TestGenerator } from '../reference/generator';

const BASIS: SignalBasis = {
  rank: 2,
  w: [1, 0],
  wStar: [0, 1],
  combination: [
    [1, 0],
    [0, 1],
  ],
};
const n = 2000;

function gaussians(seed: number): () => number {
  const random = new TestGenerator(seed);
  return () => Math.sqrt(-2 * Math.log(random.uniform())) * Math.cos(2 * Math.PI * random.uniform());
}

/** Curvatures of scores a1, joint with a2. */
function sampled(curvature: (a1: number, a2: number) => number) {
  const normal = gaussians(3);
  const [a1, a2] = [Float64Array.from({ length: n }, normal), Float64Array.from({ length: n }, normal)];
  return { curvatures: a1.map((a, i) => curvature(a, a2[i])), coordinates: [a1, a2] };
}

const CASES = {
  logistic: (a: number) => 1 / (4 * Math.cosh(a) ** 2),
  'exponential, a heavy tail': (a: number) => Math.exp(1.5 * a),
  'phase retrieval, both signs': (a: number, b: number) => 3 * a * a - b * b,
  'a hinge: two values': (a: number) => (a < 0.5 ? 1 : 0),
  'a clipped value, and a density': (a: number) => Math.min(a * a, 1),
  constant: () => 2,
} as const;

describe.each(Object.entries(CASES))('the empirical law: %s', (_, curvature) => {
  const samples = sampled(curvature);
  const law = new EmpiricalCurvature(BASIS, samples);
  const { curvatures, coordinates } = samples;
  const sorted = curvatures.slice().sort();
  const size = Math.max(Math.abs(sorted[0]), Math.abs(sorted[n - 1]));
  const mean = (f: (i: number) => number) => curvatures.reduce((sum, __, i) => sum + f(i), 0) / n;

  it('has the sample’s support, moments and atom', () => {
    // Values as close to zero as these leave no gap beside it.
    const first = sorted[0] > 0 && sorted[0] < 1e-3 * size ? 0 : sorted[0];
    expect([law.support[0][0], law.support.at(-1)?.[1]]).toEqual([first, sorted[n - 1]]);
    expect(curvatures.every((g) => law.support.some(([low, high]) => low <= g && g <= high))).toBe(true);
    expect(law.mean).toBeCloseTo(
      mean((i) => curvatures[i]),
      12,
    );
    expect(law.expectation((g) => g ** 3).value).toBeCloseTo(
      mean((i) => curvatures[i] ** 3),
      12,
    );
    expect(law.atomAtZero).toBe(mean((i) => (curvatures[i] === 0 ? 1 : 0)));
  });

  it.each([
    [0.5, 1],
    [-1, 0.3],
    [3, 0.3],
  ])('phi and its derivative are the samples’ means, within the error and far below their own: %f + %fi', (re, im) => {
    const delta = { re: re / size, im: im / size };
    const { phi, derivative, error } = law.transform(delta);
    const psi = Array.from(curvatures, (g) => {
      const [x, y] = [1 + g * delta.re, g * delta.im];
      const scale = g / (x * x + y * y);
      return { re: x * scale, im: -y * scale };
    });
    const [meanRe, meanIm] = [mean((i) => psi[i].re), mean((i) => psi[i].im)];
    const distance = Math.hypot(phi.re - meanRe, phi.im - meanIm);
    expect(distance).toBeLessThanOrEqual(error + 1e-13 * size);
    const deviation = Math.sqrt(mean((i) => (psi[i].re - meanRe) ** 2 + (psi[i].im - meanIm) ** 2) / n);
    // A lone sample's spread share is 5%, and one sample may be all there is beside a pole.
    expect(distance).toBeLessThanOrEqual(0.05 * deviation + 1e-13 * size);
    const square = mean((i) => psi[i].re ** 2 - psi[i].im ** 2);
    const squares = mean((i) => (psi[i].re ** 2 + psi[i].im ** 2) ** 2);
    expect(Math.abs(-derivative.re - square)).toBeLessThanOrEqual(0.05 * Math.sqrt(squares / n) + 1e-13 * size ** 2);
  });

  it('has the samples’ signal moments, and its slopes’, beside the support', () => {
    const [low, high] = [law.support[0][0], law.support.at(-1)?.[1] as number];
    const slopes = Float64Array.from(coordinates[0], (a, i) => a - 0.3 * coordinates[1][i]);
    const about = slopes.map((s) => s - mean((i) => slopes[i]));
    const chi = mean((i) => about[i] ** 2);
    const stationarity = { mean: 0, w: 0, along: [0, 0] };
    const fitted = new EmpiricalCurvature(BASIS, samples, { slopes: about, stationarity });
    for (const pole of [high + 0.5 * size, low - 0.5 * size]) {
      const delta = -1 / pole;
      const { psi, psiSquared } = fitted.signalMoments(delta);
      const v = (j: number, i: number) => (j === 0 ? 1 : j < 3 ? coordinates[j - 1][i] : about[i] / Math.sqrt(chi));
      for (let j = 0; j < 4; j++) {
        for (let k = 0; k < 4; k++) {
          for (const [power, matrix] of [
            [1, psi],
            [2, psiSquared],
          ] as const) {
            const term = (i: number) => (curvatures[i] / (1 + curvatures[i] * delta)) ** power * v(j, i) * v(k, i);
            const expected = mean(term);
            const deviation = Math.sqrt(mean((i) => (term(i) - expected) ** 2) / n);
            expect(Math.abs(matrix[j][k] - expected)).toBeLessThanOrEqual(0.05 * deviation + 1e-12 * size ** power);
          }
        }
      }
      expect(fitted.signalMoments(delta).error).toBeGreaterThan(0);
    }
  });
});

describe('cells', () => {
  it('hold every sample once, in ascending order, inside their ends', () => {
    for (const curvature of Object.values(CASES)) {
      const { curvatures } = sampled(curvature);
      const { order, points, segments } = curvatureCells(curvatures);
      expect(Array.from(order).sort((a, b) => a - b)).toEqual(Array.from({ length: n }, (_, i) => i));
      const cells = [...points, ...segments.flat()];
      expect(cells.reduce((sum, { start, end }) => sum + end - start, 0)).toBe(n);
      for (const { start, end, low, high, tilt } of cells) {
        for (let i = start; i < end; i++) {
          expect(curvatures[order[i]]).toBeGreaterThanOrEqual(low);
          expect(curvatures[order[i]]).toBeLessThanOrEqual(high);
        }
        expect(Math.abs(tilt)).toBeLessThanOrEqual(1 / 3);
      }
    }
  });

  it('tell two values with a gap between them from one density', () => {
    const { curvatures } = sampled((a, b) => (a < 0 ? 1 : 2) + 0.01 * Math.tanh(b));
    const { support } = curvatureCells(curvatures);
    expect(support.length).toBe(2);
    expect(support[0][1]).toBeLessThan(1.02);
    expect(support[1][0]).toBeGreaterThan(1.98);
  });

  it('are few for many samples', () => {
    const normal = gaussians(5);
    const many = Float64Array.from({ length: 60_000 }, () => Math.exp(normal()));
    const { points, segments } = curvatureCells(many);
    expect(points.length + segments.flat().length).toBeLessThan(600);
  });
});
