import { describe, expect, it } from 'vitest';
import { autoregressiveEigenvalues } from '../../src/covariance/autoregressive';
import { populationSpectrum } from '../../src/dataset/population-spectrum';
import { ModelError } from '../../src/errors';
import { defineModel } from '../../src/model/define-model';
import { symmetricEigenvalues } from '../../src/simulation/symmetric-eigenvalues';
import { unpacked } from '../../src/wasm/packed-matrix';
import { drawData } from './drawn-data';

const p = 200;
const halves = (low: number, high: number) => Float64Array.from({ length: p }, (_, i) => (i < p / 2 ? low : high));

/** Mean over seeds, relative to the mean eigenvalue: what is stated in docs, with the estimate's own spread (a third of it). */
const CASES = [
  { name: 'one atom', covariance: { eigenvalues: [1], weights: [1] }, truth: halves(1, 1), accuracy: 0.06 },
  { name: 'two atoms', covariance: { eigenvalues: [1, 4], weights: [0.5, 0.5] }, truth: halves(1, 4), accuracy: 0.06 },
  {
    name: 'correlation 0.5',
    covariance: { kind: 'toeplitz', correlation: 0.5 },
    truth: autoregressiveEigenvalues(0.5, p),
    accuracy: 0.06,
  },
] as const;

describe.each(CASES)('the population’s eigenvalues, n = 4 p: $name', ({ covariance, truth, accuracy }) => {
  it('are recovered in Wasserstein-1, and S’s own are not', async () => {
    const model = defineModel({ samples: 4 * p, features: p, response: 'logistic', loss: 'logistic', covariance });
    const size = truth.reduce((sum, t) => sum + t, 0) / p;
    const distance = (values: Float64Array) =>
      values.reduce((sum, value, i) => sum + Math.abs(value - truth[i]), 0) / p / size;
    let [estimated, sampled] = [0, 0];
    const trials = 4;
    for (let trial = 0; trial < trials; trial++) {
      const { statistics } = await drawData(model, 3, trial);
      const eigenvalues = await symmetricEigenvalues(unpacked(statistics.covariance, p, 'covariance'));
      const found = populationSpectrum(eigenvalues, 4 * p);
      expect(found.toSorted()).toEqual(found);
      // The trace of S is known to n^(-1/2) p^(-1/2) and kept.
      const trace = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0);
      expect(Math.abs(trace(found) / trace(eigenvalues) - 1)).toBeLessThan(0.02);
      estimated += distance(found) / trials;
      sampled += distance(eigenvalues) / trials;
    }
    expect(estimated).toBeLessThan(accuracy);
    expect(estimated).toBeLessThan(0.6 * sampled);
  });
});

it('large eigenvalues that stand apart are recovered one by one, within their own standard deviations', async () => {
  const values = Array.from({ length: p }, (_, i) => 50 / (1 + i));
  const covariance = { kind: 'diagonal', values } as const;
  const samples = 10 * p;
  const model = defineModel({ samples, features: p, response: 'logistic', loss: 'logistic', covariance });
  const { statistics } = await drawData(model, 3);
  const eigenvalues = await symmetricEigenvalues(unpacked(statistics.covariance, p, 'covariance'));
  const found = populationSpectrum(eigenvalues, samples);
  for (let k = 0; k < 5; k++) {
    const [estimate, truth] = [found[p - 1 - k], values[k]];
    expect(Math.abs(estimate / truth - 1)).toBeLessThan(4 * Math.sqrt(2 / samples));
  }
  const distance = found.reduce((sum, value, i) => sum + Math.abs(value - values[p - 1 - i]), 0);
  expect(distance / values.reduce((sum, value) => sum + value, 0)).toBeLessThan(0.06);
});

it('takes more features than samples, and refuses nothing but zeros', async () => {
  const model = defineModel({ samples: 100, features: p, response: 'logistic', loss: 'logistic' });
  const { statistics } = await drawData(model, 3);
  const eigenvalues = await symmetricEigenvalues(unpacked(statistics.covariance, p, 'covariance'));
  const found = populationSpectrum(eigenvalues, 100);
  expect(found.every((t) => t > 0)).toBe(true);
  expect(found.reduce((sum, t) => sum + Math.abs(t - 1), 0) / p).toBeLessThan(0.3);
  expect(() => populationSpectrum(new Float64Array(5), 10)).toThrow(ModelError);
  expect(() => populationSpectrum(Float64Array.of(1, 2), 1)).toThrow(ModelError);
});
