/**
 * What a minimizer tells of the features, Z s / n = -C^(-1/2) (ridge w + E[s] mean) for the whitened features Z, and the moments
 * against s that the law needs for it.
 */

import type { SignalBasis, SignalMoments, Stationarity } from '../curvature/curvature-law';

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

/** A basis with two directions, so that all six moments of the second law are given. */
export const ALL_MOMENTS: SignalBasis = { rank: 2, w: [], wStar: [], combination: [] };

/**
 * Moments against v = (1, a, s / sqrt(chi)), chi = E[s^2], put together from two laws of six moments each: one of (1, a1, a2) and
 * one that holds E[f], E[f s], E[f s a1], E[f s^2], E[f s a2], E[f s^2] in their places.
 */
export function withSlopes(plain: SignalMoments, slopes: SignalMoments, rank: number, chi: number): SignalMoments {
  const root = Math.sqrt(chi);
  const bordered = (inner: SignalMoments['psi'], outer: SignalMoments['psi']) => {
    // The second law's v is (1, s, ...), so that its entries are E[psi s], E[psi s a1], E[psi s a2] and E[psi s^2].
    const [, one, a1] = outer[0];
    const border = [one, a1, outer[1][2]].slice(0, rank + 1).map((entry) => entry / root);
    return [...inner.map((row, i) => [...row, border[i]]), [...border, outer[1][1] / chi]];
  };
  return {
    psi: bordered(plain.psi, slopes.psi),
    psiSquared: bordered(plain.psiSquared, slopes.psiSquared),
    get error() {
      return Math.max(plain.error, slopes.error / root);
    },
    get squaredError() {
      return Math.max(plain.squaredError, slopes.squaredError / root);
    },
  };
}
