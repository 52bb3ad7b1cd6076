/** What a picture of spectra beside their law shows, as data: the figure, the page and the terminal draw the same scene. */

import type { MarchenkoPastur } from '../law/distribution/marchenko-pastur';
import type { Bulk, Law } from '../law/law';
import { type Histogram, histogram } from '../numerics/histogram';
import { withoutZeros } from '../numerics/zeros';
import { clipCurve, lawCurves, marchenkoPasturCurve, type Point } from './curve';
import { binsOf, heights, lowestOf, positivePart, type Range, segmentsOf, tailsOf, windowOf } from './window';

/** A law with its density; or with what is left of it where functions cannot be handed over: curves, and where tails end. */
export type ShownLaw = Pick<Law, 'bulks' | 'atomAtZero'> &
  (Pick<Law, 'density'> | { readonly curves: readonly (readonly Point[])[]; readonly tails: Range });

/** What is to be shown. */
export interface Subject {
  readonly law: ShownLaw;
  readonly trials: readonly { readonly eigenvalues: Float64Array }[];
  /** Each with its simulated location, null where there is none. */
  readonly outliers: readonly { readonly predicted: { readonly location: number }; readonly location: number | null }[];
  /** Null for none. */
  readonly marchenkoPastur: { readonly law: MarchenkoPastur } | null;
  readonly fresh: Subject | null;
  /** A density estimated without H, in place of eigenvalues. */
  readonly estimate?: readonly EstimatedPoint[];
  /** Bulks of fewer eigenvalues than this have no bins of their own; none by default. */
  readonly fewest?: number;
}

export interface EstimatedPoint {
  readonly x: number;
  readonly density: number;
  readonly standardError: number;
}

export type Scale = 'linear' | 'log';

/** How a subject is looked at. */
export interface Look {
  /** The scales of eigenvalues and of densities; both are linear by default. */
  readonly x?: Scale;
  readonly y?: Scale;
  /** The range of eigenvalues; by default all that is worth seeing. */
  readonly zoom?: Range | null;
}

export interface Scene {
  readonly scales: { readonly x: Scale; readonly y: Scale };
  /** The range of eigenvalues that is shown. */
  readonly window: Range;
  /** The eigenvalues in the window, pooled over trials and without those of the atom at zero, ascending. */
  readonly values: Float64Array;
  /** All eigenvalues of all trials: what densities are a share of. */
  readonly total: number;
  /** It has no bins where nothing was simulated. */
  readonly histogram: Histogram;
  readonly law: readonly (readonly Point[])[];
  /** Empty where there is none, or a fresh sample to show in its place. */
  readonly marchenkoPastur: readonly Point[];
  /** The law of a fresh sample at the fitted w, and its histogram as a line. */
  readonly fresh: { readonly law: readonly (readonly Point[])[]; readonly simulated: readonly Point[] } | null;
  readonly estimate: readonly EstimatedPoint[];
  /** Densities from `bottom`, which is zero on a linear scale, up to `top` are shown. */
  readonly bottom: number;
  readonly top: number;
  /** The largest density of bars and curves: above `top` where the picture cuts a peak. */
  readonly peak: number;
  /** Mass at zero; null where the law has no atom. */
  readonly atom: { readonly predicted: number; readonly simulated: number | null } | null;
  readonly unbounded: { readonly left: boolean; readonly right: boolean };
  /** Eigenvalues left and right of the window, and the one farthest out. */
  readonly beyond: { readonly left: Beyond; readonly right: Beyond };
}

export interface Beyond {
  readonly count: number;
  readonly extreme: number;
}

/** The band around an estimate is this many standard errors wide on each side. */
export const BAND = 2;
const LOGARITHMIC_BINS = 56;
const NO_BINS: Histogram = {
  edges: new Float64Array(1),
  counts: new Uint32Array(0),
  density: new Float64Array(0),
  total: 0,
};

export function sceneOf(subject: Subject, { x = 'linear', y = 'linear', zoom = null }: Look = {}): Scene {
  const { law, trials, marchenkoPastur, estimate = [], fewest = 0 } = subject;
  const all = pool(trials.map(({ eigenvalues }) => eigenvalues));
  const values = law.atomAtZero > 0 ? withoutZeros(all) : all;
  const unbounded = {
    left: law.bulks[0]?.left.location === null,
    right: law.bulks[law.bulks.length - 1]?.right.location === null,
  };
  const whole = zoom ?? wholeWindow(subject, values, unbounded);
  const window = x === 'log' ? positivePart(whole, law.bulks) : whole;

  const inside = values.filter((value) => value >= window[0] && value <= window[1]);
  const binned = law.bulks.filter(({ mass }) => mass * all.length >= fewest);
  const bins = x === 'log' ? { edges: logarithmicEdges(window) } : { intervals: within(binned, window) };
  const bars = inside.length > 0 ? histogram(inside, { ...bins, total: all.length }) : NO_BINS;
  const curves = 'curves' in law ? law.curves : lawCurves(law, window);
  const fresh = subject.fresh && freshOf(subject.fresh, window);
  const fit = fresh || marchenkoPastur === null ? [] : marchenkoPasturCurve(marchenkoPastur.law, 1 - law.atomAtZero);
  // What the zoom leaves out does not count for the height.
  const seen = (curve: readonly Point[]) =>
    zoom === null ? curve : curve.filter((point) => point.x >= window[0] && point.x <= window[1]);
  const [level, peak] = heights([
    ...[...curves, ...(fresh?.law ?? [])].map((curve) => segmentsOf(seen(curve))),
    binsOf(bars),
    segmentsOf(seen(fit)),
    segmentsOf(seen(estimate.map((point) => ({ x: point.x, y: point.density + BAND * point.standardError })))),
  ]);
  const top = y === 'log' ? peak || 1 : level;
  const bottom = y === 'log' ? lowestOf(top, bars) : 0;
  const shown = (curve: readonly Point[]) => aboveBottom(clipCurve(curve, window, top), bottom);
  return {
    scales: { x, y },
    window,
    values: inside,
    total: all.length,
    histogram: bars,
    law: curves.map(shown),
    marchenkoPastur: shown(fit),
    fresh: fresh && { law: fresh.law.map(shown), simulated: shown(fresh.simulated) },
    estimate: estimate.filter((point) => point.x >= window[0] && point.x <= window[1]),
    bottom,
    top,
    peak,
    atom: law.atomAtZero > 0 ? { predicted: law.atomAtZero, simulated: shareOfZeros(values, all) } : null,
    unbounded,
    beyond: {
      left: { count: values.filter((value) => value < window[0]).length, extreme: values[0] },
      right: { count: values.filter((value) => value > window[1]).length, extreme: values[values.length - 1] },
    },
  };
}

/** All that is worth seeing. */
function wholeWindow({ law, outliers, fresh }: Subject, values: Float64Array, unbounded: Scene['unbounded']): Range {
  const wanted = outliers.flatMap(({ predicted, location }) =>
    location === null ? [predicted.location] : [predicted.location, location],
  );
  for (const { left, right } of fresh?.law.bulks ?? []) {
    for (const { location } of [left, right]) if (location !== null) wanted.push(location);
  }
  if (law.atomAtZero > 0) wanted.push(0);
  if (values.length > 0 && !unbounded.left) wanted.push(values[0]);
  if (values.length > 0 && !unbounded.right) wanted.push(values[values.length - 1]);
  return windowOf(law.bulks, 'tails' in law ? law.tails : tailsOf(values), wanted);
}

function logarithmicEdges([left, right]: Range): Float64Array {
  return Float64Array.from({ length: LOGARITHMIC_BINS + 1 }, (_, k) => left * (right / left) ** (k / LOGARITHMIC_BINS));
}

function shareOfZeros(values: Float64Array, all: Float64Array): number | null {
  return all.length > 0 ? 1 - values.length / all.length : null;
}

/** The fresh sample's law and the outline of its histogram, bars of the same kind. */
function freshOf({ law, trials }: Subject, window: Range) {
  const all = pool(trials.map(({ eigenvalues }) => eigenvalues));
  const inside = all.filter((value) => value >= window[0] && value <= window[1] && (law.atomAtZero === 0 || value > 0));
  const intervals = within(law.bulks, window);
  const { edges, density } = histogram(inside.length > 0 ? inside : all, { intervals, total: all.length });
  const simulated = Array.from(density).flatMap((y, k) => [
    { x: edges[k], y },
    { x: edges[k + 1], y },
  ]);
  return { law: 'curves' in law ? law.curves : lawCurves(law, window), simulated };
}

function aboveBottom(curve: readonly Point[], bottom: number): readonly Point[] {
  return bottom === 0 ? curve : curve.map(({ x, y }) => ({ x, y: y < bottom ? Number.NaN : y }));
}

/** The bulks within the window, unbounded ends cut off there. */
function within(bulks: readonly Bulk[], window: Range): Range[] {
  return bulks
    .map(
      ({ left, right }): Range => [
        Math.max(left.location ?? -Infinity, window[0]),
        Math.min(right.location ?? Infinity, window[1]),
      ],
    )
    .filter(([lower, upper]) => lower < upper);
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
