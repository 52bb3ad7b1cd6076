/** All eigenvalues of H, where it fits into memory, and chosen eigenvectors. */

import type { Signal } from '../model/model';
import { computePairs, orthogonalityOf } from '../simulation/eigenpairs';
import { findEigenvalues } from '../simulation/eigenvalue-selection';
import type { Pacer } from '../simulation/pacer';
import { reductionSlices } from '../simulation/reduction';
import type { Eigenpair } from '../simulation/spectrum';
import type { Kernels } from '../wasm/kernels';
import { buildMatrices, type DataPass, type SampleStatistics } from './data-matrices';
import { amongAll, type KeptColumns, type PreparedRows, shifted } from './prepared-rows';
import type { DataPoint } from './scores';

export interface DataEigenvalues {
  /** All p, ascending; null where only extremes were found. */
  readonly eigenvalues: Float64Array | null;
  /** Ordered by index; `alignment` is with the sample mean, w, and the teacher as wStar. */
  readonly pairs: readonly Eigenpair[];
  /** The largest |v . u| between two of the pairs' vectors, and | |v|^2 - 1 |; 0 without pairs. */
  readonly orthogonality: number;
  /** The eigenvalues' sum, computed apart. */
  readonly trace: number;
}

export interface DataTask extends DataPass {
  readonly point: DataPoint;
  /** Given all eigenvalues (null where only extremes are found) and what the law is made of: the indices of the pairs that are wanted. */
  readonly choose: (statistics: SampleStatistics, eigenvalues: Float64Array | null) => readonly number[];
}

export async function denseSpectrum(kernels: Kernels, task: DataTask, pacer: Pacer): Promise<DataEigenvalues> {
  const { data, point, choose } = task;
  const p = data.source.columns;
  const share = data.samples / (data.samples + (4 / 3) * p);
  const { space, statistics } = await buildMatrices(kernels, task, (done) => pacer.breathe('build', share * done));
  const trace = kernels.exports.packedTrace(space.matrix, p);
  // Reduced in one stage: the eigenvectors are chosen by the eigenvalues.
  for (const done of reductionSlices(kernels, space, p, 1)) {
    await pacer.breathe('tridiagonalize', share + (1 - share) * done);
  }
  const { eigenvalues } = findEigenvalues(kernels, space, p, 'all');
  const signals = placeSignals(kernels, data, point);
  const pairs = computePairs(kernels, { space, signals }, eigenvalues, choose(statistics, eigenvalues));
  return { eigenvalues, pairs, orthogonality: orthogonalityOf(pairs), trace };
}

/** The vectors that eigenvectors are held against, in the kernels' memory; zeros stand for a teacher that there is none of. */
export function placeSignals(
  { arena }: Kernels,
  { mean }: PreparedRows,
  { w, teacher }: DataPoint,
): Readonly<Record<Signal, number>> {
  const write = (values: Float64Array) => {
    const pointer = arena.allocate(values.byteLength);
    arena.view(pointer, values.length).set(values);
    return pointer;
  };
  return { mean: write(mean), w: write(w), wStar: write(teacher ?? new Float64Array(w.length)) };
}

/** The spectrum with the zero eigenvalues of the columns that were left out. */
export function withZeros(found: DataEigenvalues, columns: KeptColumns): DataEigenvalues {
  const { kept, features } = columns;
  if (kept.length === features) return found;
  return {
    ...found,
    eigenvalues:
      found.eigenvalues &&
      Float64Array.from([...found.eigenvalues, ...new Float64Array(features - kept.length)]).sort(),
    pairs: found.pairs.map((pair) => ({ ...shifted(pair, columns), vector: amongAll(pair.vector, columns) })),
  };
}
