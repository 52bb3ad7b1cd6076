/** What a picture of spectra beside their law shows, as data: the figure and the terminal draw the same scene. */

import type { MarchenkoPastur } from '../law/distribution/marchenko-pastur';
import type { Bulk, Law } from '../law/law';
import { type Histogram, histogram, quantileOf } from '../numerics/histogram';
import { withoutZeros } from '../numerics/zeros';
import { clipCurve, lawCurves, marchenkoPasturCurve, type Point } from './curve';

/** What is to be shown. */
export interface Subject {
  readonly law: Pick<Law, 'bulks' | 'support' | 'atomAtZero' | 'density'>;
  readonly trials: readonly { readonly eigenvalues: Float64Array }[];
  readonly outliers: readonly { readonly predicted: { readonly location: number }; readonly location: number }[];
  /** Null for none. */
  readonly marchenkoPastur: { readonly law: MarchenkoPastur } | null;
  readonly fresh: Subject | null;
  /** Bulks of fewer eigenvalues than this have no bins of their own; none by default. */
  readonly fewest?: number;
}

export interface Scene {
  /** The range of eigenvalues that is shown. */
  readonly window: readonly [number, number];
  /** The bulks within the window, unbounded ends cut off there. */
  readonly intervals: readonly (readonly [number, number])[];
  /** The eigenvalues in the window, pooled over trials and without those of the atom at zero, ascending. */
  readonly values: Float64Array;
  /** All eigenvalues of all trials: what densities are a share of. */
  readonly total: number;
  readonly histogram: Histogram;
  readonly law: readonly (readonly Point[])[];
  /** Empty where there is none, or a fresh sample to show in its place. */
  readonly marchenkoPastur: readonly Point[];
  /** Of a fresh sample at the fitted w: its law, and its histogram as a line. */
  readonly fresh: { readonly law: readonly (readonly Point[])[]; readonly simulated: readonly Point[] } | null;
  /** Densities up to here are shown. */
  readonly top: number;
  /** The largest density of bars and curves: above `top` where the picture cuts a peak. */
  readonly peak: number;
  /** Mass at zero; null where the law has no atom. */
  readonly atom: { readonly predicted: number; readonly simulated: number } | null;
  readonly unbounded: { readonly left: boolean; readonly right: boolean };
  /** Eigenvalues left and right of the window, and the one farthest out. */
  readonly beyond: { readonly left: Beyond; readonly right: Beyond };
}

export interface Beyond {
  readonly count: number;
  readonly extreme: number;
}

/** An outlier or an atom may widen the window to this many times the bulks' width; farther out it is pointed at. */
const WIDEST = 3;
/** Where a tail has no edge, the window ends this share of the inner range beyond the quantile. */
const TAIL = { quantile: 0.005, margin: 0.2 };
const PADDING = 0.03;
/** A peak this many times the density that a fifth of the mass exceeds is cut a little above that density. */
const TALL = { mass: 0.2, ratio: 3, shown: 1.25 };

export function sceneOf(subject: Subject): Scene {
  const { law, trials } = subject;
  const all = pool(trials.map(({ eigenvalues }) => eigenvalues));
  const values = law.atomAtZero > 0 ? withoutZeros(all) : all;
  const unbounded = {
    left: law.bulks[0]?.left.location === null,
    right: law.bulks[law.bulks.length - 1]?.right.location === null,
  };
  const window = windowOf(subject, values, unbounded);
  const intervals = within(law.bulks, window);
  const { fewest = 0 } = subject;
  const binned = within(
    law.bulks.filter(({ mass }) => mass * all.length >= fewest),
    window,
  );

  const inside = values.filter((value) => value >= window[0] && value <= window[1]);
  const bars = histogram(inside.length > 0 ? inside : values, { intervals: binned, total: all.length });
  const curves = lawCurves(law, window);
  const fresh = subject.fresh && freshOf(subject.fresh, window);
  const { marchenkoPastur } = subject;
  const fit = fresh || marchenkoPastur === null ? [] : marchenkoPasturCurve(marchenkoPastur.law, 1 - law.atomAtZero);
  const freshCurves = fresh?.law ?? [];
  const [top, peak] = heights([...curves, ...freshCurves].map(segmentsOf).concat([binsOf(bars), segmentsOf(fit)]));
  return {
    window,
    intervals,
    values: inside,
    total: all.length,
    histogram: bars,
    law: curves.map((curve) => clipCurve(curve, window, top)),
    marchenkoPastur: clipCurve(fit, window, top),
    fresh: fresh && {
      law: fresh.law.map((curve) => clipCurve(curve, window, top)),
      simulated: clipCurve(fresh.simulated, window, top),
    },
    top,
    peak,
    atom: law.atomAtZero > 0 ? { predicted: law.atomAtZero, simulated: 1 - values.length / all.length } : null,
    unbounded,
    beyond: {
      left: { count: values.filter((value) => value < window[0]).length, extreme: values[0] },
      right: { count: values.filter((value) => value > window[1]).length, extreme: values[values.length - 1] },
    },
  };
}

/** The fresh sample's law and the outline of its histogram, bars of the same kind. */
function freshOf({ law, trials }: Subject, window: readonly [number, number]) {
  const all = pool(trials.map(({ eigenvalues }) => eigenvalues));
  const inside = all.filter((value) => value >= window[0] && value <= window[1] && (law.atomAtZero === 0 || value > 0));
  const intervals = within(law.bulks, window);
  const { edges, density } = histogram(inside.length > 0 ? inside : all, { intervals, total: all.length });
  const simulated = Array.from(density).flatMap((y, k) => [
    { x: edges[k], y },
    { x: edges[k + 1], y },
  ]);
  return { law: lawCurves(law, window), simulated };
}

function windowOf(
  { law, outliers, fresh }: Subject,
  values: Float64Array,
  unbounded: Scene['unbounded'],
): readonly [number, number] {
  const lowest = values[0];
  const highest = values[values.length - 1];
  const inner = [quantileOf(values, TAIL.quantile), quantileOf(values, 1 - TAIL.quantile)];
  const margin = TAIL.margin * (inner[1] - inner[0]);
  let lower = unbounded.left ? Math.max(lowest, inner[0] - margin) : (law.bulks[0]?.left.location ?? lowest);
  let upper = unbounded.right
    ? Math.min(highest, inner[1] + margin)
    : (law.bulks[law.bulks.length - 1]?.right.location ?? highest);

  const widest = WIDEST * (upper - lower || 1);
  const wanted = outliers.flatMap(({ predicted, location }) => [predicted.location, location]);
  for (const end of fresh?.law.support.flat() ?? []) if (end !== null) wanted.push(end);
  if (law.atomAtZero > 0) wanted.push(0);
  if (!unbounded.left) wanted.push(lowest);
  if (!unbounded.right) wanted.push(highest);
  wanted.sort((a, b) => Math.abs(a - (lower + upper) / 2) - Math.abs(b - (lower + upper) / 2));
  for (const x of wanted.filter(Number.isFinite)) {
    const [low, high] = [Math.min(lower, x), Math.max(upper, x)];
    if (high - low <= widest) [lower, upper] = [low, high];
  }
  const padding = PADDING * (upper - lower) || 0.5;
  return [lower - padding, upper + padding];
}

/**
 * [top, peak] of the densities. A peak is cut off where it towers over all but a fifth of the mass, as where a density
 * diverges: shown whole it would flatten everything else.
 */
export function heights(series: readonly (readonly Segment[])[]): [number, number] {
  let top = 0;
  let peak = 0;
  for (const segments of series) {
    const tallestFirst = segments.filter(({ mass }) => mass > 0).sort((a, b) => b.height - a.height);
    let above = tallestFirst.reduce((sum, { mass }) => sum + mass, 0) * TALL.mass;
    const level = tallestFirst.find(({ mass }) => {
      above -= mass;
      return above <= 0;
    })?.height;
    const tallest = tallestFirst[0]?.height ?? 0;
    top = Math.max(top, level !== undefined && tallest > TALL.ratio * level ? TALL.shown * level : tallest);
    peak = Math.max(peak, tallest);
  }
  return [top || 1, peak];
}

export interface Segment {
  readonly height: number;
  readonly mass: number;
}

export function segmentsOf(curve: readonly Point[]): Segment[] {
  return curve.slice(1).map(({ x, y }, k) => {
    const previous = curve[k];
    return { height: Math.max(y, previous.y), mass: ((x - previous.x) * (y + previous.y)) / 2 };
  });
}

export function binsOf({ density, counts }: Histogram): Segment[] {
  return Array.from(density, (height, k) => ({ height, mass: counts[k] }));
}

function within(bulks: readonly Bulk[], window: readonly [number, number]): [number, number][] {
  return bulks
    .map(({ left, right }) => clipInterval([left.location ?? -Infinity, right.location ?? Infinity], window))
    .filter(([lower, upper]) => lower < upper);
}

function clipInterval(interval: readonly [number, number], window: readonly [number, number]): [number, number] {
  return [Math.max(interval[0], window[0]), Math.min(interval[1], window[1])];
}

function pool(parts: readonly Float64Array[]): Float64Array {
  const pooled = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    pooled.set(part, offset);
    offset += part.length;
  }
  return pooled.sort();
}
