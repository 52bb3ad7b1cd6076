/**
 * A continuous spectrum of C in the limit: nodes and weights of a quadrature that converges geometrically for functions like
 * 1 / (t phi - z), analytic around the spectrum. Fejer's rule for the uniform law, the same in log t for a power law; the
 * midpoint rule in theta where t is a function of cos theta, periodic and analytic.
 */

import type { ContinuousCovariance } from '../model/model';
import { evaluateSeries } from '../numerics/chebyshev';
import { autoregressiveSymbol } from './autoregressive';
import { marchenkoPasturValue } from './quantiles';

export interface SpectralNodes {
  /** Ascending. */
  readonly eigenvalues: Float64Array;
  /** Add to 1. */
  readonly weights: Float64Array;
}

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

/** Of `count` equal parts of (0, pi). */
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
