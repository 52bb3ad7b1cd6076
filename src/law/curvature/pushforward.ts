/**
 * The law of a function f of a variable whose law is a measure, its pushforward, for an f that need not be smooth: the curves
 * are cut where f jumps or bends, and stretches on which it is constant become point masses. Jumps between two constants are
 * found where they are not declared.
 */

import type { Interval } from '../../numerics/interval';
import { cutAt } from '../../numerics/panels';
import { limitsOf, rangeOf } from '../../numerics/range';
import { totalMoments } from './panel-tree';
import { type Curve, merged, type PointMass, type SignalMeasure } from './signal-measure';

/** Points at which a stretch between two cuts is looked at. */
const SAMPLES = 48;
/** Neighboring points with the same g, bit for bit, that make a plateau. */
const PLATEAU = 4;
const BISECTIONS = 60;
/** Relative change of g over a few units in the last place of t that is no jump. */
const CONTINUOUS = 1e-9;
/** Points between two breaks of a curve at which crossings are looked for. */
const CROSSING_SAMPLES = 32;

/**
 * The law of f(y) from that of y.
 * @param kinks the y at which f jumps or bends
 * @param range the values of f, where the caller has said so
 */
export function pushforward(
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
  if (Number.isFinite(y)) return f(y);
  const reach = Math.abs(g(breaks[side === 0 ? 0 : breaks.length - 1]));
  const [low, high] = limitsOf(f, false, reach);
  return y < 0 ? low : high;
}

/** The t at which g passes a level. */
function crossings({ g, breaks }: Curve, level: number): number[] {
  const found: number[] = [];
  for (let i = 0; i + 1 < breaks.length; i++) {
    let before = inside(breaks[i], breaks[i + 1]);
    for (let k = 1; k <= CROSSING_SAMPLES; k++) {
      const end = breaks[i + 1];
      const t =
        k === CROSSING_SAMPLES ? inside(end, breaks[i]) : breaks[i] + ((end - breaks[i]) * k) / CROSSING_SAMPLES;
      const below = g(before) <= level;
      if (below !== g(t) <= level) found.push(boundary((at) => g(at) <= level === below, before, t));
      before = t;
    }
  }
  return found;
}

/**
 * The law of g along one curve, as its pieces.
 * @param kinks the t at which g jumps or bends
 * @param range the values of g, where the caller has said so
 */
export function piecewise(curve: Curve, kinks: readonly number[], range: Interval | null = null): SignalMeasure {
  const start = curve.breaks[0];
  const end = curve.breaks[curve.breaks.length - 1];
  const cuts = [...new Set(cutAt(kinks, start, end))];
  const plateaus = cuts.slice(1).flatMap((right, i) => plateauEnds(curve.g, cuts[i], right));
  const all = [...new Set([...cuts, ...plateaus])].sort((a, b) => a - b);
  const points: PointMass[] = [];
  const curves: Curve[] = [];
  for (let i = 0; i + 1 < all.length; i++) {
    const [left, right] = [all[i], all[i + 1]];
    // Two plateaus that meet have their ends found apart.
    if (right - left <= 16 * Number.EPSILON * Math.max(Math.abs(left), Math.abs(right), end - start)) continue;
    const piece: Curve = {
      ...curve,
      breaks: cutAt(curve.breaks, left, right),
      ends: [
        left === start ? curve.ends[0] : limitAt(curve.g, left, right),
        right === end ? curve.ends[1] : limitAt(curve.g, right, left),
      ],
      g: (t) => curve.g(t),
      evaluate: (t, out) => curve.evaluate(t, out),
    };
    const value = constantOn(curve.g, left, right);
    if (value !== null) points.push({ g: value, moments: totalMoments({ points: [], curves: [piece] }) });
    else curves.push({ ...piece, support: range ?? rangeOf(piece) });
  }
  return { points: merged(points), curves };
}

/** g at a cut as seen from the stretch that ends there. */
function limitAt(g: (t: number) => number, cut: number, other: number): number {
  const at = g(cut);
  const beside = g(inside(cut, other));
  const size = Math.abs(at) + Math.abs(beside) + Math.abs(g((cut + other) / 2));
  return Math.abs(at - beside) <= CONTINUOUS * size ? at : beside;
}

/** t just inside the end of a stretch. */
function inside(end: number, other: number): number {
  const step = 4 * Number.EPSILON * Math.max(Math.abs(end), Math.abs(other - end));
  return end + Math.sign(other - end) * step;
}

function sampleAt(left: number, right: number, i: number): number {
  return left + ((right - left) * (i + 0.5)) / SAMPLES;
}

function constantOn(g: (t: number) => number, left: number, right: number): number | null {
  const value = g(sampleAt(left, right, 0));
  for (let i = 1; i < SAMPLES; i++) if (g(sampleAt(left, right, i)) !== value) return null;
  return value;
}

/** Where runs of equal g begin and end within (left, right). */
function plateauEnds(g: (t: number) => number, left: number, right: number): number[] {
  const values = Array.from({ length: SAMPLES }, (_, i) => g(sampleAt(left, right, i)));
  const ends: number[] = [];
  for (let i = 0; i < SAMPLES; ) {
    let j = i;
    while (j + 1 < SAMPLES && values[j + 1] === values[i]) j++;
    if (j - i + 1 >= PLATEAU) {
      const on = (t: number) => g(t) === values[i];
      if (i > 0) ends.push(boundary(on, sampleAt(left, right, i), sampleAt(left, right, i - 1)));
      if (j + 1 < SAMPLES) ends.push(boundary(on, sampleAt(left, right, j), sampleAt(left, right, j + 1)));
    }
    i = j + 1;
  }
  return ends;
}

/** The t between `yes` and `no` at which a condition ceases to hold. */
export function boundary(holds: (t: number) => boolean, yes: number, no: number): number {
  let [inner, outer] = [yes, no];
  for (let step = 0; step < BISECTIONS; step++) {
    const middle = (inner + outer) / 2;
    if (holds(middle)) inner = middle;
    else outer = middle;
  }
  return inner;
}
