/**
 * A continuous spectrum of C in the limit: nodes and weights of a quadrature that converges geometrically for functions like
 * 1 / (t phi - z), analytic around the spectrum. Gauss-Legendre for the uniform law, the same in log t for a power law; the
 * midpoint rule in theta where t is a function of cos theta, periodic and analytic.
 */

import type { ContinuousCovariance } from '../model';
import { autoregressiveSymbol } from './autoregressive';
import { marchenkoPasturValue } from './quantiles';
import { tridiagonalEigen } from './tridiagonal-eigen';

export interface SpectralNodes {
  /** Ascending. */
  readonly eigenvalues: Float64Array;
  /** Add to 1. */
  readonly weights: Float64Array;
}

export function limitNodes(covariance: ContinuousCovariance, count: number): SpectralNodes {
  switch (covariance.kind) {
    case 'uniform': {
      const { nodes, weights } = gaussLegendre(count);
      const [middle, half] = [(covariance.from + covariance.to) / 2, (covariance.to - covariance.from) / 2];
      return normalized(
        nodes.map((x) => middle + half * x),
        weights,
      );
    }
    case 'power-law': {
      const { nodes, weights } = gaussLegendre(count);
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

/** On [-1, 1], from the Jacobi matrix (Golub & Welsch 1969), shifted by 2 to be positive definite. */
function gaussLegendre(count: number): { nodes: Float64Array; weights: Float64Array } {
  const beside = Float64Array.from({ length: count - 1 }, (_, k) => (k + 1) / Math.sqrt(4 * (k + 1) ** 2 - 1));
  const { values, toEigenbasis } = tridiagonalEigen(new Float64Array(count).fill(2), beside);
  const first = new Float64Array(count);
  first[0] = 1;
  return { nodes: values.map((value) => value - 2), weights: toEigenbasis(first).map((entry) => 2 * entry * entry) };
}

function normalized(eigenvalues: Float64Array, weights: Float64Array): SpectralNodes {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return { eigenvalues, weights: weights.map((weight) => weight / total) };
}
