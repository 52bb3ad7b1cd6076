/** The smallest interval that holds g on a curve. */

import type { Interval } from '../../numerics/interval';
import type { Curve } from './signal-measure';

const SAMPLES_PER_PANEL = 24;
/** Golden sections that locate an extreme to the root of the precision, hence its value to the precision. */
const SECTIONS = 44;
const GOLDEN = (Math.sqrt(5) - 1) / 2;

/** g at its extremes, which are at the ends or found by golden section from the best of many points. */
export function rangeOf({ g, breaks, ends }: Pick<Curve, 'g' | 'breaks' | 'ends'>): Interval {
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
