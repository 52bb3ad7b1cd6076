/** `initialize --features A.npy --labels y.npy`: wStar from one's own measurements, written as NPY. */

import { encodeNpy } from '../../../data/npy';
import { openRows, readVector } from '../../../data/open-rows';
import { writeFileAtomically } from '../../../data/save';
import { FileError } from '../../../errors';
import { type SpectralEstimate, spectralEstimate } from '../../../initialization/spectral-estimate';
import { RESPONSE_KINDS, type ResponseInput } from '../../../model/responses';
import { formatCosine, formatNumber } from '../../../words/format';
import { type Flags, parsePositive, parseSeed, UsageError } from '../../arguments';
import { loadModel } from '../../load';
import { checkOutputPath, json, print } from '../../output';
import { parseCandidates } from '../../preprocessing-list';
import { interruptSignal, progressBar } from '../../progress';

export type FilesFlags = Flags<
  'features' | 'labels' | 'response' | 'noise' | 'norm' | 'preprocess' | 'seed' | 'out',
  'json'
>;

/** Features are N(0, I) to theory; a mean square this far from 1 is remarked upon. */
const UNUSUAL = 0.05;

export async function runFromFiles(name: string | undefined, flags: FilesFlags): Promise<void> {
  const { features, labels } = flags;
  if (typeof features !== 'string' || typeof labels !== 'string') {
    throw new UsageError('initialize: expected two files, --features (n x p) and --labels (n), each .npy or .csv');
  }
  const norm = parsePositive('norm', flags.norm);
  const noise = parsePositive('noise', flags.noise);
  const seed = parseSeed(flags.seed);
  const out = flags.out === undefined ? null : await checkOutputPath('out', flags.out, ['.npy']);
  const model = name === undefined ? null : await loadModel(name);
  const response = model?.response ?? responseOf(flags.response, noise);
  const candidates = flags.preprocess === undefined ? [] : parseCandidates(String(flags.preprocess), model);
  if (candidates.length > 1) throw new UsageError('--preprocess: expected one preprocessing for the estimate');
  const [source, y] = await asInput(Promise.all([openRows(features), readVector(labels)]));
  const bar = progressBar(1);
  let found: SpectralEstimate;
  try {
    const options = {
      ...{ response: response as ResponseInput, seed, signal: interruptSignal(), onProgress: bar.onProgress },
      ...(candidates.length === 1 && { preprocessing: candidates[0] }),
      ...(norm !== undefined && { norm }),
    };
    found = await asInput(spectralEstimate(source, y, options));
  } finally {
    bar.stop();
  }
  const { estimate, ...rest } = found;
  print(flags.json ? json({ response, ...rest }) : wordsOf(found, response));
  if (out !== null) {
    await writeFileAtomically(out, encodeNpy(estimate, [estimate.length]));
    process.stderr.write(`Estimate written to ${out}\n`);
  }
}

/** What is wrong with a file is wrong with the command line. */
async function asInput<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof FileError) throw new UsageError(error.message);
    throw error;
  }
}

function responseOf(kind: string | number | undefined, noise: number | undefined): ResponseInput {
  const known = RESPONSE_KINDS.find((each) => each === (kind ?? 'phase-retrieval'));
  if (known === undefined)
    throw new UsageError(`--response: expected one of ${RESPONSE_KINDS.join(', ')}, got ${kind}`);
  return { kind: known, ...(noise !== undefined && { noise }) };
}

function wordsOf(found: SpectralEstimate, response: ResponseInput): string {
  const { samples, features, side, eigenvalue, residual, passes, isHeld, norm, hasSign, predicted, meanSquare } = found;
  const kind = typeof response === 'object' && 'kind' in response ? response.kind : 'custom';
  const lines = [
    `${samples} measurements of ${features} numbers, p/n = ${formatNumber(features / samples, 5)}, taken as ${kind}`,
    `${side === 'right' ? 'largest' : 'smallest'} eigenvalue ${formatNumber(eigenvalue, 8)}, residual ${residual.toExponential(1)}, after ${passes} passes over the features (${isHeld ? 'held in memory' : 'read each time'})`,
    predicted.outlier === null
      ? 'theory: nothing of w* is found at this p/n with this preprocessing'
      : `theory, for features N(0, I): outlier at ${formatNumber(predicted.outlier, 8)}, cos² with w* ${formatCosine(predicted.alignment, 4)}`,
    norm === null
      ? 'the length of w* is not known from these labels: the estimate has length 1'
      : `|w*| is ${formatNumber(norm, 5)}`,
    hasSign
      ? 'the sign is that of the labels'
      : 'w* and -w* give the same labels: the sign is arbitrary (largest entry positive)',
  ];
  if (Math.abs(meanSquare - 1) > UNUSUAL) {
    lines.push(
      `note: the features' mean square is ${formatNumber(meanSquare, 4)}, not 1: divide them by its root, or theory does not hold`,
    );
  }
  return lines.join('\n');
}
