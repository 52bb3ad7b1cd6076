/**
 * Where, along a path of models, outliers come out of the bulk or go back into it: solved, not scanned.
 *
 * Between two models of the path each stretch outside the support is held against itself (see threshold.ts). An outlier
 * passes an edge where the pencil's eigenvalue of its index, taken at that edge, is zero: a root in t. A gap that opens or
 * closes with outliers inside it is found by bisection.
 */

import type { Model } from '../../model/model';
import { findRoot } from '../../numerics/roots';
import type { AssembledLaw } from '../assembled-law';
import type { CurvatureLaw } from '../curvature/curvature-law';
import { assembledLaw } from '../limiting-law';
import type { Direction } from '../outliers/edge-modes';
import { type End, type Side, type StretchThresholds, type Threshold, thresholdsOf } from '../outliers/threshold';

/** An outlier that leaves the bulk as t grows (a birth) or goes into it (a death). */
export interface Passage {
  readonly kind: 'birth' | 'death';
  readonly t: number;
  /** Estimated absolute error of t. */
  readonly error: number;
  /** Where the edge is at t. */
  readonly location: number;
  readonly side: Side;
  /** Whether it passes an edge, or opens or closes with the gap around it. */
  readonly through: 'edge' | 'gap';
  /** Squared cosines with the signals of the direction that the eigenvector leaves the bulk in. */
  readonly direction: Direction;
  /** Which outlier of which stretch (see threshold.ts), and at which of its ends. */
  readonly key: string;
  readonly end: End;
  readonly index: number;
}

/** The law at one t. */
export interface Station {
  readonly t: number;
  readonly model: Model;
  readonly law: AssembledLaw;
  readonly stretches: ReadonlyMap<string, StretchThresholds>;
}

const ENDS = ['start', 'end'] as const;
/** The end of a bisection, relative to the interval. */
const BISECTED = 2 ** -44;
const ROUGHLY = 2 ** -8;
/** Share of the interval over which the slope of a margin is taken for its error. */
const SLOPE_STEP = 1e-4;

/** Stations kept: the roots on one interval ask for the same ones. */
const KEPT = 128;

/** What the curvature's law depends on. */
const SAME = ['response', 'loss', 'preprocessing', 'covariance', 'mean', 'w', 'intercept', 'wStar'] as const;

/** Stations of a path of models, each worked out once. */
export class Stations {
  readonly #known = new Map<number, Station>();
  #last: { readonly model: Model; readonly curvature: CurvatureLaw } | null = null;

  readonly #modelAt: (t: number) => Model;

  constructor(modelAt: (t: number) => Model) {
    this.#modelAt = modelAt;
  }

  at(t: number): Station {
    const known = this.#known.get(t);
    if (known) return known;
    if (this.#known.size >= KEPT) this.#known.clear();
    const model = this.#modelAt(t);
    const law = assembledLaw(model, this.#curvatureOf(model));
    this.#last = { model, curvature: law.curvature };
    const thresholds = thresholdsOf(law.curve, law.structure);
    const station = { t, model, law, stretches: new Map(thresholds.map((stretch) => [stretch.key, stretch])) };
    this.#known.set(t, station);
    return station;
  }

  /** The last station's curvature, where only c has changed: a preprocessing without a bound may be made for c. */
  #curvatureOf(model: Model): CurvatureLaw | undefined {
    const last = this.#last;
    // What is fitted depends on c, too.
    if (last === null || model.minimizer !== null) return undefined;
    if (model.preprocessing !== null && !('bound' in model.preprocessing)) return undefined;
    return SAME.every((field) => model[field] === last.model[field]) ? last.curvature : undefined;
  }

  /** All passages between two stations, by t. At most one for each outlier and edge is seen. */
  passages(a: Station, b: Station): Passage[] {
    const passages: Passage[] = [];
    for (const key of new Set([...a.stretches.keys(), ...b.stretches.keys()])) {
      const opened = a.stretches.has(key) ? a : this.#appearance(key, a.t, b.t);
      const closed = b.stretches.has(key) ? b : this.#appearance(key, b.t, a.t);
      if (opened !== a) passages.push(...withGap('birth', key, opened, b.t - a.t));
      if (closed !== b) passages.push(...withGap('death', key, closed, b.t - a.t));
      for (const end of ENDS) passages.push(...this.#throughEdge(key, end, opened, closed));
    }
    return passages.sort((x, y) => x.t - y.t);
  }

  /**
   * The first station, from the t without the stretch towards the t with it, at which it is there: roughly where it has
   * no outliers yet, as far as doubles go where it has.
   */
  #appearance(key: string, without: number, present: number): Station {
    const isThere = (t: number) => this.at(t).stretches.has(key);
    const [no, yes] = bisect(isThere, without, present, ROUGHLY);
    const rough = this.at(yes);
    return rough.stretches.get(key)?.count === 0 ? rough : this.at(bisect(isThere, no, yes, BISECTED)[1]);
  }

  #throughEdge(key: string, end: End, a: Station, b: Station): Passage[] {
    const [before, after] = [a, b].map((station) => station.stretches.get(key)?.[end] ?? null);
    const [low, high] = [before?.negative ?? 0, after?.negative ?? 0];
    const kind = low > high === (end === 'start') ? 'birth' : 'death';
    const passages: Passage[] = [];
    for (let index = Math.min(low, high); index < Math.max(low, high); index++) {
      const root = this.#root(key, end, index, a, b);
      const station = this.at(root.t);
      const threshold = station.stretches.get(key)?.[end] ?? before ?? after;
      if (!threshold) continue;
      const side = (station.stretches.get(key) ?? b.stretches.get(key))?.side ?? 'gap';
      const direction = threshold.direction(index);
      passages.push({ kind, ...root, location: threshold.location, side, through: 'edge', direction, key, end, index });
    }
    return passages;
  }

  /** The t at which the eigenvalue of the index is zero at the edge. */
  #root(key: string, end: End, index: number, a: Station, b: Station): { t: number; error: number } {
    const thresholdAt = (t: number): Threshold | null => this.at(t).stretches.get(key)?.[end] ?? null;
    const [fa, fb] = [a, b].map(({ t }) => thresholdAt(t)?.value(index) ?? Number.NaN);
    if (!(Math.sign(fa) * Math.sign(fb) <= 0)) {
      const isNegative = (t: number) => (thresholdAt(t)?.negative ?? 0) > index;
      const target = isNegative(b.t);
      const [, t] = bisect((x) => isNegative(x) === target, a.t, b.t, BISECTED);
      return { t, error: BISECTED * Math.abs(b.t - a.t) };
    }
    // Where the edge is missing in between, infinity makes the search bisect.
    const value = (t: number) => thresholdAt(t)?.value(index) ?? Math.sign(fa) * Number.POSITIVE_INFINITY;
    const { x, uncertainty } = findRoot(value, { a: a.t, fa, b: b.t, fb });
    const step = SLOPE_STEP * (b.t - a.t);
    const [near, far] = x + step > Math.max(a.t, b.t) ? [x - step, x] : [x, x + step];
    const slope = (value(far) - value(near)) / (far - near);
    return { t: x, error: uncertainty + Math.abs((thresholdAt(x)?.error ?? 0) / slope) };
  }
}

/** The outliers that a gap holds when it opens or closes. */
function withGap(kind: Passage['kind'], key: string, station: Station, width: number): Passage[] {
  const stretch = station.stretches.get(key);
  if (!stretch) return [];
  const threshold = (stretch.start ?? stretch.end) as Threshold;
  return Array.from({ length: stretch.count }, (_, k) => ({
    kind,
    t: station.t,
    error: BISECTED * Math.abs(width),
    location: threshold.location,
    side: stretch.side,
    through: 'gap',
    direction: threshold.direction(stretch.first + k),
    key,
    end: stretch.start ? 'start' : 'end',
    index: stretch.first + k,
  }));
}

/** `no` and `yes` brought together until they are `share` of their distance apart; `holds` at `yes`, and not at `no`. */
function bisect(holds: (t: number) => boolean, no: number, yes: number, share: number): [number, number] {
  const width = share * Math.abs(yes - no);
  while (Math.abs(yes - no) > width) {
    const middle = (no + yes) / 2;
    if (middle === no || middle === yes) break;
    if (holds(middle)) yes = middle;
    else no = middle;
  }
  return [no, yes];
}
