/** `spectrum`: the Hessian of the loss of data in files. */

import { openRows, readMatrix, readVector } from '../../data/open-rows';
import { writeFileAtomically } from '../../data/save';
import type { CovarianceEstimator } from '../../dataset/estimated-covariance';
import { hessianSpectrum } from '../../dataset/hessian-spectrum';
import { LOSS_KINDS, type LossName } from '../../model/losses';
import { renderDataFigure } from '../../plot/data-figure';
import { parseCount, UsageError } from '../arguments';
import { dataSpectrumJson } from '../data-spectrum-json';
import { interruptSignal } from '../interrupt';
import { checkOutputPath, encodeSvg, FIGURE_ENDINGS } from '../output-file';
import { progressBar } from '../progress';
import { dataSpectrumTable } from '../spectrum-table';

interface SpectrumFlags {
  readonly features?: unknown;
  readonly labels?: unknown;
  readonly weights?: unknown;
  readonly loss?: unknown;
  readonly teacher?: unknown;
  readonly standardize?: boolean;
  readonly intercept?: boolean;
  readonly fit?: boolean;
  readonly ridge?: unknown;
  readonly covariance?: unknown;
  readonly equalLengths?: boolean;
  readonly extremes?: string | number;
  readonly testFeatures?: unknown;
  readonly testLabels?: unknown;
  readonly out?: string;
  readonly json?: boolean;
}

export async function runSpectrum(flags: SpectrumFlags): Promise<void> {
  const extremes = parseCount('extremes', flags.extremes);
  const ridge = parseRidge(flags);
  const out = flags.out === undefined ? null : await checkOutputPath('out', flags.out, FIGURE_ENDINGS);
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
  const report = flags.json ? JSON.stringify(dataSpectrumJson(spectrum), null, 2) : dataSpectrumTable(spectrum);
  process.stdout.write(`${report}\n`);
  if (out !== null) {
    await writeFileAtomically(out, await encodeSvg(out, await renderDataFigure(spectrum)));
    process.stderr.write(`Figure written to ${out}\n`);
  }
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
