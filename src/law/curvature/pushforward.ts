/**
 * A curve cut where g jumps or bends, with stretches of constant g gathered into point masses: what makes a measure of a
 * function that need not be smooth. Jumps between two constants are found where they are not declared.
 */

import type { Interval } from '../../numerics/interval';
import { gathered } from './gathered';
import { rangeOf } from './range';
import type { Curve, PointMass, SignalMeasure } from './signal-measure';

/** Points at which a stretch between two cuts is looked at. */
const SAMPLES = 48;
/** Neighboring points with the same g, bit for bit, that make a plateau. */
const PLATEAU = 4;
const BISECTIONS = 60;
/** Relative change of g over a few units in the last place of t that is no jump. */
const CONTINUOUS = 1e-9;

/**
 * @param kinks values of t
 * @param range the values of g, where the caller has said so
 */
export function piecewise(curve: Curve, kinks: readonly number[], range: Interval | null = null): SignalMeasure {
  const start = curve.breaks[0];
  const end = curve.breaks[curve.breaks.length - 1];
  const cuts = ascending([start, ...kinks.filter((t) => t > start && t < end), end]);
  const all = ascending([...cuts, ...cuts.slice(1).flatMap((right, i) => plateauEnds(curve.g, cuts[i], right))]);
  const points: PointMass[] = [];
  const curves: Curve[] = [];
  for (let i = 0; i + 1 < all.length; i++) {
    const [left, right] = [all[i], all[i + 1]];
    // Two plateaus that meet have their ends found apart.
    if (right - left <= 16 * Number.EPSILON * Math.max(Math.abs(left), Math.abs(right), end - start)) continue;
    const piece: Curve = {
      ...curve,
      breaks: [left, ...curve.breaks.filter((t) => t > left && t < right), right],
      ends: [
        left === start ? curve.ends[0] : limitAt(curve.g, left, right),
        right === end ? curve.ends[1] : limitAt(curve.g, right, left),
      ],
      g: (t) => curve.g(t),
      evaluate: (t, out) => curve.evaluate(t, out),
    };
    const value = constantOn(curve.g, left, right);
    if (value !== null) points.push(gathered({ points: [], curves: [piece] }, value));
    else curves.push({ ...piece, support: range ?? rangeOf(piece) });
  }
  return { points: merged(points), curves };
}

/** Points with the same g as one. */
export function merged(points: readonly PointMass[]): PointMass[] {
  const byValue = new Map<number, Float64Array>();
  for (const { g, moments } of points) {
    const sum = byValue.get(g);
    if (sum === undefined) byValue.set(g, moments.slice());
    else for (let k = 0; k < sum.length; k++) sum[k] += moments[k];
  }
  return Array.from(byValue, ([g, moments]) => ({ g, moments }));
}

/** g at a cut as seen from the stretch that ends there. */
function limitAt(g: (t: number) => number, cut: number, other: number): number {
  const at = g(cut);
  const beside = g(inside(cut, other));
  const size = Math.abs(at) + Math.abs(beside) + Math.abs(g((cut + other) / 2));
  return Math.abs(at - beside) <= CONTINUOUS * size ? at : beside;
}

/** t just inside the end of a stretch. */
export function inside(end: number, other: number): number {
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

function ascending(values: number[]): number[] {
  return [...new Set(values)].sort((a, b) => a - b);
}
