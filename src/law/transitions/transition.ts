/**
 * Phase transitions: the norms of a signal, or the aspect ratios, at which an outlier leaves the bulk or returns to it.
 *
 * The range is sampled, the number of outliers beyond each edge is certified at every sample by the inertia of the pencil,
 * and each change of it is solved for as a root of the pencil's eigenvalue at the edge (see passage.ts). Where such an
 * eigenvalue comes near zero between samples without a change, its extremum is looked at too, so that an outlier that
 * comes and goes in between is found. Samples are geometric: both parameters are scales.
 */

import { checkName, checkNumber } from '../../check';
import { ConvergenceError, MinimizerError, ModelError } from '../../errors';
import { type Model, SIGNALS, type Signal } from '../../model/model';
import { PARAMETERS, type Parameter, parameterOf, withParameter } from '../../model/variation';
import { findMinimum } from '../../numerics/roots';
import { holds } from '../bulk/stretch';
import type { End, Side } from '../outliers/threshold';
import { type Passage, type Station, Stations } from './passage';

export interface TransitionOptions {
  /** A signal: its norm, along its direction. Or the aspect ratio c. */
  readonly vary: Parameter;
  /** The range searched and drawn; by default wide for the search, and about the critical value for the curve. */
  readonly from?: number;
  readonly to?: number;
  /** Points of the curve apart from the critical ones, by default 41. */
  readonly points?: number;
}

/** One value at which the number of outliers changes. */
export interface CriticalValue {
  readonly value: number;
  /** Estimated absolute error of `value`. */
  readonly error: number;
  /** The outlier is there just above the value, or just below it. */
  readonly present: 'above' | 'below';
  readonly side: Side;
  /** Where the outlier meets the bulk. */
  readonly edge: number;
  /** Through an edge, or with a gap that opens or closes. */
  readonly through: Passage['through'];
  /** Squared cosines of the signals with the eigenvector's limit. */
  readonly direction: Passage['direction'];
}

export interface TransitionPoint {
  readonly value: number;
  /** Null where the bulk has no such edge. */
  readonly edge: number | null;
  /** Null where there is no outlier. */
  readonly location: number | null;
  /** |location - edge|; 0 without an outlier. */
  readonly gap: number;
  /** Squared cosine with `signal`; 0 without an outlier. */
  readonly alignment: number;
}

export interface Transition {
  readonly parameter: Parameter;
  /** The model's own value. */
  readonly value: number;
  /**
   * Of `criticals`, the one nearest to the model's own value by ratio, among those whose outlier is more the varied
   * signal's than any other's if there are such. Null if there is none: `reason` then says why.
   */
  readonly critical: number | null;
  /** Ascending. */
  readonly criticals: readonly CriticalValue[];
  readonly reason: string | null;
  /** The range in which `criticals` is complete. */
  readonly searched: readonly [number, number];
  /** The outlier and the edge that the curve follows: those of the critical value, else those nearest to one. */
  readonly side: Side | null;
  /** The signal whose alignment the curve gives: the one varied, or the one that the outlier is along. */
  readonly signal: Signal | null;
  readonly curve: readonly TransitionPoint[];
}

/** By default the norm of a signal is searched over this range, widened to hold the model's own value. */
const NORMS = [0.02, 12] as const;
/** By default c is searched down and up to this factor. */
const RATIOS = 64;
const SAMPLES = 32;
const POINTS = 41;
/** The curve goes this factor below and above the values of interest. */
const CURVE = [1 / 4, 2.5] as const;
/** A margin below this is near its threshold. */
const NEAR = 0.5;
/** A minimum less deep than this is none. */
const FLAT = 0.99;
/** Shares of an outlier this close are equal. */
const TIE = 1e-6;

/**
 * @throws ModelError for a parameter that is none; ConvergenceError if the model's own law fails.
 */
export function transition(model: Model, options: TransitionOptions): Transition {
  const vary = checkName('transition: vary', options.vary, PARAMETERS);
  const points = checkNumber('transition: points', options.points ?? POINTS, { min: 2, integer: true });
  if (vary === 'w' && model.minimizer) {
    throw new ModelError('transition: vary', 'mean, wStar or aspectRatio (w is fitted)', vary);
  }
  const value = parameterOf(model, vary);
  if (value === 0) return nothing(vary, `${vary} is zero: it has no direction along which it could grow`);
  const [from, to] = rangeOf(options, vary, value);
  const stations = new Stations((logarithm) => withParameter(model, vary, Math.exp(logarithm)));
  const samples = refined(stations, sampled(stations, Math.log(from), Math.log(to), Math.log(value)));
  const passages = samples.slice(1).flatMap((sample, k) => stations.passages(samples[k], sample));
  const chosen = nearest(passages, vary, Math.log(value));
  const searched = [Math.exp(samples[0].t), Math.exp(samples[samples.length - 1].t)] as const;
  const home = stations.at(Math.log(value));
  const followed = chosen ?? nearestThreshold(home);
  const signal = followed && (vary === 'aspectRatio' ? strongest(followed.direction) : vary);
  const near = [value, ...(chosen ? [Math.exp(chosen.t)] : [])];
  const ends = [
    Math.max(searched[0], options.from ?? CURVE[0] * Math.min(...near)),
    Math.min(searched[1], options.to ?? CURVE[1] * Math.max(...near)),
  ];
  const values = [
    ...Array.from({ length: points }, (_, k) => ends[0] * (ends[1] / ends[0]) ** (k / (points - 1))),
    ...passages.map(({ t }) => Math.exp(t)).filter((critical) => critical > ends[0] && critical < ends[1]),
  ].sort((a, b) => a - b);
  return {
    parameter: vary,
    value,
    critical: chosen ? Math.exp(chosen.t) : null,
    criticals: passages.map(criticalValue),
    reason: chosen ? null : reasonOf(home, vary, searched),
    searched,
    side: followed?.side ?? null,
    signal,
    curve: followed ? values.map((at) => curvePoint(stations, at, followed, signal)) : [],
  };
}

function nothing(parameter: Parameter, reason: string): Transition {
  const none = { critical: null, criticals: [], side: null, signal: null, curve: [] };
  return { parameter, value: 0, ...none, reason, searched: [0, 0] };
}

function rangeOf({ from, to }: TransitionOptions, vary: Parameter, value: number): [number, number] {
  const [low, high] = vary === 'aspectRatio' ? [value / RATIOS, value * RATIOS] : NORMS;
  const start = checkNumber('transition: from', from ?? Math.min(low, value / 2), { above: 0 });
  const end = checkNumber('transition: to', to ?? Math.max(high, 2 * value), { above: 0 });
  if (!(start < end)) throw new ModelError('transition: to', `more than from = ${start}`, end);
  return [start, end];
}

/** Stations from `home` outwards over the range, as far as the law can be worked out. */
function sampled(stations: Stations, from: number, to: number, home: number): Station[] {
  const grid = Array.from({ length: SAMPLES + 1 }, (_, k) => from + ((to - from) * k) / SAMPLES);
  if (home > from && home < to) grid.push(home);
  const samples: Station[] = [];
  for (const t of grid.filter((t) => t >= home).sort((a, b) => a - b)) if (!collect(stations, t, samples)) break;
  for (const t of grid.filter((t) => t < home).sort((a, b) => b - a)) if (!collect(stations, t, samples)) break;
  return samples.sort((a, b) => a.t - b.t);
}

function collect(stations: Stations, t: number, samples: Station[]): boolean {
  try {
    samples.push(stations.at(t));
    return true;
  } catch (error) {
    const isEnd = error instanceof ConvergenceError || error instanceof MinimizerError;
    if (!isEnd || samples.length === 0) throw error;
    return false;
  }
}

/** The samples, and between them those at which a margin that comes near zero is nearest to it. */
function refined(stations: Stations, samples: readonly Station[]): Station[] {
  const all = [...samples];
  for (let k = 1; k + 1 < samples.length; k++) {
    const [before, here, after] = samples.slice(k - 1, k + 2);
    for (const [key, stretch] of here.stretches) {
      for (const end of ['start', 'end'] as const) {
        const negative = stretch[end]?.negative;
        if (negative === undefined) continue;
        for (const index of [negative - 1, negative]) {
          const sizeAt = (t: number) => {
            const value = stations.at(t).stretches.get(key)?.[end]?.value(index) ?? Number.NaN;
            return index < negative ? -value : value;
          };
          const [left, size, right] = [sizeAt(before.t), sizeAt(here.t), sizeAt(after.t)];
          const isLowest = size <= left && size <= right && size < FLAT * Math.max(left, right);
          if (!(size > 0 && size < NEAR && isLowest)) continue;
          const lowest = findMinimum(sizeAt, before.t, after.t, 1e-6, 0);
          if (lowest.value < 0) all.push(stations.at(lowest.x));
        }
      }
    }
  }
  return all.sort((a, b) => a.t - b.t);
}

function nearest(passages: readonly Passage[], vary: Parameter, home: number): Passage | null {
  const own = passages.filter(({ direction }) => {
    if (vary === 'aspectRatio') return true;
    return (direction[vary] ?? 0) >= Math.max(...Object.values(direction)) - TIE;
  });
  const byDistance = (own.length > 0 ? own : [...passages]).sort((a, b) => Math.abs(a.t - home) - Math.abs(b.t - home));
  return byDistance[0] ?? null;
}

type Followed = Pick<Passage, 'key' | 'end' | 'index' | 'side' | 'direction'>;

/** An outlier that the model has, else the edge nearest to letting one out. */
function nearestThreshold({ stretches }: Station): Followed | null {
  const candidates: (Followed & { readonly margin: number })[] = [];
  for (const [key, { side, start, end, first, count }] of stretches) {
    for (const [name, threshold] of Object.entries({ start, end })) {
      if (!threshold || threshold.modes.length === 0) continue;
      const next = name === 'start' ? threshold.negative - 1 : threshold.negative;
      const index = count > 0 ? first : next;
      const held = threshold.modes.find(({ margin }) => margin < 0)?.margin ?? Number.NEGATIVE_INFINITY;
      const margin = count > 0 ? Number.POSITIVE_INFINITY : held;
      candidates.push({ key, end: name as End, index, side, margin, direction: threshold.direction(index) });
    }
  }
  return candidates.sort((a, b) => b.margin - a.margin)[0] ?? null;
}

function strongest(direction: Passage['direction']): Signal | null {
  const share = (signal: Signal) => direction[signal] ?? -1;
  const best = [...SIGNALS].sort((a, b) => share(b) - share(a))[0];
  return share(best) >= 0 ? best : null;
}

function criticalValue({ t, error, kind, side, location, through, direction }: Passage): CriticalValue {
  const value = Math.exp(t);
  const present = kind === 'birth' ? 'above' : 'below';
  return { value, error: value * error, present, side, edge: location, through, direction };
}

function curvePoint(stations: Stations, value: number, followed: Followed, signal: Signal | null): TransitionPoint {
  const { law, stretches } = stations.at(Math.log(value));
  const stretch = stretches.get(followed.key);
  const edge = stretch?.[followed.end]?.location ?? null;
  const found = stretch ? law.outliers.filter(({ location }) => holds(stretch.stretch, location)) : [];
  const outlier = found[followed.index - (stretch?.first ?? 0)];
  if (!outlier || edge === null) return { value, edge, location: null, gap: 0, alignment: 0 };
  const { location, alignment } = outlier;
  return { value, edge, location, gap: Math.abs(location - edge), alignment: signal ? (alignment[signal] ?? 0) : 0 };
}

function reasonOf({ law, stretches }: Station, vary: Parameter, [from, to]: readonly [number, number]): string {
  if (law.structure.bulks.length === 0) return 'the spectrum is all at zero';
  if (![...stretches.values()].some(({ start, end }) => start ?? end)) {
    return 'the curvature is unbounded on both sides: the bulk has no edge that an outlier could pass';
  }
  const range = `${Number(from.toPrecision(3))} to ${Number(to.toPrecision(3))}`;
  return `the number of outliers is the same for every ${vary === 'aspectRatio' ? 'p/n' : `norm of ${vary}`} from ${range}`;
}
