/**
 * A continuous spectrum of C, at p features and in the limit.
 *
 * At finite p the p eigenvalues are its quantiles at (k + 1/2) / p, k = 0 .. p - 1, ascending. The simulation takes them from
 * WebAssembly, where they have the same bits on every engine; these are their twins for the law.
 *
 * In the limit there are nodes and weights of a quadrature that converges geometrically for functions like 1 / (t phi - z),
 * analytic around the spectrum: Fejer's rule for the uniform law, the same in log t for a power law; the midpoint rule in theta
 * where t is a function of cos theta, periodic and analytic.
 */

import type { ContinuousCovariance } from '../model/model';
import { evaluateSeries } from '../numerics/chebyshev';
import { autoregressiveEigenvalues, autoregressiveSymbol } from './autoregressive';

const MAX_ITERATIONS = 80;

export interface SpectralNodes {
  /** Ascending. */
  readonly eigenvalues: Float64Array;
  /** Add to 1. */
  readonly weights: Float64Array;
}

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

/** The quantile of the density ~ t^-exponent on [from, to]: (t / from)^(1 - exponent) is uniform, or log t where the exponent is 1. */
function powerLawQuantile({ exponent, from, to }: { exponent: number; from: number; to: number }, u: number): number {
  const power = (1 - exponent) * Math.log(to / from);
  return from * Math.exp(power === 0 ? u * Math.log(to / from) : Math.log1p(u * Math.expm1(power)) / (1 - exponent));
}

/**
 * The quantile of the Marchenko-Pastur law of ratio y = rho^2 < 1: t = 1 + rho^2 - 2 rho cos theta with the distribution function of
 * law/distribution/marchenko-pastur.ts in theta, inverted by Newton's method in a bracket.
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

/** The limit's nodes, `count` of them. */
export function limitNodes(covariance: ContinuousCovariance, count: number): SpectralNodes {
  switch (covariance.kind) {
    case 'uniform': {
      const { nodes, weights } = fejer(count);
      const [middle, half] = [(covariance.from + covariance.to) / 2, (covariance.to - covariance.from) / 2];
      return normalized(
        nodes.map((x) => middle + half * x),
        weights,
      );
    }
    case 'power-law': {
      const { nodes, weights } = fejer(count);
      const half = Math.log(covariance.to / covariance.from) / 2;
      // Relative to `from`, for the range of doubles.
      const logs = nodes.map((x) => half * (1 + x));
      return normalized(
        logs.map((log) => covariance.from * Math.exp(log)),
        weights.map((weight, k) => weight * Math.exp((1 - covariance.exponent) * logs[k])),
      );
    }
    case 'marchenko-pastur': {
      const rho = Math.sqrt(covariance.aspectRatio);
      const values = midpoints(count).map((theta) => marchenkoPasturValue(rho, theta));
      const weights = midpoints(count).map((theta, k) => Math.sin(theta) ** 2 / values[k]);
      return normalized(
        values.map((t) => covariance.variance * t),
        weights,
      );
    }
    case 'toeplitz': {
      const { correlation, variance } = covariance;
      const values = midpoints(count).map((theta) => variance * autoregressiveSymbol(correlation, theta));
      return normalized(values.sort(), new Float64Array(count).fill(1));
    }
  }
}

/** The midpoints of `count` equal parts of (0, pi). */
function midpoints(count: number): Float64Array {
  return Float64Array.from({ length: count }, (_, k) => ((k + 0.5) * Math.PI) / count);
}

/**
 * Fejer's first rule on [-1, 1]: nodes cos theta at midpoints, weights (2 / n)(1 - 2 sum_j cos(2 j theta) / (4 j^2 - 1))
 * (Waldvogel, BIT 46, 2006). As good as Gauss's for functions with a pole nearby (Trefethen, SIAM Review 50, 2008).
 */
function fejer(count: number): { nodes: Float64Array; weights: Float64Array } {
  const series = Float64Array.from({ length: (count >> 1) + 1 }, (_, j) => (j === 0 ? 1 : -2 / (4 * j * j - 1)));
  const angles = midpoints(count);
  return {
    nodes: angles.map((theta) => -Math.cos(theta)),
    weights: angles.map((theta) => evaluateSeries(series, Math.cos(2 * theta))),
  };
}

function normalized(eigenvalues: Float64Array, weights: Float64Array): SpectralNodes {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return { eigenvalues, weights: weights.map((weight) => weight / total) };
}
