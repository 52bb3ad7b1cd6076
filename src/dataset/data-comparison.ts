/** A data set's spectrum held against the law of its features and curvatures. */

import { type Distance, distanceTo } from '../distance';
import type { SampleSize } from '../law/finite-size';
import type { Law } from '../law/law';
import { fitMarchenkoPastur, type MarchenkoPastur } from '../law/marchenko-pastur';
import type { Eigenpair } from '../simulation/spectrum';
import { zeroTolerance } from '../simulation/zeros';
import { type KeptColumns, shifted } from './kept-columns';
import type { DataLaw, DataOutlier } from './law-of-data';
import { markOutliers, type OutlierMark, outsideOf } from './outlier-marks';

export interface DataComparison {
  readonly law: DataLaw;
  /** Eigenvalues outside, and those that a predicted outlier explains, ascending. */
  readonly marks: readonly OutlierMark[];
  /** Predicted outliers that no eigenvector has what it takes for. */
  readonly missing: readonly DataOutlier[];
  /** Predicted outliers whose eigenvectors have next to nothing of mean, w and teacher: they cannot be recognized. */
  readonly faint: readonly DataOutlier[];
  /** Eigenvalues outside whose eigenvectors were not computed, being too many: unexplained, or unknown. */
  readonly unmarked: number;
  /** The ends of the eigenvalues that are not marked, zeros apart; null with extremes alone. */
  readonly bulk: readonly [number, number] | null;
  /** Of the bulk to the law's continuous part. */
  readonly distance: Distance | null;
  /** The Marchenko-Pastur law with the bulk's ends, and the bulk's distance to it. */
  readonly marchenkoPastur: { readonly law: MarchenkoPastur; readonly distance: Distance } | null;
}

/** Eigenvectors of eigenvalues outside, at most, on either side. */
const MOST_OUTSIDE = 24;

/** Indices of the eigenvalues whose vectors a comparison needs: those outside, the farthest of each end. */
export function indicesOutside(law: Law, eigenvalues: Float64Array, size: SampleSize): number[] {
  const outside = outsideIndices(law, eigenvalues, size);
  return outside.filter((_, k) => k < MOST_OUTSIDE || k >= outside.length - MOST_OUTSIDE);
}

/**
 * @param eigenvalues of the kept columns' H, as are the pairs; the marks' indices are among all
 */
export function compareData(
  law: DataLaw,
  eigenvalues: Float64Array | null,
  pairs: readonly Eigenpair[],
  columns: KeptColumns,
): DataComparison {
  const size = { samples: law.samples, features: law.features };
  const { marks: found, missing, faint } = markOutliers(law.law, law.outliers, pairs, size);
  const marks = found.map((mark) => shifted(mark, columns));
  if (eigenvalues === null) {
    return { law, marks, missing, faint, unmarked: 0, bulk: null, distance: null, marchenkoPastur: null };
  }
  const marked = new Set(found.map(({ index }) => index));
  const unmarked = outsideIndices(law.law, eigenvalues, size).filter((index) => !marked.has(index)).length;
  const rest = eigenvalues.filter((_, index) => !marked.has(index));
  const values = rest.filter((value) => Math.abs(value) > zeroTolerance(eigenvalues));
  if (values.length === 0)
    return { law, marks, missing, faint, unmarked, bulk: null, distance: null, marchenkoPastur: null };
  const bulk = [values[0], values[values.length - 1]] as const;
  const { atomAtZero, aspectRatio } = law.law;
  const cdf = (x: number) => (law.law.cdf(x) - (x >= 0 ? atomAtZero : 0)) / (1 - atomAtZero);
  const fit = fitMarchenkoPastur(bulk[0], bulk[1], aspectRatio);
  return {
    ...{ law, marks, missing, faint, unmarked, bulk },
    distance: distanceTo(values, cdf),
    marchenkoPastur: { law: fit, distance: distanceTo(values, (x) => fit.cdf(x)) },
  };
}

function outsideIndices(law: Law, eigenvalues: Float64Array, size: SampleSize): number[] {
  // Zeros come from p > n and from columns that depend on each other.
  const tolerance = zeroTolerance(eigenvalues);
  return Array.from(eigenvalues.keys()).filter((index) => {
    const value = eigenvalues[index];
    return Math.abs(value) > tolerance && outsideOf(law, value, size) !== null;
  });
}
