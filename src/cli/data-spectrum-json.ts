/** A data set's spectrum as `spectrum --json` prints it: nothing of files or times, so that the same numbers give the same bytes. */

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

function rowsJson({
  samples,
  features,
  labels,
  names,
  survey,
  eigenvalues,
  pairs,
  orthogonality,
  trace,
}: RowsSpectrum) {
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
  };
}
