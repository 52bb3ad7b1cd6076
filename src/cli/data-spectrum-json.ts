/** A data set's spectrum as `spectrum --json` prints it: nothing of files or times, so that the same numbers give the same bytes. */

import type { DataComparison } from '../dataset/data-comparison';
import type { DataOutlier } from '../dataset/data-law';
import type { HessianSpectrum, RowsSpectrum } from '../dataset/hessian-spectrum';

export function dataSpectrumJson(spectrum: HessianSpectrum) {
  const { dataset, w, intercept, fit, heldOut } = spectrum;
  const { loss, standardize } = dataset;
  return {
    loss,
    standardize,
    weights: Array.from(w),
    intercept,
    fit,
    ...rowsJson(spectrum),
    heldOut: heldOut && rowsJson(heldOut),
  };
}

function rowsJson(rows: RowsSpectrum) {
  const { samples, features, labels, names, survey, eigenvalues, pairs, orthogonality, trace } = rows;
  return {
    samples,
    features,
    labels,
    ...(names && { names }),
    constantColumns: survey.constant,
    duplicateColumns: survey.duplicates,
    eigenvalues: eigenvalues && Array.from(eigenvalues),
    trace,
    pairs: pairs.map(({ index, eigenvalue, residual, alignment }) => ({ index, eigenvalue, residual, alignment })),
    orthogonality,
    law: rows.comparison === null ? { reason: rows.lawReason } : comparisonJson(rows.comparison),
  };
}

function comparisonJson({ law, equalLengths, marks, missing, bulk, distance, marchenkoPastur }: DataComparison) {
  const { estimator, shrinkage } = law.covariance;
  return {
    covariance: { estimator, shrinkage },
    fitted: law.fitted,
    equalLengths,
    support: law.law.support,
    atomAtZero: law.law.atomAtZero,
    bulk,
    distance,
    marchenkoPastur: marchenkoPastur && { distance: marchenkoPastur.distance },
    outliers: marks.map((mark) => ({
      index: mark.index,
      eigenvalue: mark.eigenvalue,
      verdict: mark.verdict,
      side: mark.side,
      edgePValue: mark.edgePValue,
      alignment: mark.alignment,
      along: mark.along,
      cause: mark.cause,
      score: mark.score,
      outlierPValue: mark.outlierPValue,
      predicted: mark.predicted && predictionJson(mark.predicted),
    })),
    missing: missing.map(predictionJson),
  };
}

function predictionJson({ location, side, alignment, cause, standardDeviation }: DataOutlier) {
  return { location, side, alignment, cause, standardDeviation };
}
