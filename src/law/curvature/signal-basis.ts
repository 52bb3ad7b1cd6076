/**
 * An orthonormal basis E of span(C^(1/2) w, C^(1/2) wStar) by Gram-Schmidt on the Gram matrix weighted by C:
 * e1 = C^(1/2) w / |C^(1/2) w| and e2 the rest of C^(1/2) wStar, so that h depends on a1 alone. A vector that is zero, or
 * parallel to the other up to rounding, adds no column.
 */

import { gramOf, type SignalGeometry } from '../../covariance/geometry';
import type { SignalBasis } from './curvature-law';

/** A squared sine below this is rounding of the Gram matrix. */
const PARALLEL = 1e-14;

export function signalBasis(geometry: SignalGeometry): SignalBasis {
  const gram = gramOf(geometry, 1);
  const [w2, cross, star2] = [gram[1][1], gram[1][2], gram[2][2]];
  if (w2 === 0 && star2 === 0) return { rank: 0, w: [], wStar: [], combination: [[], []] };

  const star = Math.sqrt(star2);
  if (w2 === 0) return { rank: 1, w: [0], wStar: [star], combination: [[0], [1 / star]] };

  const norm = Math.sqrt(w2);
  const along = cross / norm;
  const rest2 = star2 - along * along;
  if (rest2 <= PARALLEL * star2) {
    return { rank: 1, w: [norm], wStar: [along], combination: [[1 / norm], [0]] };
  }
  const rest = Math.sqrt(rest2);
  const combination = [
    [1 / norm, -along / (norm * rest)],
    [0, 1 / rest],
  ];
  return { rank: 2, w: [norm, 0], wStar: [along, rest], combination };
}

/**
 * The scores h = w . x + intercept and h* = wStar . x on the Gaussian coordinates of the signal basis:
 * h = hMean + h1 a1 (an intercept is part of hMean) and h* = starMean + star1 a1 + star2 a2. Where w is zero, a1 is the coordinate
 * along wStar.
 */
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
