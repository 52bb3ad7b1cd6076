/** Samples and builds H = (1/n) X D X^T in chunks: X is never held whole. Streams never depend on the chunks. */

import type { Model } from '../model';
import type { Kernels } from '../wasm/kernels';
import type { Realization } from './realization';
import { codesOf, drawChunk, seedTrialStream } from './sampling';
import type { Stopwatch } from './stopwatch';
import type { Workspace } from './workspace';

/** Everything that the stages of one trial share. */
export interface TrialJob {
  readonly model: Model;
  readonly signals: Realization;
  readonly space: Workspace;
  readonly watch: Stopwatch<'sample' | 'build' | 'tridiagonalize' | 'eigenvalues' | 'eigenvectors'>;
  readonly seed: number | bigint;
  readonly trial: number;
}

/** @param breathe awaited between slices with the share of the build that is done */
export async function buildHessian(
  kernels: Kernels,
  job: TrialJob,
  breathe: (done: number) => Promise<void>,
): Promise<void> {
  const { exports } = kernels;
  const { model, space, watch } = job;
  const p = model.features as number;
  const n = model.samples as number;
  seedTrialStream(kernels, space.featureStream, job, 'features');
  seedTrialStream(kernels, space.responseStream, job, 'responses');
  exports.hessianClear(space.matrix, p);
  const codes = codesOf(kernels, model);

  for (let start = 0; start < n; start += space.chunk) {
    const count = Math.min(space.chunk, n - start);
    watch.measure('sample', () => drawChunk(kernels, job, codes, space.panels, count));
    watch.measure('build', () => exports.hessianScale(space.strips, space.panels, space.g, n, p, count));
    for (let first = 0; first < exports.blockCount(p); ) {
      const last = exports.hessianSliceEnd(first, p, count);
      watch.measure('build', () =>
        exports.hessianAccumulate(space.matrix, space.panels, space.strips, count, first, last),
      );
      first = last;
      await breathe((start + (count * first) / exports.blockCount(p)) / n);
    }
  }
}
