/** The values of a function g of one variable t: its limits where t ends, and the smallest interval that holds it. */

import type { Interval } from './interval';

/** Shares of the range at which growth is judged, and the ratio of the last increment to the one before that is growth. */
const [EARLY, LATE] = [0.5, 0.75];
const GROWING = 0.6;
const SAMPLES_PER_PANEL = 24;
/** Golden sections that locate an extreme to the root of the precision, hence its value to the precision. */
const SECTIONS = 44;
const GOLDEN = (Math.sqrt(5) - 1) / 2;

/** A function on an interval. */
interface Stretch {
  readonly g: (t: number) => number;
  /** Ends of the interval and points between: ascending. */
  readonly breaks: readonly number[];
  /** Limits of g where t ends. */
  readonly ends: Interval;
}

/**
 * The limits at t = -infinity and t = +infinity, from g at infinite arguments, where it can be had; a function that cannot tell,
 * or throws, is judged by where it is heading at `reach`.
 */
export function limitsOf(g: (t: number) => number, constant: boolean, reach: number): Interval {
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

/** g at its extremes, which are at the ends or found by golden section from the best of many points. */
export function rangeOf({ g, breaks, ends }: Stretch): Interval {
  const points = breaks.slice(1).flatMap((right, i) => {
    const left = breaks[i];
    return Array.from({ length: SAMPLES_PER_PANEL }, (_, k) => left + ((right - left) * (k + 0.5)) / SAMPLES_PER_PANEL);
  });
  const values = points.map(g);
  const low = extreme(g, points, values, -1);
  const high = extreme(g, points, values, 1);
  // Adding zero makes -0 plain 0.
  return [Math.min(low, ...ends) + 0, Math.max(high, ...ends) + 0];
}

function extreme(g: (t: number) => number, points: readonly number[], values: readonly number[], sign: 1 | -1): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if (sign * values[i] > sign * values[best]) best = i;
  let left = points[Math.max(best - 1, 0)];
  let right = points[Math.min(best + 1, points.length - 1)];
  let found = values[best];
  let a = right - GOLDEN * (right - left);
  let b = left + GOLDEN * (right - left);
  let [ga, gb] = [g(a), g(b)];
  for (let step = 0; step < SECTIONS; step++) {
    found = sign * Math.max(sign * found, sign * ga, sign * gb);
    if (sign * ga >= sign * gb) {
      [right, b, gb] = [b, a, ga];
      a = right - GOLDEN * (right - left);
      ga = g(a);
    } else {
      [left, a, ga] = [a, b, gb];
      b = left + GOLDEN * (right - left);
      gb = g(b);
    }
  }
  return found;
}
