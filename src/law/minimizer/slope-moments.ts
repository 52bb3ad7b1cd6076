/**
 * Moments against v = (1, a, s / sqrt(chi)), chi = E[s^2], put together from two laws of six moments each: one of (1, a1, a2) and
 * one that holds E[f], E[f s], E[f s a1], E[f s^2], E[f s a2], E[f s^2] in their places.
 */

import type { SignalBasis, SignalMoments } from '../curvature/curvature-law';

/** A basis with two directions, so that all six moments of the second law are given. */
export const ALL_MOMENTS: SignalBasis = { rank: 2, w: [], wStar: [], combination: [] };

export function withSlopes(plain: SignalMoments, slopes: SignalMoments, rank: number, chi: number): SignalMoments {
  const root = Math.sqrt(chi);
  const bordered = (inner: SignalMoments['psi'], outer: SignalMoments['psi']) => {
    // Of v = (1, s, ...): E[psi s], E[psi s a1], E[psi s a2] and E[psi s^2].
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
