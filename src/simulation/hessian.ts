/** Samples and builds H = (1/n) X D X^T in chunks: X is never held whole. Streams never depend on the chunks. */

import type { Model } from '../model';
import type { Kernels } from '../wasm/kernels';
import type { Realization } from './realization';
import { seedWords } from './seed';
import type { Stopwatch } from './stopwatch';
import type { Precision, Workspace } from './workspace';

/** Everything that the stages of one trial share. */
export interface TrialJob {
  readonly model: Model;
  readonly signals: Realization;
  readonly space: Workspace;
  readonly watch: Stopwatch<'sample' | 'build' | 'tridiagonalize' | 'eigenvalues' | 'eigenvectors'>;
  readonly seed: number | bigint;
  readonly trial: number;
  readonly precision: Precision;
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
  const { covariance } = model;
  if (covariance.kind === 'matrix') {
    kernels.arena.view(space.factor, covariance.factor.length).set(covariance.factor);
  }
  const codes = codesOf(kernels, model);

  for (let start = 0; start < n; start += space.chunk) {
    const count = Math.min(space.chunk, n - start);
    watch.measure('sample', () => sampleChunk(kernels, job, codes, count));
    const accumulate = watch.measure('build', () => scaleChunk(kernels, job, count));
    for (let first = 0; first < exports.blockCount(p); ) {
      const last = sliceEnd(kernels, job, first, count);
      watch.measure('build', () => accumulate(first, last));
      first = last;
      await breathe((start + (count * first) / exports.blockCount(p)) / n);
    }
  }
}

/** The words of NumPy's spawn_key = (trial, stream). */
function spawnKey(trial: number, stream: number): Uint32Array {
  return Uint32Array.of(...seedWords(trial), stream);
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
    return (first, last) => exports.hessianAccumulate(matrix, panels, strips, count, first, last);
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

/** The numbers by which the kernels know a response and a curvature. */
interface Codes {
  readonly response: number;
  readonly curvature: number;
}

function codesOf({ exports }: Kernels, { response, loss, preprocessing }: Model): Codes {
  const curvature = (loss ?? preprocessing)?.kind as string;
  return { response: exports.responseKind(response.kind), curvature: exports.curvatureKind(curvature) };
}

/** X, h and h* of the next `count` samples, their responses y, and their curvature g. */
function sampleChunk({ exports }: Kernels, { model, signals, space }: TrialJob, codes: Codes, count: number): void {
  const { panels, h, hStar, y, g, uniforms, row, featureStream, responseStream } = space;
  const { mean, scale, w, wStar } = signals;
  const p = model.features as number;
  const noise = 'noise' in model.response ? model.response.noise : 0;
  const bound = model.preprocessing?.bound ?? 0;
  const { covariance } = model;
  const sample = [panels, h, hStar, featureStream, mean, scale, w, wStar, row, p, count] as const;
  if (covariance.kind === 'toeplitz') exports.sampleAutoregressiveChunk(...sample, covariance.correlation);
  else if (covariance.kind === 'matrix') exports.sampleFactoredChunk(...sample, space.factor);
  else exports.sampleChunk(...sample);
  exports.fillUniforms(uniforms, responseStream, count);
  exports.respond(y, hStar, uniforms, codes.response, noise, count);
  exports.curvature(g, y, h, codes.curvature, bound, count);
}
