/** The limits of a function of a Gaussian variable t at t = -infinity and t = +infinity. */

import type { Interval } from '../../numerics/interval';

/** Shares of the range at which growth is judged, and the ratio of the last increment to the one before that is growth. */
const [EARLY, LATE] = [0.5, 0.75];
const GROWING = 0.6;

/**
 * From g at infinite arguments, where it can be had; a function that cannot tell, or throws, is judged by where it is
 * heading at the end of its range.
 */
export function ends(g: (t: number) => number, constant: boolean, reach: number): Interval {
  if (constant) return [g(0), g(0)];
  return [limit(g, -1, reach), limit(g, 1, reach)];
}

function limit(g: (t: number) => number, side: 1 | -1, reach: number): number {
  try {
    const far = g(side * Number.POSITIVE_INFINITY);
    if (!Number.isNaN(far)) return far;
  } catch {
    // Guarded functions throw where they are not finite: the limit may be infinite, or not be one of a formula.
  }
  const [early, late, last] = [EARLY, LATE, 1].map((share) => g(side * share * reach));
  const growing = Math.abs(last) > Math.abs(late) && Math.abs(last - late) > GROWING * Math.abs(late - early);
  return growing ? Math.sign(last) * Number.POSITIVE_INFINITY : last;
}
