/**
 * Which eigenvalues of data's Hessian the law explains, and by what.
 *
 * Those inside of a bulk are its own. One outside is, in this order: the eigenvalue of a predicted outlier, if it is within some
 * spreads of it and, where its eigenvector is known, along the signals that it should be along; a fluctuation of the bulk's edge,
 * if the Tracy-Widom law makes it likely enough; or unexplained. Each predicted outlier takes one eigenvalue, the nearest one, those
 * furthest from the bulk first; an outlier close to an edge may take the bulk's own last eigenvalue.
 */

import { checkNumber } from '../check';
import { edgeFluctuation, outlierPValue } from '../law/finite-size/fluctuation';
import type { Bulk, Outlier } from '../law/law';
import { SIGNALS, type Signal } from '../model/model';
import { gaussianCdf } from '../numerics/gaussian';
import { zeroTolerance } from '../numerics/zeros';
import { checkFinite, checkFloat64Array } from '../rows/user-array';
import type { DataLaw, DataOutlier } from './data-law';

/** Squared cosines of an eigenvector with mean, w, wStar. */
export type ObservedAlignment = Readonly<Partial<Record<Signal, number>>>;

export interface MarkOptions {
  /** The alignments of the eigenvectors that are known, by the index of the eigenvalue. */
  readonly alignments?: ReadonlyMap<number, ObservedAlignment>;
  /** How many standard deviations an eigenvalue may be from its predicted place; 4 by default. */
  readonly spreads?: number;
  /** The p-value below which an eigenvalue is no fluctuation of the edge; 0.01 by default. */
  readonly level?: number;
}

export interface MarkedEigenvalue {
  readonly index: number;
  readonly eigenvalue: number;
  /** 'zero' is zero to rounding where the law has no mass: features that are constant or repeat others. */
  readonly verdict: 'outlier' | 'edge' | 'zero' | 'unexplained';
  readonly side: Outlier['side'];
  /** The probability that the bulk's extreme eigenvalue is as far out; null, with a reason, where that is not known. */
  readonly edgePValue: number | null;
  readonly reason: string | null;
  /** Which of the law's outliers, and what makes it. */
  readonly outlier: number | null;
  readonly cause: readonly Signal[];
  /** How many standard deviations it is from the predicted place, and the two-sided p-value. */
  readonly score: number | null;
  readonly outlierPValue: number | null;
  /** The signal that the eigenvector is mostly along, where it is known: a hint where nothing else explains it. */
  readonly along: Signal | null;
}

export interface Marking {
  /** Outside of the bulks, or an outlier's; ascending. */
  readonly marked: readonly MarkedEigenvalue[];
  /** All others. */
  readonly bulkCount: number;
  /** Indices of the law's outliers that no eigenvalue was found for. */
  readonly missing: readonly number[];
}

/** The least share of the predicted alignment with its first cause that an outlier's eigenvector must have. */
const LEAST_ALIGNMENT = 0.25;
/** The squared cosine from which on an eigenvector is mostly along a signal. */
const MOSTLY = 0.5;

/**
 * @param eigenvalues of H, ascending, all of them
 * @throws ModelError for an array of another length than p, NaN or Infinity; as the law does
 */
export function markEigenvalues(data: DataLaw, eigenvalues: Float64Array, options: MarkOptions = {}): Marking {
  const { alignments = new Map<number, ObservedAlignment>(), spreads = 4, level = 0.01 } = options;
  checkNumber('spreads', spreads, { above: 0 });
  checkNumber('level', level, { min: 0, max: 1 });
  checkFinite('eigenvalues', checkFloat64Array('eigenvalues', eigenvalues));
  checkNumber('eigenvalues.length', eigenvalues.length, { min: data.features, max: data.features });
  const { law } = data;
  const tolerance = zeroTolerance(eigenvalues);
  const isZero = (value: number) => Math.abs(value) <= tolerance;
  const outside = new Set<number>();
  eigenvalues.forEach((value, index) => {
    if (isZero(value) ? law.atomAtZero === 0 && !isInside(law.bulks, 0) : !isInside(law.bulks, value))
      outside.add(index);
  });
  const candidates = new Set([...outside].filter((index) => !isZero(eigenvalues[index])));
  for (const index of lastOfBulks(law.bulks, eigenvalues)) candidates.add(index);
  const matches = matched(data, eigenvalues, candidates, alignments, spreads);
  const indices = new Set([...outside, ...matches.keys()]);
  const marked = [...indices]
    .sort((a, b) => a - b)
    .map((index): MarkedEigenvalue => {
      const eigenvalue = eigenvalues[index];
      const match = matches.get(index);
      const side = match === undefined ? sideOf(law.bulks, eigenvalue) : data.outliers[match].side;
      const { pValue, reason } = outlierPValue(law, eigenvalue, data, side);
      const isEdge = pValue !== null && pValue >= level;
      const verdict = match !== undefined ? 'outlier' : isZero(eigenvalue) ? 'zero' : isEdge ? 'edge' : 'unexplained';
      const score = match === undefined ? null : scoreOf(data, data.outliers[match], eigenvalue);
      return {
        index,
        eigenvalue,
        verdict,
        side,
        edgePValue: pValue,
        reason,
        outlier: match ?? null,
        cause: match === undefined ? [] : data.outliers[match].cause,
        score,
        outlierPValue: score === null ? null : 2 * gaussianCdf(-Math.abs(score)),
        along: mostlyAlong(alignments.get(index)),
      };
    });
  const found = new Set(matches.values());
  return {
    marked,
    bulkCount: eigenvalues.length - marked.length,
    missing: [...data.outliers.keys()].filter((k) => !found.has(k)),
  };
}

/** A map from the index of an eigenvalue to that of its outlier. */
function matched(
  data: DataLaw,
  eigenvalues: Float64Array,
  candidates: ReadonlySet<number>,
  alignments: ReadonlyMap<number, ObservedAlignment>,
  spreads: number,
): Map<number, number> {
  const matches = new Map<number, number>();
  const byDistance = [...data.outliers.keys()].sort(
    (a, b) => distanceToBulk(data.law.bulks, data.outliers[b]) - distanceToBulk(data.law.bulks, data.outliers[a]),
  );
  for (const k of byDistance) {
    const outlier = data.outliers[k];
    const scores = [...candidates]
      .filter((index) => !matches.has(index) && isAlong(outlier, alignments.get(index)))
      .map((index) => ({ index, score: Math.abs(scoreOf(data, outlier, eigenvalues[index])) }))
      .filter(({ score }) => score <= spreads)
      .sort((a, b) => a.score - b.score);
    if (scores.length > 0) matches.set(scores[0].index, k);
  }
  return matches;
}

function scoreOf(data: DataLaw, outlier: DataOutlier, eigenvalue: number): number {
  const deviation = outlier.standardDeviation ?? edgeScale(data, outlier);
  return (eigenvalue - outlier.location) / Math.hypot(deviation, outlier.error);
}

/** The spread of the nearest edge, where that of the outlier is not known. */
function edgeScale({ law, samples, features }: DataLaw, outlier: Outlier): number {
  const ends = law.bulks.flatMap(({ left, right }, bulk) => [
    { bulk, side: 'left' as const, location: left.location },
    { bulk, side: 'right' as const, location: right.location },
  ]);
  const distance = (location: number | null) => Math.abs((location ?? Number.POSITIVE_INFINITY) - outlier.location);
  const nearest = ends.reduce((best, end) => (distance(end.location) < distance(best.location) ? end : best));
  return edgeFluctuation(law, nearest, { samples, features }).standardDeviation ?? 0;
}

function isAlong({ alignment, cause }: DataOutlier, observed: ObservedAlignment | undefined): boolean {
  const [first] = cause;
  if (observed === undefined || first === undefined) return true;
  return (observed[first] ?? 0) >= LEAST_ALIGNMENT * (alignment[first] ?? 0);
}

function mostlyAlong(observed: ObservedAlignment | undefined): Signal | null {
  const share = (signal: Signal) => observed?.[signal] ?? 0;
  const best = SIGNALS.reduce((most, signal) => (share(signal) > share(most) ? signal : most));
  return share(best) >= MOSTLY ? best : null;
}

function ends({ left, right }: Bulk): readonly [number, number] {
  return [left.location ?? Number.NEGATIVE_INFINITY, right.location ?? Number.POSITIVE_INFINITY];
}

function isInside(bulks: readonly Bulk[], x: number): boolean {
  return bulks.some((bulk) => ends(bulk)[0] <= x && x <= ends(bulk)[1]);
}

function distanceToBulk(bulks: readonly Bulk[], { location }: Outlier): number {
  return Math.min(...bulks.flatMap(ends).map((end) => Math.abs(end - location)));
}

function sideOf(bulks: readonly Bulk[], x: number): Outlier['side'] {
  if (x < ends(bulks[0])[0]) return 'left';
  return x > ends(bulks[bulks.length - 1])[1] ? 'right' : 'gap';
}

/** The first and last eigenvalues in each bulk. */
function lastOfBulks(bulks: readonly Bulk[], eigenvalues: Float64Array): number[] {
  return bulks.flatMap((bulk) => {
    const [low, high] = ends(bulk);
    const inside = Array.from(eigenvalues.keys()).filter((i) => eigenvalues[i] >= low && eigenvalues[i] <= high);
    return inside.length > 0 ? [inside[0], inside[inside.length - 1]] : [];
  });
}
