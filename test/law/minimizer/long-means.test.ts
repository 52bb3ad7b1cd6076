/**
 * Fits with a mean, whose product with w is an unknown of the scalar system. Square loss and C = I have a closed form: with phi of
 * the fit, mean . w = phi ms (1 + |mean|^2) / (ridge + phi + phi |mean|^2), ms = mean . wStar; phi = 1 / (1 + gamma) and
 * gamma (ridge + phi) = c.
 */

import { describe, expect, it } from 'vitest';
import { limitingLaw } from '../../../src/law/limiting-law';
import type { MinimizerState } from '../../../src/law/minimizer/minimizer-law';
import { defineModel, type ModelInput } from '../../../src/model/define-model';

function fitOf(input: Omit<ModelInput, 'at'>, ridge: number, intercept = false): MinimizerState {
  const model = defineModel({ ...input, at: { minimizer: { ridge, intercept } } } as ModelInput);
  return limitingLaw(model).minimizer as MinimizerState;
}

/** The positive root of gamma (ridge + 1 / (1 + gamma)) = c. */
function gammaOf(c: number, ridge: number): number {
  const b = ridge + 1 - c;
  return (-b + Math.sqrt(b * b + 4 * ridge * c)) / (2 * ridge);
}

const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, x, i) => sum + x * (b[i] ?? 0), 0);

describe('square loss without an intercept, C = I', () => {
  it.each([
    { c: 0.1, ridge: 2, mean: [1], wStar: [1] },
    { c: 0.4, ridge: 0.2, mean: [0.7, 0.3], wStar: [1, 0] },
    { c: 0.2, ridge: 0.02, mean: [3], wStar: [1] },
    { c: 0.3, ridge: 0.5, mean: [10], wStar: [1] },
  ])('mean . w has its closed form: c = $c, ridge $ridge, mean $mean', ({ c, ridge, mean, wStar }) => {
    const input = { aspectRatio: c, response: { kind: 'linear', noise: 0.5 }, loss: 'square', mean, wStar } as const;
    const { meanOverlap, gamma } = fitOf(input, ridge);
    const root = gammaOf(c, ridge);
    const phi = 1 / (1 + root);
    const [ms, square] = [dot(mean, wStar), dot(mean, mean)];
    const exact = (phi * ms * (1 + square)) / (ridge + phi + phi * square);
    // Rounding of the quadrature's sums, of some hundred terms.
    expect(Math.abs(gamma.value - root)).toBeLessThan(1e-12 * root);
    expect(Math.abs(meanOverlap.value - exact)).toBeLessThan(1e-12 * (1 + Math.abs(exact)));
  });
});

describe('residual losses without an intercept', () => {
  it.each(['square', { kind: 'huber', threshold: 1 }, { kind: 'pseudo-huber', threshold: 1 }, 'log-cosh'] as const)(
    'have mean . w and wStar . w as their averages have it: %j',
    (loss) => {
      // From the stationary point: w = (ridge + phi C)^(-1) (...), multiplied by mean and wStar on C = I.
      const [ridge, mean, wStar] = [0.3, [0.9, 0.4], [1, 0.5]];
      const input = { aspectRatio: 0.3, response: { kind: 'linear', noise: 0.5 }, loss, mean, wStar } as const;
      const { a, phi, meanSlope, meanOverlap, wStarOverlap } = fitOf(input, ridge);
      const d = ridge + phi.value;
      const [cross, mean2, star2] = [dot(mean, wStar), dot(mean, mean), dot(wStar, wStar)];
      expect(meanOverlap.value).toBeCloseTo((a.value * cross - meanSlope.value * mean2) / d, 11);
      expect(wStarOverlap.value).toBeCloseTo((a.value * star2 - meanSlope.value * cross) / d, 11);
      // With an intercept, and with one alone, the slopes' mean vanishes.
      expect(fitOf(input, ridge, true).meanSlope.value).toBeCloseTo(0, 11);
    },
  );
});

describe('convex fits along long means', () => {
  const linear = { response: { kind: 'linear', noise: 0.5 }, wStar: [1] } as const;
  it.each([
    ['square, mean 10, ridge .5', { ...linear, loss: 'square', mean: [10] }, 0.5, false],
    ['square, mean 10, ridge .5, intercept', { ...linear, loss: 'square', mean: [10] }, 0.5, true],
    [
      'relu with Huber, mean 3',
      { response: { kind: 'relu', noise: 0.3 }, wStar: [1], loss: 'huber', mean: [3] },
      0.02,
      false,
    ],
    ['Poisson, mean 3', { response: 'poisson', wStar: [0.3], loss: 'poisson', mean: [3] }, 0.5, false],
    ['squared hinge, mean 10', { response: 'logistic', wStar: [1], loss: 'squared-hinge', mean: [0, 10] }, 0.02, false],
    ['exponential, mean 10', { response: 'logistic', wStar: [1], loss: 'exponential', mean: [0, 10] }, 0.02, false],
  ] as [string, Omit<ModelInput, 'at'>, number, boolean][])('%s has a law', (_, input, ridge, intercept) => {
    const { residual, gamma } = fitOf({ aspectRatio: 0.2, ...input } as Omit<ModelInput, 'at'>, ridge, intercept);
    expect(residual).toBeLessThan(1e-11);
    expect(gamma.value).toBeGreaterThan(0);
  });
});
