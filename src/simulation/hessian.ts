/** Samples and builds H = (1/n) X D X^T in chunks: X is never held whole. Streams never depend on the chunks. */

import type { Model } from '../model';
import type { Kernels } from '../wasm/kernels';
import type { Realization } from './realization';
import { type Sampler, samplerOf } from './sampler';
import { seedWords } from './seed';
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

/** Which of a trial's streams: k in the spawn key (trial, k). */
const STREAM = { features: 0, responses: 1 } as const;

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
  const entropy = seedWords(job.seed);
  exports.seedStream(space.featureStream, entropy, spawnKey(job.trial, STREAM.features));
  exports.seedStream(space.responseStream, entropy, spawnKey(job.trial, STREAM.responses));
  exports.hessianClear(space.matrix, p);
  const sampler = samplerOf(kernels, model);

  for (let start = 0; start < n; start += space.chunk) {
    const count = Math.min(space.chunk, n - start);
    watch.measure('sample', () => sampleChunk(kernels, job, sampler, count));
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

/** The words of NumPy's spawn_key = (trial, stream). */
function spawnKey(trial: number, stream: number): Uint32Array {
  return Uint32Array.of(...seedWords(trial), stream);
}

/** X, h and h* of the next `count` samples, their responses y, and their curvature g. */
function sampleChunk({ exports }: Kernels, { model, signals, space }: TrialJob, sampler: Sampler, count: number): void {
  const { panels, h, hStar, uniforms, row, featureStream, responseStream } = space;
  const { mean, scale, w, wStar } = signals;
  const p = model.features as number;
  exports.sampleChunk(panels, h, hStar, featureStream, mean, scale, w, wStar, row, p, count);
  exports.fillUniforms(uniforms, responseStream, count);
  sampler.respond(space, count);
  sampler.curve(space, count);
}
