/** The law of f(y) from that of y: the curves between the y at which f jumps or bends, the point masses moved. */

import type { Interval } from '../../numerics/interval';
import { boundary, inside, merged, piecewise } from './pushforward';
import { ends } from './score-limits';
import type { Curve, SignalMeasure } from './signal-measure';

/** Points between two breaks of a curve at which crossings are looked for. */
const SAMPLES = 32;

export function composed(
  { points, curves }: SignalMeasure,
  f: (y: number) => number,
  kinks: readonly number[],
  range: Interval | null = null,
): SignalMeasure {
  const parts = curves.map((curve) => {
    const g = (t: number) => f(curve.g(t));
    const image: Curve = {
      ...curve,
      ends: [limitOf(f, curve, 0), limitOf(f, curve, 1)],
      g,
      evaluate(t, out) {
        curve.evaluate(t, out);
        out[0] = f(out[0]);
      },
    };
    return piecewise(
      image,
      kinks.flatMap((kink) => crossings(curve, kink)),
      range,
    );
  });
  return {
    points: merged([
      ...points.map(({ g, moments }) => ({ g: f(g), moments })),
      ...parts.flatMap((part) => part.points),
    ]),
    curves: parts.flatMap((part) => part.curves),
  };
}

/** The limit of f(y) at an end of a curve of y. */
function limitOf(f: (y: number) => number, { breaks, ends: limits, g }: Curve, side: 0 | 1): number {
  const y = limits[side];
  const last = breaks[side === 0 ? 0 : breaks.length - 1];
  if (Number.isFinite(y)) return f(y);
  const reach = Math.abs(g(last));
  const [low, high] = ends((t) => f(t), false, reach);
  return y < 0 ? low : high;
}

/** The t at which g passes a level. */
function crossings({ g, breaks }: Curve, level: number): number[] {
  const found: number[] = [];
  for (let i = 0; i + 1 < breaks.length; i++) {
    let before = inside(breaks[i], breaks[i + 1]);
    for (let k = 1; k <= SAMPLES; k++) {
      const end = breaks[i + 1];
      const t = k === SAMPLES ? inside(end, breaks[i]) : breaks[i] + ((end - breaks[i]) * k) / SAMPLES;
      const below = g(before) <= level;
      if (below !== g(t) <= level) found.push(boundary((at) => g(at) <= level === below, before, t));
      before = t;
    }
  }
  return found;
}
