/**
 * The law of a real variable g, joint with the two Gaussian coordinates a = (a1, a2) of the signal basis: a measure on
 * the line whose values are the matrices E[v v^T; g in dg], v = (1, a1, a2), as point masses and smooth curves.
 *
 * A curve is a map t -> (g(t), M(t)) with measure M(t) dt: g need not be monotone, and only g and M have to be smooth.
 * Coordinates that the basis does not have (rank below 2) are independent N(0, 1) and never read.
 */

import { gaussianDensity } from '../../numerics/gaussian';
import type { Interval } from '../../numerics/interval';
import { GAUSSIAN_REACH, spaced } from '../../numerics/panels';
import { rangeOf } from '../../numerics/range';

/** Upper triangle of v v^T, row by row: 1, a1, a2, a1^2, a1 a2, a2^2. */
export const MOMENTS = 6;

/** Noise of moments that are a formula, or a sum of positive terms. */
export const ROUNDING = 1e-14;

/** Parts of the support closer than this, relative to where they are, are one: their ends are rounded. */
const TOUCHING = 1e-14;

export interface PointMass {
  readonly g: number;
  readonly moments: Float64Array;
}

export interface Curve {
  /** Ends of the range of t and points between where g or M may be less smooth: ascending. */
  readonly breaks: readonly number[];
  /** Limits of g at the two ends, with what the range of t cuts off: g at its own ends where it cuts off nothing. */
  readonly ends: Interval;
  /** Values that g takes, those limits included. */
  readonly support: Interval;
  /** Whether M takes so long that a refined stretch of it had better be interpolated. */
  readonly costly: boolean;
  /** Relative rounding noise of M. */
  readonly noise: number;
  g(t: number): number;
  /** Writes g(t) and then the moments of M(t). */
  evaluate(t: number, out: Float64Array): void;
}

/** The sum of the measures of many counts, by a rule with few nodes. */
export interface MeasureBlock {
  /** One for each node, times its weight. */
  readonly measures: readonly SignalMeasure[];
  /** Whether the nodes are the counts themselves. */
  readonly isExact: boolean;
  /** Whether a term for each node is summed to rounding, beside a whole of this size. */
  resolves(terms: Float64Array, whole: number): boolean;
  halves(): readonly MeasureBlock[];
}

export interface SignalMeasure {
  readonly points: readonly PointMass[];
  readonly curves: readonly Curve[];
  /** Further curves, of the counts of a response. */
  readonly blocks?: readonly MeasureBlock[];
  /** This measure with fewer nodes across the curves, where the curves are the nodes of a rule. */
  readonly coarse?: () => SignalMeasure;
}

/** A point mass of all the probability: E[v v^T] = I. */
export function certain(g: number): SignalMeasure {
  return { points: [{ g, moments: Float64Array.of(1, 0, 0, 1, 0, 1) }], curves: [] };
}

/** A curvature that depends on a1 alone; |g| is at most of the order exp(growth |a1|), which sets how far a1 has to go. */
export function gaussianCurve(
  g: (a1: number) => number,
  growth = 0,
  ends: Interval = [g(Number.NEGATIVE_INFINITY), g(Number.POSITIVE_INFINITY)],
  support: Interval | null = null,
): Curve {
  const reach = reachOf(growth);
  const breaks = spaced(-reach, reach, 3);
  return {
    breaks,
    ends,
    support: support ?? rangeOf({ g, breaks, ends }),
    costly: false,
    noise: ROUNDING,
    g,
    evaluate(t, out) {
      out[0] = g(t);
      writeAlong(out, 1, gaussianDensity(t), [1, 0], t, t * t);
    },
  };
}

/** Where exp(2 growth t) has moved the Gaussian, and no further than where its density underflows. */
export function reachOf(growth: number): number {
  return Math.min(GAUSSIAN_REACH + 2 * growth, 38);
}

/**
 * Moments, from out[offset] on, of a mass `weight` that knows of a only its component tau along the unit vector
 * (b1, b2), through E[tau] and E[tau^2]: E[a] = b E[tau] and E[a a^T] = I + b b^T (E[tau^2] - 1).
 */
export function writeAlong(
  out: Float64Array,
  offset: number,
  weight: number,
  direction: readonly [number, number],
  first: number,
  second: number,
): void {
  const [b1, b2] = direction;
  const excess = weight * (second - 1);
  out[offset] = weight;
  out[offset + 1] = weight * b1 * first;
  out[offset + 2] = weight * b2 * first;
  out[offset + 3] = weight + b1 * b1 * excess;
  out[offset + 4] = b1 * b2 * excess;
  out[offset + 5] = weight + b2 * b2 * excess;
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

/** The support of g: the union of those of the parts, as disjoint closed intervals. */
export function supportOf({ points, curves, blocks = [] }: SignalMeasure): Interval[] {
  const parts: Interval[] = [
    ...points.filter(({ moments }) => moments[0] > 0).map(({ g }): Interval => [g, g]),
    ...[...curves, ...blocks.flatMap(({ measures }) => measures.flatMap((measure) => measure.curves))].map(
      ({ support }) => support,
    ),
  ];
  parts.sort((a, b) => a[0] - b[0]);
  const union: Interval[] = [];
  for (const part of parts) {
    const last = union[union.length - 1];
    if (last !== undefined && part[0] <= last[1] + TOUCHING * Math.abs(last[1]))
      union[union.length - 1] = [last[0], Math.max(last[1], part[1])];
    else union.push(part);
  }
  return union;
}
