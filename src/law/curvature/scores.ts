/**
 * The scores h = w . x + intercept and h* = wStar . x on the Gaussian coordinates of the signal basis:
 * h = hMean + h1 a1 (an intercept is part of hMean) and h* = starMean + star1 a1 + star2 a2. Where w is zero, a1 is the coordinate along wStar.
 */

import { gramOf, type SignalGeometry } from '../../covariance/geometry';
import type { SignalBasis } from './curvature-law';

export interface Scores {
  readonly hMean: number;
  readonly h1: number;
  readonly starMean: number;
  readonly star1: number;
  readonly star2: number;
}

export function scoresOf(geometry: SignalGeometry, basis: SignalBasis, intercept = 0): Scores {
  const gram = gramOf(geometry, 0);
  return {
    hMean: gram[0][1] + intercept,
    h1: basis.w[0] ?? 0,
    starMean: gram[0][2],
    star1: basis.wStar[0] ?? 0,
    star2: basis.wStar[1] ?? 0,
  };
}
