/** What a minimizer tells of the features: Z s / n = -C^(-1/2) (ridge w + E[s] mean), for the whitened features Z. */

import type { SignalBasis, Stationarity } from '../curvature/curvature-law';

/** Inner products of w, wStar and mean. */
export interface FittedOverlaps {
  readonly squaredNorm: number;
  readonly wStarOverlap: number;
  readonly meanOverlap: number;
  readonly starMean: number;
}

/**
 * b = -C^(-1/2) (ridge w + E[s] mean) / sqrt(chi), and E^T b.
 * @param meanSlope E[s]
 * @param chi E[s^2], or the variance of s where the noise is orthogonal to (1, ..., 1) already
 */
export function stationarityAt(
  { rank, combination }: SignalBasis,
  ridge: number,
  meanSlope: number,
  chi: number,
  { squaredNorm, wStarOverlap, meanOverlap, starMean }: FittedOverlaps,
): Stationarity {
  const root = Math.sqrt(chi);
  const [mean, w] = [-meanSlope / root, -ridge / root];
  // C^(1/2) w . b and C^(1/2) wStar . b.
  const products = [w * squaredNorm + mean * meanOverlap, w * wStarOverlap + mean * starMean];
  const along = Array.from({ length: rank }, (_, j) =>
    combination.reduce((sum, row, i) => sum + row[j] * products[i], 0),
  );
  return { mean, w, along };
}
