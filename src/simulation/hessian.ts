/** Samples and builds H = (1/n) X D X^T in chunks: X is never held whole. Streams never depend on the chunks. */

import type { Model } from '../model/model';
import type { Kernels } from '../wasm/kernels';
import type { Stopwatch } from './pacer';
import type { Sampler } from './sampler';
import type { TrialKey } from './seed';
import type { Precision, Workspace } from './workspace';

/** Everything that the stages of one trial share. */
export interface TrialJob extends TrialKey {
  readonly model: Model;
  readonly sampler: Sampler;
  readonly space: Workspace;
  readonly watch: Stopwatch<'sample' | 'build' | 'tridiagonalize' | 'eigenvalues' | 'eigenvectors'>;
  readonly precision: Precision;
}

/** @param breathe awaited between slices with the share of the build that is done */
export async function buildHessian(
  kernels: Kernels,
  job: TrialJob,
  breathe: (done: number) => Promise<void>,
): Promise<void> {
  const { exports } = kernels;
  const { model, space, sampler, watch } = job;
  const p = model.features as number;
  const n = model.samples as number;
  sampler.begin(job);
  exports.hessianClear(space.matrix, p);

  for (let start = 0; start < n; start += space.chunk) {
    const count = Math.min(space.chunk, n - start);
    watch.measure('sample', () => sampler.draw(space.panels, count));
    const accumulate = watch.measure('build', () => scaleChunk(kernels, job, count));
    for (let first = 0; first < exports.blockCount(p); ) {
      const last = sliceEnd(kernels, job, first, count);
      watch.measure('build', () => accumulate(first, last));
      first = last;
      await breathe((start + (count * first) / exports.blockCount(p)) / n);
    }
  }
}

/** Prepares X D of a chunk; what it returns adds the chunk to row blocks `first` (inclusive) to `last` (exclusive) of H. */
function scaleChunk(
  { exports }: Kernels,
  { model, space, precision }: TrialJob,
  count: number,
): (first: number, last: number) => void {
  const { matrix, panels, strips, single, g } = space;
  const p = model.features as number;
  const n = model.samples as number;
  if (precision === 'double') {
    exports.hessianScale(strips, panels, g, n, p, count);
    return (first, last) => exports.hessianAccumulate(matrix, panels, strips, p, count, first, last);
  }
  const factor = exports.hessianRound(single, strips, panels, g, n, p, count);
  return (first, last) => exports.hessianAccumulateSingle(matrix, single, strips, factor, count, first, last);
}

/** Where a slice of row blocks ends: in single precision they are taken in pairs. */
function sliceEnd({ exports }: Kernels, { model, precision }: TrialJob, first: number, count: number): number {
  const p = model.features as number;
  const last = exports.hessianSliceEnd(first, p, count);
  return precision === 'double' ? last : Math.min(last + (last & 1), exports.blockCount(p));
}
