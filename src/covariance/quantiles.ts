/**
 * The p eigenvalues of a continuous spectrum at finite p: its quantiles at (k + 1/2) / p, k = 0 .. p - 1, ascending. The
 * simulation takes them from WebAssembly, where they have the same bits on every engine; these are their twins for the law.
 */

import type { ContinuousCovariance } from '../model/model';
import { autoregressiveEigenvalues } from './autoregressive';

const MAX_ITERATIONS = 80;

export function continuousEigenvalues(covariance: ContinuousCovariance, features: number): Float64Array {
  switch (covariance.kind) {
    case 'uniform':
      return quantiles(features, (u) => covariance.from + (covariance.to - covariance.from) * u);
    case 'power-law':
      return quantiles(features, (u) => powerLawQuantile(covariance, u));
    case 'marchenko-pastur':
      return quantiles(features, (u) => covariance.variance * marchenkoPasturQuantile(covariance.aspectRatio, u));
    case 'toeplitz':
      // Not quantiles but the eigenvalues themselves, which differ from them by O(1 / p).
      return autoregressiveEigenvalues(covariance.correlation, features).map((t) => covariance.variance * t);
  }
}

function quantiles(count: number, at: (u: number) => number): Float64Array {
  return Float64Array.from({ length: count }, (_, k) => at((k + 0.5) / count));
}

/** Of the density ~ t^-exponent on [from, to]: (t / from)^(1 - exponent) is uniform, or log t where the exponent is 1. */
function powerLawQuantile({ exponent, from, to }: { exponent: number; from: number; to: number }, u: number): number {
  const power = (1 - exponent) * Math.log(to / from);
  return from * Math.exp(power === 0 ? u * Math.log(to / from) : Math.log1p(u * Math.expm1(power)) / (1 - exponent));
}

/**
 * Of the Marchenko-Pastur law of ratio y = rho^2 < 1: t = 1 + rho^2 - 2 rho cos theta with the distribution function of
 * law/marchenko-pastur.ts in theta, inverted by Newton's method in a bracket.
 */
function marchenkoPasturQuantile(ratio: number, u: number): number {
  const rho = Math.sqrt(ratio);
  let [low, high] = [0, Math.PI];
  let theta = Math.PI * u;
  for (let iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
    const sine = rho * Math.sin(theta);
    const omega = Math.atan2(sine, 1 - rho * Math.cos(theta));
    const excess = theta + (sine - (1 - ratio) * omega) / ratio - Math.PI * u;
    if (excess > 0) high = theta;
    else low = theta;
    let next = theta - (excess * marchenkoPasturValue(rho, theta)) / (2 * Math.sin(theta) ** 2);
    if (!(next > low && next < high)) next = (low + high) / 2;
    if (Math.abs(next - theta) <= 4 * Number.EPSILON * theta) break;
    theta = next;
  }
  return marchenkoPasturValue(rho, theta);
}

/** 1 + rho^2 - 2 rho cos theta, without cancellation. */
export function marchenkoPasturValue(rho: number, theta: number): number {
  return (1 - rho) ** 2 + 4 * rho * Math.sin(theta / 2) ** 2;
}
