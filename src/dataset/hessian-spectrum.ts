/** The Hessian of a data set's loss: its eigenvalues, and what its eigenvectors have of the sample mean, of w and of the teacher. */

import { checkNumber, checkObject } from '../check';
import { ModelError } from '../errors';
import { fitLossOf } from '../law/minimizer/fit-loss';
import type { CatalogueLoss } from '../model/losses';
import { zeroTolerance } from '../numerics/zeros';
import { sharedEngine } from '../simulation/engine';
import { type Fit, fitRows } from '../simulation/minimizer/fit-rows';
import type { Pacer, Progress } from '../simulation/pacer';
import type { MatrixOptions } from '../simulation/symmetric-eigenvalues';
import type { Kernels } from '../wasm/kernels';
import { compareData, type DataComparison, indicesToMark } from './data-comparison';
import { type DataLaw, lawOfRows } from './data-law';
import { fitsDense } from './data-matrices';
import {
  type Dataset,
  type DatasetInput,
  defineDataset,
  type LabelCoding,
  type LabeledRows,
  rowsWithLabels,
} from './dataset';
import { type DataEigenvalues, type DataTask, denseSpectrum, withZeros } from './dense-spectrum';
import type { CovarianceEstimator } from './estimated-covariance';
import { extremeSpectrum } from './extreme-spectrum';
import { amongAll, ofKept, type PreparationNeeds, type PreparedRows, prepareRows } from './prepared-rows';
import { measureLengths } from './row-lengths';
import { type DataPoint, Scorer } from './scores';
import type { Survey } from './survey';

export interface HessianSpectrumOptions extends MatrixOptions {
  /** Takes w = argmin of the mean loss + (ridge / 2) |w|^2 in place of given weights; an intercept is not penalized, ridge is 0 by default. */
  readonly fit?: { readonly ridge?: number };
  /** Eigenpairs at each end, 3 by default; those of zero eigenvalues are left out. */
  readonly pairs?: number;
  /**
   * Takes this many eigenpairs at each end, by Lanczos, in place of all eigenvalues. Where two matrices of p x p / 2 do not fit into
   * WebAssembly's memory that is done unasked, by passes over the rows.
   */
  readonly extremes?: number;
  /** How the covariance that the law is made of is estimated: 'population' by default (up to 3000 features); null for no law. */
  readonly covariance?: CovarianceEstimator | null;
  /** Whether the law is that of the rows at one length, as for elliptical features; false by default. H is the same. */
  readonly equalLengths?: boolean;
  /** Rows kept apart, whose Hessian is taken at the same w, standardized by the same means and deviations. */
  readonly heldOut?: LabeledRows;
  readonly onProgress?: (progress: Progress) => void;
}

/** The spectrum on one set of rows. */
export interface RowsSpectrum extends DataEigenvalues {
  readonly samples: number;
  readonly features: number;
  /** How the labels were coded; 'classes' are 0 and 1, which became -1 and 1. */
  readonly labels: LabelCoding;
  /** The columns' names, where there are any. */
  readonly names: readonly string[] | null;
  /** What was found in the rows as they were given. */
  readonly survey: Survey;
  /** The eigenvalues held against their law; null where none was wanted, or there is none: `lawReason` says why. */
  readonly comparison: DataComparison | null;
  readonly lawReason: string | null;
}

export interface HessianSpectrum extends RowsSpectrum {
  readonly dataset: Dataset;
  /** p numbers. */
  readonly w: Float64Array;
  /** Null without an intercept. */
  readonly intercept: number | null;
  /** How the fit went; null where w was given. */
  readonly fit: (Pick<Fit, 'gradientNorm' | 'iterations'> & { readonly ridge: number }) | null;
  readonly heldOut: RowsSpectrum | null;
}

/** The most features for which a law is made unasked. */
const MOST_UNASKED = 3000;

/** Eigenpairs at each end where p is too large for all eigenvalues and nothing was asked for. */
const EXTREMES = 3;

/**
 * H = (1/n) sum g(y_i, w . x_i + intercept) x_i x_i^T of the given rows, p x p, in a fixed order of summation: rows that hold the
 * same numbers give the same bits, from wherever they are read.
 * @throws ModelError for an input that does not fit; for NaN or Infinity with its row and column; for labels a loss does not take
 * @throws ConvergenceError where the fit does not converge, or there is no minimizer
 * @throws MemoryError where even Lanczos does not fit into WebAssembly's 4 GiB
 * @throws the signal's reason once it is aborted
 */
export async function hessianSpectrum(
  input: DatasetInput,
  options: HessianSpectrumOptions = {},
): Promise<HessianSpectrum> {
  const dataset = defineDataset(input);
  const ridge = checkFit(dataset, options.fit);
  const extremes =
    options.extremes === undefined ? null : checkNumber('extremes', options.extremes, { min: 1, integer: true });
  const count = checkNumber('pairs', options.pairs ?? 3, { min: 0, integer: true });
  const heldOut = options.heldOut === undefined ? null : rowsWithLabels(options.heldOut, 'heldOut.');
  if (heldOut !== null && heldOut.source.columns !== dataset.source.columns) {
    const expected = `rows of ${dataset.source.columns} numbers, like the features`;
    throw new ModelError('heldOut.features', expected, `${heldOut.source.columns} numbers`);
  }
  const conduct = { trial: 0, signal: options.signal, onProgress: options.onProgress };
  const engine = options.engine ?? (await sharedEngine());

  const own: PreparationNeeds = { loss: dataset.loss, standardize: dataset.standardize ? 'own' : null, prefix: '' };
  const fitted = await engine.compute(conduct, async (kernels, pacer) => {
    const data = await prepareRows(dataset, own, () => pacer.breathe('sample', 0));
    return { data, ...(await pointOf(kernels, dataset, data, ridge, pacer)) };
  });
  const { point } = fitted;
  const { equalLengths = false } = options;
  if (typeof equalLengths !== 'boolean') throw new ModelError('equalLengths', 'true or false', equalLengths);
  const isLong = options.covariance === undefined && dataset.source.columns > MOST_UNASKED;
  const estimator = options.covariance === undefined ? (isLong ? null : 'population') : options.covariance;
  const withoutLaw = isLong ? LONG : estimator === null ? 'none was wanted' : TOO_LARGE;
  const study = (data: PreparedRows, fittedRidge: number | null) => (kernels: Kernels, pacer: Pacer) =>
    spectrumOf(
      kernels,
      { dataset, equalLengths, data, point, extremes, count, estimator, withoutLaw, ridge: fittedRidge },
      pacer,
    );
  const main = await engine.compute(conduct, study(fitted.data, ridge));
  let apart: RowsSpectrum | null = null;
  if (heldOut !== null) {
    const needs = { ...own, standardize: fitted.data.scales, prefix: 'heldOut.' };
    apart = await engine.compute(conduct, async (kernels, pacer) => {
      const data = await prepareRows(heldOut, needs, () => pacer.breathe('sample', 0));
      // For rows apart w is as good as fixed: it was not fitted on them.
      return study(data, null)(kernels, pacer);
    });
  }
  const { fit } = fitted;
  return {
    ...main,
    dataset,
    w: point.w,
    intercept: dataset.intercept ? point.intercept : null,
    fit: fit && { gradientNorm: fit.gradientNorm, iterations: fit.iterations, ridge: ridge as number },
    heldOut: apart,
  };
}

/** The ridge; null where w is given. */
function checkFit({ weights, loss }: Dataset, fit: unknown): number | null {
  if (fit === undefined) {
    if (weights === null) throw new ModelError('weights', 'a Float64Array, or `fit` among the options', undefined);
    return null;
  }
  if (weights !== null) throw new ModelError('fit', 'weights or fit, not both', fit);
  const { ridge = 0 } = checkObject('fit', fit, ['ridge']);
  fitLossOf({ loss }, 'fit');
  return checkNumber('fit.ridge', ridge, { min: 0 });
}

async function pointOf(
  kernels: Kernels,
  { weights, teacher, loss, intercept }: Dataset,
  data: PreparedRows,
  ridge: number | null,
  pacer: Pacer,
): Promise<{ readonly point: DataPoint; readonly fit: Fit | null }> {
  const p = data.columns.features;
  if (ridge === null) {
    const given = weights as Float64Array;
    return { point: { w: given.slice(0, p), intercept: intercept ? given[p] : 0, teacher }, fit: null };
  }
  const { source, labels } = data;
  const task = { source, labels: labels.values, loss: loss as CatalogueLoss, ridge, intercept };
  const fit = await fitRows(kernels, task, pacer, gradientScale(data));
  return { point: { w: amongAll(fit.w, data.columns), intercept: fit.intercept ?? 0, teacher }, fit };
}

/** The root mean square of |x|, and of y where it is any number: what a gradient is as large as. */
function gradientScale({ survey, scales, labels }: PreparedRows): number {
  const squares = survey.means.map((mean, j) =>
    scales ? Number(scales.scales[j] > 0) : mean ** 2 + survey.deviations[j] ** 2,
  );
  const length = Math.sqrt(squares.reduce((sum, square) => sum + square, 0));
  const label = Math.sqrt(labels.values.reduce((sum, y) => sum + (y * y) / labels.values.length, 0));
  return Math.max(1, length) * Math.max(1, label);
}

interface SpectrumTask {
  readonly equalLengths: boolean;
  readonly dataset: Dataset;
  readonly data: PreparedRows;
  readonly point: DataPoint;
  readonly extremes: number | null;
  readonly count: number;
  readonly estimator: CovarianceEstimator | null;
  /** Why there is no law, where there is none. */
  readonly withoutLaw: string;
  /** Null unless w was fitted on these rows. */
  readonly ridge: number | null;
}

async function spectrumOf(kernels: Kernels, task: SpectrumTask, pacer: Pacer): Promise<RowsSpectrum> {
  const { dataset, data, extremes, count, estimator, withoutLaw, ridge } = task;
  const { samples, source, survey, labels, columns } = data;
  const { w, intercept, teacher } = task.point;
  const point = { w: ofKept(w, columns), intercept, teacher: teacher && ofKept(teacher, columns) };
  const { loss } = dataset;
  const size = { samples, features: source.columns };
  const lengths = task.equalLengths && estimator ? await measureLengths(data, () => pacer.breathe('sample', 0)) : null;
  const fits = fitsDense(kernels, samples, size.features);
  const found: { law: DataLaw | null } = { law: null };
  const choose: DataTask['choose'] = (statistics, eigenvalues) => {
    const law = estimator && lawOfRows({ data, point, loss, estimator, lengths, ridge }, statistics);
    found.law = law;
    if (eigenvalues === null) return [];
    return [...endsOf(eigenvalues, count), ...(law ? indicesToMark(law, eigenvalues) : [])];
  };
  const scorer = new Scorer(kernels, data, point, loss);
  const job = { data, point, scorer, wantsMoments: estimator !== null, lengths, choose };
  const spectrum =
    extremes === null && fits
      ? await denseSpectrum(kernels, job, pacer)
      : await extremeSpectrum(kernels, job, extremes ?? EXTREMES, pacer);
  const { law } = found;
  return {
    ...withZeros(spectrum, columns),
    samples,
    features: columns.features,
    labels: labels.coding,
    names: source.header,
    survey,
    comparison: law && {
      ...compareData(law, spectrum.eigenvalues, spectrum.pairs, columns),
      equalLengths: lengths !== null,
    },
    lawReason: law ? null : withoutLaw,
  };
}

const LONG = `the eigenvectors of a covariance of more than ${MOST_UNASKED} features take minutes: ask for it by \`covariance\``;
const TOO_LARGE = 'the covariance of so many features does not fit into memory';

/** The `count` lowest and highest of those that are not zero. */
function endsOf(eigenvalues: Float64Array, count: number): number[] {
  const tolerance = zeroTolerance(eigenvalues);
  const indices = Array.from(eigenvalues.keys()).filter((k) => Math.abs(eigenvalues[k]) > tolerance);
  return indices.filter((_, k) => k < count || k >= indices.length - count);
}
