/** `spectrum`: the Hessian of the loss of data in files. */

import { openRows, readMatrix, readVector } from '../../data/open-rows';
import type { DataComparison } from '../../dataset/data-comparison';
import type { DataOutlier } from '../../dataset/data-law';
import type { CovarianceEstimator } from '../../dataset/estimated-covariance';
import { type HessianSpectrum, hessianSpectrum, type RowsSpectrum } from '../../dataset/hessian-spectrum';
import { LOSS_KINDS, type LossName } from '../../model/losses';
import { renderDataFigure } from '../../plot/data-figure';
import { type Flags, parseCount, UsageError } from '../arguments';
import { checkFigurePath, json, print, writeFigure } from '../output';
import { interruptSignal, progressBar } from '../progress';
import { spectrumTable } from '../spectrum-table';

type SpectrumFlags = Flags<
  | 'features'
  | 'labels'
  | 'weights'
  | 'loss'
  | 'teacher'
  | 'ridge'
  | 'covariance'
  | 'extremes'
  | 'testFeatures'
  | 'testLabels'
  | 'out',
  'standardize' | 'intercept' | 'fit' | 'equalLengths' | 'json'
>;

export async function runSpectrum(flags: SpectrumFlags): Promise<void> {
  const extremes = parseCount('extremes', flags.extremes);
  const ridge = parseRidge(flags);
  const out = await checkFigurePath(flags.out);
  if (out !== null && (extremes !== undefined || flags.covariance === 'none')) {
    throw new UsageError(
      '--out: a picture takes all eigenvalues and a law: expected neither --extremes nor --covariance none',
    );
  }
  const loss = parseLoss(flags.loss);
  const [featuresPath, labelsPath] = [required('features', flags.features), required('labels', flags.labels)];
  const [weightsPath, teacherPath] = [optional('weights', flags.weights), optional('teacher', flags.teacher)];
  const [testFeatures, testLabels] = [
    optional('test-features', flags.testFeatures),
    optional('test-labels', flags.testLabels),
  ];
  if ((weightsPath === null) === (ridge === null))
    throw new UsageError('expected --weights <file> or --fit, one of them');
  if ((testFeatures === null) !== (testLabels === null)) {
    throw new UsageError('--test-features and --test-labels: expected both, or none');
  }
  const input = {
    features: await openRows(featuresPath),
    labels: await readVector(labelsPath),
    loss,
    ...(weightsPath === null ? {} : { weights: await readVector(weightsPath) }),
    ...(teacherPath === null ? {} : { teacher: await readVector(teacherPath) }),
    standardize: flags.standardize === true,
    intercept: flags.intercept === true,
  };
  const heldOut =
    testFeatures === null || testLabels === null
      ? {}
      : { heldOut: { features: await openRows(testFeatures), labels: await readVector(testLabels) } };
  const bar = progressBar(1);
  const options = {
    ...heldOut,
    ...(ridge === null ? {} : { fit: { ridge } }),
    ...(extremes === undefined ? {} : { extremes }),
    covariance: await loadEstimator(optional('covariance', flags.covariance), input.features.columns),
    equalLengths: flags.equalLengths === true,
    signal: interruptSignal(),
    onProgress: bar.onProgress,
  };
  const spectrum = await hessianSpectrum(input, options).finally(() => bar.stop());
  print(flags.json ? json(spectrumJson(spectrum)) : spectrumTable(spectrum));
  if (out !== null) await writeFigure(out, await renderDataFigure(spectrum));
}

/** A name, or a matrix in a file; null for no law. */
async function loadEstimator(name: string | null, features: number): Promise<CovarianceEstimator | null> {
  if (name === 'none') return null;
  if (name === null) return 'population';
  if (name === 'identity' || name === 'ledoit-wolf' || name === 'population') return name;
  return { given: await readMatrix(name, features) };
}

function optional(flag: string, path: unknown): string | null {
  if (path === undefined) return null;
  if (typeof path === 'string') return path;
  throw new UsageError(`--${flag}: expected one file name, got ${path}`);
}

function required(flag: string, path: unknown): string {
  const given = optional(flag, path);
  if (given === null) throw new UsageError(`expected --${flag} <file>: .npy or .csv`);
  return given;
}

function parseLoss(name: unknown): LossName {
  if (LOSS_KINDS.includes(name as LossName)) return name as LossName;
  throw new UsageError(`--loss: expected one of ${LOSS_KINDS.join(', ')}, got ${name ?? 'nothing'}`);
}

/** Null where nothing is fitted. */
function parseRidge({ fit, ridge }: SpectrumFlags): number | null {
  if (!fit) {
    if (ridge === undefined) return null;
    throw new UsageError('--ridge: expected with --fit alone');
  }
  if (ridge === undefined) return 0;
  if (typeof ridge === 'number' && Number.isFinite(ridge) && ridge >= 0) return ridge;
  throw new UsageError(`--ridge: expected a number >= 0, got ${ridge}`);
}

/** Says nothing of files or times, so that the same numbers give the same bytes. */
function spectrumJson(spectrum: HessianSpectrum) {
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
