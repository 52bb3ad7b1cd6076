/**
 * The scores h = w . x and h* = wStar . x on the Gaussian coordinates of the signal basis:
 * h = hMean + h1 a1 and h* = starMean + star1 a1 + star2 a2. Where w is zero, a1 is the coordinate along wStar.
 */

import { gramOf, type SignalGeometry } from '../../geometry';
import type { SignalBasis } from '../curvature-law';

export interface Scores {
  readonly hMean: number;
  readonly h1: number;
  readonly starMean: number;
  readonly star1: number;
  readonly star2: number;
}

export function scoresOf(geometry: SignalGeometry, basis: SignalBasis): Scores {
  const gram = gramOf(geometry, 0);
  return {
    hMean: gram[0][1],
    h1: basis.w[0] ?? 0,
    starMean: gram[0][2],
    star1: basis.wStar[0] ?? 0,
    star2: basis.wStar[1] ?? 0,
  };
}
