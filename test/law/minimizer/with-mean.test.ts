/**
 * Fits with a mean, whose product with w is an unknown of the scalar system. Every loss is held with every response against a
 * quadrature of its own, which integrates over (h*, xi) and inverts the proximal map, where the law integrates over h along curves.
 * Square loss and C = I have a closed form: with phi of
 * the fit, mean . w = phi ms (1 + |mean|^2) / (ridge + phi + phi |mean|^2), ms = mean . wStar; phi = 1 / (1 + gamma) and
 * gamma (ridge + phi) = c.
 */

import { describe, expect, it } from 'vitest';
import type { SignalGeometry } from '../../../src/covariance/geometry';
import { limitingLaw } from '../../../src/law/limiting-law';
import { fitLossOf } from '../../../src/law/minimizer/fit-loss';
import { type MinimizerState, minimizerLaw } from '../../../src/law/minimizer/minimizer-law';
import { responseLawOf } from '../../../src/law/minimizer/response-law';
import { starMoments } from '../../../src/law/minimizer/scalar-system';
import { defineModel, type ModelInput } from '../../../src/model/define-model';
import { LOSSES } from '../../../src/model/losses';
import type { Loss, Response } from '../../../src/model/model';
import { RESPONSES } from '../../../src/model/responses';
import { independentAverages } from './independent-averages';

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

const PARAMETER = { linear: 0.5, relu: 0.3, tanh: 0.1, amplitude: 0.2, 'phase-retrieval': 0.5 } as const;

function responseOf(kind: string): Response {
  if (kind === 'sign') return { kind, flip: 0.1 };
  if (kind in PARAMETER) return { kind, noise: PARAMETER[kind as keyof typeof PARAMETER] } as Response;
  return { kind } as Response;
}

function lossOf(kind: string): Loss {
  if (kind.includes('huber')) return { kind, threshold: 0.7 } as Loss;
  return (kind === 'cauchy' ? { kind, scale: 1 } : { kind }) as Loss;
}

/** Two eigenvalues, wStar and the mean neither parallel nor orthogonal on either. */
const GEOMETRY: SignalGeometry = {
  atoms: [
    {
      ...{ eigenvalue: 1, weight: 0.6 },
      gram: [
        [1, 0, 0.3],
        [0, 0, 0],
        [0.3, 0, 0.25],
      ],
    },
    {
      ...{ eigenvalue: 2, weight: 0.4 },
      gram: [
        [0.5, 0, 0.2],
        [0, 0, 0],
        [0.2, 0, 0.1],
      ],
    },
  ],
};

interface Fit {
  readonly loss: Loss;
  readonly response: Response;
  readonly geometry: SignalGeometry;
  readonly aspectRatio: number;
  readonly ridge: number;
  readonly intercept: boolean;
}

/** The rounding of sums of 1e5 terms that are 10 times as large as what is left of them, each with a proximal map found to 1e-13. */
const RELATIVE = 1e-11;
/** The share of E[y^2] that the counts that the law leaves out may have. */
const RARE_COUNTS = 1e-8;

/**
 * All of the scalar equations, and E[s h] = -ridge |w|^2 and E[s h*] = -ridge wStar . w of the stationary point, with averages from the
 * other quadrature.
 */
function expectSolved({ loss, response, geometry, ...setting }: Fit): void {
  const { aspectRatio, ridge, intercept } = setting;
  const problem = { loss: fitLossOf({ loss }), response: responseLawOf({ response }), ...setting };
  const { state } = minimizerLaw(problem, geometry);
  const star = starMoments(geometry.atoms);
  const [gamma, m, q, mean] = [state.gamma.value, state.m.value, state.q.value, state.meanOverlap.value];
  const shift = state.intercept?.value ?? 0;
  const score = { ...star, gamma, m, q, scoreMean: mean + shift };
  const found = independentAverages(loss, response, score);
  const size =
    Math.sqrt(found.chi) * (1 + Math.hypot(mean + shift, star.starMean) + Math.sqrt(q) + Math.sqrt(star.rho));
  const relative = response.kind === 'poisson' ? RARE_COUNTS : RELATIVE;
  const near = (actual: number, expected: number, scale: number) =>
    expect(Math.abs(actual - expected)).toBeLessThanOrEqual(relative * scale);
  near(found.mass, 1, 1);
  near(state.phi.value, found.phi, 1 + found.phi);
  near(state.meanSquaredSlope.value, found.chi, found.chi);
  near(state.meanSlope.value, found.slope, size);
  near(-ridge * state.squaredNorm.value, found.slopeScore - shift * found.slope, size);
  near(-ridge * state.wStarOverlap.value, found.slopeStar, size);
  const a = (-(found.slopeStar - star.starMean * found.slope) + found.phi * m) / star.rho;
  const sums = { gamma: 0, m: 0, q: 0, mean: 0, stiffness: 1 };
  for (const { eigenvalue: t, weight, gram } of geometry.atoms) {
    const [mean2, cross, star2] = [gram[0][0], gram[0][2], gram[2][2]];
    const [d, b] = [ridge + found.phi * t, -found.slope];
    sums.gamma += (aspectRatio * weight * t) / d;
    sums.m += (t * (a * t * star2 + b * cross)) / d;
    sums.mean += (a * t * cross + b * mean2) / d;
    sums.q +=
      (t * (a * a * t * t * star2 + 2 * a * b * t * cross + b * b * mean2 + aspectRatio * found.chi * weight * t)) /
      (d * d);
    sums.stiffness += (mean2 + star2 + 1) / d / Math.min(1, d);
  }
  near(gamma, sums.gamma, gamma * sums.stiffness);
  near(m, sums.m, size * sums.stiffness);
  near(q, sums.q, (q + size) * sums.stiffness);
  near(mean, sums.mean, size * sums.stiffness);
  if (intercept) near(found.slope, 0, size);
}

const FITTED = Object.entries(LOSSES)
  .filter(([, entry]) => !('leastCurvature' in entry) || entry.leastCurvature > Number.NEGATIVE_INFINITY)
  .map(([kind, { labels }]) => ({ kind, labels }));
const COMBINATIONS = Object.entries(RESPONSES).flatMap(([response, { values }]) =>
  FITTED.filter(({ labels }) => labels === 'any' || labels === values).map(({ kind }) => [response, kind] as const),
);

describe('a mean that is neither orthogonal nor parallel to wStar, C of two eigenvalues', () => {
  it.each(COMBINATIONS)('%s with %s: the scalar equations by a quadrature of its own', (response, kind) => {
    const fit = {
      loss: lossOf(kind),
      response: responseOf(response),
      geometry: GEOMETRY,
      aspectRatio: 0.3,
      ridge: 0.4,
    };
    for (const intercept of [false, true]) expectSolved({ ...fit, intercept });
  });
});
