/** The law along a path of models: its edges at each step, and its outliers by identity from birth to death. */

import { checkNumber } from '../../check';
import { ModelError } from '../../errors';
import { type Model, SIGNALS } from '../../model/model';
import { straightPath } from '../../model/variation';
import { holds } from '../bulk/stretch';
import type { Law, Outlier } from '../law';
import { type Passage, type Station, Stations } from './passage';

export interface PathOptions {
  /** The range of t; by default 0 to 1. */
  readonly from?: number;
  readonly to?: number;
  /** Steps between them, by default 32. An outlier that comes and goes within one step is not seen. */
  readonly steps?: number;
}

/** A path: the model at t, or the two ends of a straight line. */
export type ModelPath = ((t: number) => Model) | { readonly from: Model; readonly to: Model };

export interface LawPath {
  /** `steps` + 1, by t. */
  readonly points: readonly PathPoint[];
  /** In the order of their births. */
  readonly tracks: readonly OutlierTrack[];
}

export interface PathPoint {
  readonly t: number;
  readonly model: Model;
  readonly law: Law;
  /** Ascending, as in `law.outliers`. */
  readonly outliers: readonly TrackedOutlier[];
}

export interface TrackedOutlier extends Outlier {
  /** An outlier keeps its id from point to point, and has it to itself. */
  readonly id: number;
}

export interface OutlierTrack {
  readonly id: number;
  /** Where it left the bulk; null if it is there from the start. */
  readonly birth: Passage | null;
  /** Where it went back; null if it is there at the end. */
  readonly death: Passage | null;
  readonly positions: readonly (Pick<Outlier, 'location' | 'side' | 'alignment'> & { readonly t: number })[];
}

/**
 * The law at `steps` + 1 points of the path. Outliers are followed through the indices of threshold.ts; two that cross on
 * the way are told apart by their alignments.
 *
 * @example lawAlongPath({ from: model, to: defineModel({ ...input, w: input.wStar }) })
 * @throws ModelError for ends that differ in more than signals and aspect ratio.
 */
export function lawAlongPath(path: ModelPath, options: PathOptions = {}): LawPath {
  const from = checkNumber('lawAlongPath: from', options.from ?? 0);
  const to = checkNumber('lawAlongPath: to', options.to ?? 1);
  const steps = checkNumber('lawAlongPath: steps', options.steps ?? 32, { min: 1, integer: true });
  if (!(from < to)) throw new ModelError('lawAlongPath: to', `more than from = ${from}`, to);
  const stations = new Stations(typeof path === 'function' ? path : straightPath(path.from, path.to));
  const tracker = new Tracker();
  const points: PathPoint[] = [];
  let last: Station | null = null;
  for (let step = 0; step <= steps; step++) {
    const station = stations.at(step === steps ? to : from + ((to - from) * step) / steps);
    points.push(tracker.advance(station, last === null ? [] : stations.passages(last, station)));
    last = station;
  }
  return { points, tracks: tracker.tracks };
}

type MutableTrack = { -readonly [Field in keyof OutlierTrack]: OutlierTrack[Field] } & {
  positions: OutlierTrack['positions'][number][];
};

class Tracker {
  readonly tracks: MutableTrack[] = [];
  /** Ids of the outliers that are there, by stretch and index. */
  #present = new Map<string, number>();

  advance(station: Station, passages: readonly Passage[]): PathPoint {
    for (const passage of passages) {
      const name = nameOf(passage.key, passage.index);
      const id = this.#present.get(name);
      if (passage.kind === 'birth' && id === undefined) this.#present.set(name, this.#begin(passage));
      else if (passage.kind === 'death' && id !== undefined) {
        this.tracks[id].death = passage;
        this.#present.delete(name);
      }
    }
    const seen = new Map<string, number>();
    const outliers: TrackedOutlier[] = [];
    for (const { key, first, last, stretch } of station.stretches.values()) {
      const found = station.law.outliers.filter(({ location }) => holds(stretch, location));
      const names = Array.from({ length: last - first }, (_, k) => nameOf(key, first + k));
      const ids = names.map((name) => this.#present.get(name) ?? this.#begin(null));
      for (const [k, id] of this.#uncrossed(ids, found).entries()) {
        seen.set(names[k], id);
        if (found[k] === undefined) continue;
        const { location, side, alignment } = found[k];
        this.tracks[id].positions.push({ t: station.t, location, side, alignment });
        outliers.push({ ...found[k], id });
      }
    }
    this.#present = seen;
    outliers.sort((a, b) => a.location - b.location);
    return { t: station.t, model: station.model, law: station.law, outliers };
  }

  #begin(birth: Passage | null): number {
    this.tracks.push({ id: this.tracks.length, birth, death: null, positions: [] });
    return this.tracks.length - 1;
  }

  /** The ids in the order in which they continue, where neighbors have changed places. */
  #uncrossed(ids: readonly number[], found: readonly Outlier[]): number[] {
    const order = [...ids];
    for (let k = 0; k + 1 < order.length; k++) {
      const [a, b] = [order[k], order[k + 1]].map((id) => this.tracks[id].positions.at(-1));
      if (!a || !b || !found[k + 1]) continue;
      const stay = difference(a, found[k]) + difference(b, found[k + 1]);
      const swap = difference(a, found[k + 1]) + difference(b, found[k]);
      if (swap < stay / 4) [order[k], order[k + 1]] = [order[k + 1], order[k]];
    }
    return order;
  }
}

function difference(a: Pick<Outlier, 'alignment'>, b: Pick<Outlier, 'alignment'>): number {
  return SIGNALS.reduce((sum, name) => sum + Math.abs((a.alignment[name] ?? 0) - (b.alignment[name] ?? 0)), 0);
}

function nameOf(key: string, index: number): string {
  return `${key}#${index}`;
}
