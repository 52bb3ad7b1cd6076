/** Draws a trial's samples chunk by chunk: X into panels, and the curvature g of each sample. */

import type { Model } from '../model/model';
import type { KernelExports } from '../wasm/exports';
import type { Kernels } from '../wasm/kernels';
import type { Realization } from './realization';
import type { Sampler } from './sampler';
import { seedWords } from './seed';

/** Which of a trial's streams: k in the spawn key (trial, k). */
const STREAM = { features: 0, responses: 1, probes: 2 } as const;

/** Starts `stream` (32 bytes) at the beginning of one of the trial's streams. */
export function seedTrialStream(
  { exports }: Kernels,
  stream: number,
  { seed, trial }: { readonly seed: number | bigint; readonly trial: number },
  name: keyof typeof STREAM,
): void {
  exports.seedStream(stream, seedWords(seed), spawnKey(trial, STREAM[name]));
}

/** The words of NumPy's spawn_key = (trial, stream). */
function spawnKey(trial: number, stream: number): Uint32Array {
  return Uint32Array.of(...seedWords(trial), stream);
}

/** Pointers that drawing needs: a chunk of doubles each for what belongs to samples, one padded row, two streams. */
export interface SampleSpace {
  readonly h: number;
  readonly hStar: number;
  readonly y: number;
  readonly g: number;
  readonly uniforms: number;
  /** Rows of X: one, or as many as the kernel colors at once. */
  readonly row: number;
  /** The Cholesky factor of a dense C. */
  readonly factor: number;
  readonly featureStream: number;
  readonly responseStream: number;
}

export interface SampleJob {
  readonly model: Model;
  readonly signals: Realization;
  readonly space: SampleSpace;
}

/** Bytes of what drawing needs beside a chunk. */
export function drawingBytes(exports: KernelExports, { covariance, features }: Model): { row: number; factor: number } {
  const p = features as number;
  if (covariance.kind === 'matrix') {
    return { row: exports.factoredRowsBytes(p), factor: covariance.factor.byteLength };
  }
  return { row: exports.paddedOrder(p) * Float64Array.BYTES_PER_ELEMENT, factor: 0 };
}

/** To be called before anything is drawn. */
export function placeFactor({ arena }: Kernels, { covariance }: Model, { factor }: Pick<SampleSpace, 'factor'>): void {
  if (covariance.kind === 'matrix') arena.view(factor, covariance.factor.length).set(covariance.factor);
}

/** X of the next `count` samples into `panels`, with their h and h*. */
export function drawFeatures({ exports }: Kernels, job: SampleJob, panels: number, count: number): void {
  const { h, hStar, row, featureStream } = job.space;
  const { mean, scale, w, wStar } = job.signals;
  const p = job.model.features as number;
  const { covariance, entries } = job.model;
  const degrees = entries.kind === 'student-t' ? entries.degrees : 0;
  const law = [exports.entriesKind(entries.kind), degrees] as const;
  const sample = [panels, h, hStar, featureStream, mean, scale, w, wStar, row, p, count, ...law] as const;
  if (covariance.kind === 'toeplitz') exports.sampleAutoregressiveChunk(...sample, covariance.correlation);
  else if (covariance.kind === 'matrix') exports.sampleFactoredChunk(...sample, job.space.factor);
  else exports.sampleChunk(...sample);
}

/** X of the next `count` samples into `panels`, their h and h*, their responses y, and their curvature g. */
export function drawChunk(kernels: Kernels, job: SampleJob, sampler: Sampler, panels: number, count: number): void {
  drawFeatures(kernels, job, panels, count);
  kernels.exports.fillUniforms(job.space.uniforms, job.space.responseStream, count);
  sampler.respond(job.space, count);
  sampler.curve(job.space, count);
}
