/** A data set's spectrum held against the law of its features and curvatures. */

import { fitMarchenkoPastur, type MarchenkoPastur } from '../law/distribution/marchenko-pastur';
import { type Distance, distanceTo } from '../numerics/sample-statistics';
import { zeroTolerance } from '../numerics/zeros';
import type { Eigenpair } from '../simulation/spectrum';
import type { DataLaw, DataOutlier } from './data-law';
import { type MarkedEigenvalue, markEigenvalues } from './mark-eigenvalues';
import { type KeptColumns, shifted } from './prepared-rows';

/** An eigenvalue that lies outside of the law's bulks, or that a predicted outlier takes. */
export interface OutlierMark extends MarkedEigenvalue {
  /** Null where the verdict is another than 'outlier'. */
  readonly predicted: DataOutlier | null;
  /** The squared cosines of its eigenvector; empty where that was not computed. */
  readonly alignment: Eigenpair['alignment'];
}

export interface DataComparison {
  readonly law: DataLaw;
  /** Whether the law is that of the rows at one length. */
  readonly equalLengths: boolean;
  /** Ascending; none with extremes alone. */
  readonly marks: readonly OutlierMark[];
  /** Predicted outliers that no eigenvalue was found for. */
  readonly missing: readonly DataOutlier[];
  /** The ends of the eigenvalues that are no outliers, explained or not, zeros apart; null with extremes alone. */
  readonly bulk: readonly [number, number] | null;
  /** The distance of all eigenvalues but zeros and explained outliers to the law's continuous part: what is unexplained counts. */
  readonly distance: Distance | null;
  /** The Marchenko-Pastur law with the bulk's ends, and the distance of the same eigenvalues to it. */
  readonly marchenkoPastur: { readonly law: MarchenkoPastur; readonly distance: Distance } | null;
}

/** At most so many eigenvectors are computed for the marks of either end. */
const MOST_VECTORS = 24;

/** Indices of the eigenvalues whose vectors a comparison wants: the farthest of each end among those that are marked without. */
export function indicesToMark(law: DataLaw, eigenvalues: Float64Array): number[] {
  const marked = markEigenvalues(law, eigenvalues).marked.filter(({ verdict }) => verdict !== 'zero');
  const indices = marked.map(({ index }) => index);
  return indices.filter((_, k) => k < MOST_VECTORS || k >= indices.length - MOST_VECTORS);
}

/**
 * @param eigenvalues of the kept columns' H, as are the pairs; the marks' indices are among all
 */
export function compareData(
  law: DataLaw,
  eigenvalues: Float64Array | null,
  pairs: readonly Eigenpair[],
  columns: KeptColumns,
): Omit<DataComparison, 'equalLengths'> {
  if (eigenvalues === null) return { law, marks: [], missing: [], bulk: null, distance: null, marchenkoPastur: null };
  const alignments = new Map(pairs.map(({ index, alignment }) => [index, alignment]));
  const { marked, missing } = markEigenvalues(law, eigenvalues, { alignments });
  const marks = marked.map((mark) => ({
    ...shifted(mark, columns),
    predicted: mark.outlier === null ? null : law.outliers[mark.outlier],
    alignment: alignments.get(mark.index) ?? {},
  }));
  const found = { law, marks, missing: missing.map((k) => law.outliers[k]) };

  const verdicts = new Map(marked.map(({ index, verdict }) => [index, verdict]));
  const tolerance = zeroTolerance(eigenvalues);
  const without = (...left: readonly MarkedEigenvalue['verdict'][]) =>
    eigenvalues.filter((value, index) => {
      const verdict = verdicts.get(index);
      return Math.abs(value) > tolerance && !(verdict !== undefined && left.includes(verdict));
    });
  const inside = without('outlier', 'unexplained');
  if (inside.length === 0) return { ...found, bulk: null, distance: null, marchenkoPastur: null };
  const bulk = [inside[0], inside[inside.length - 1]] as const;
  // What nothing explains counts against the law.
  const values = without('outlier');
  const { atomAtZero, aspectRatio } = law.law;
  const cdf = (x: number) => (law.law.cdf(x) - (x >= 0 ? atomAtZero : 0)) / (1 - atomAtZero);
  const fit = fitMarchenkoPastur(bulk[0], bulk[1], aspectRatio);
  return {
    ...found,
    bulk,
    distance: distanceTo(values, cdf),
    marchenkoPastur: { law: fit, distance: distanceTo(values, (x) => fit.cdf(x)) },
  };
}
