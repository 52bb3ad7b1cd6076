/** All eigenvalues of H, which is held, and chosen eigenvectors. */

import { computePairs, orthogonalityOf } from '../simulation/eigenpairs';
import { findEigenvalues } from '../simulation/eigenvalue-selection';
import type { Pacer } from '../simulation/pacer';
import { reductionSlices } from '../simulation/reduction';
import type { Kernels } from '../wasm/kernels';
import { accumulateData } from './data-matrices';
import { type DataSpace, placeData } from './data-space';
import type { ChoosePairs, DataEigenvalues, SampleStatistics } from './data-spectrum';
import type { PreparedRows } from './prepared-rows';
import type { DataPoint, Scorer } from './scores';
import { placeSignals } from './signal-space';

const DOUBLE = Float64Array.BYTES_PER_ELEMENT;

export interface DataTask {
  readonly data: PreparedRows;
  readonly point: DataPoint;
  readonly scorer: Scorer;
  readonly wantsMoments: boolean;
  readonly choose: ChoosePairs;
}

/** H, and what the law is made of; the region for the copy then holds one of H. */
export async function buildData(
  kernels: Kernels,
  { data, scorer, wantsMoments }: DataTask,
  breathe: (done: number) => Promise<void>,
): Promise<{ readonly space: DataSpace; readonly statistics: SampleStatistics }> {
  const { exports, arena } = kernels;
  const { samples, source, mean } = data;
  const space = placeData(kernels, samples, source.columns);
  const fourthMoment = await accumulateData(kernels, space, data, scorer, wantsMoments ? space.copy : null, breathe);
  const bytes = exports.packedBytes(source.columns);
  const moments = wantsMoments ? { covariance: arena.view(space.copy, bytes / DOUBLE).slice(), fourthMoment } : null;
  new Uint8Array(exports.memory.buffer).copyWithin(space.copy, space.matrix, space.matrix + bytes);
  return { space, statistics: { ...scorer.scores, mean, moments } };
}

export async function denseSpectrum(kernels: Kernels, task: DataTask, pacer: Pacer): Promise<DataEigenvalues> {
  const { data, point, choose } = task;
  const p = data.source.columns;
  const share = data.samples / (data.samples + (4 / 3) * p);
  const { space, statistics } = await buildData(kernels, task, (done) => pacer.breathe('build', share * done));
  const trace = kernels.exports.packedTrace(space.matrix, p);
  // One stage: eigenvectors are chosen by the eigenvalues.
  for (const done of reductionSlices(kernels, space, p, 1)) {
    await pacer.breathe('tridiagonalize', share + (1 - share) * done);
  }
  const { eigenvalues } = findEigenvalues(kernels, space, p, 'all');
  const signals = placeSignals(kernels, data, point);
  const pairs = computePairs(kernels, { space, signals }, eigenvalues, choose(statistics, eigenvalues));
  return { eigenvalues, pairs, orthogonality: orthogonalityOf(pairs), trace };
}
