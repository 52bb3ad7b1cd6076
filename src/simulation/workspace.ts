/** Where everything of one trial lies in the engine's memory; its size is known, and checked, before anything is allocated. */

import { MemoryError } from '../errors';
import type { Model } from '../model';
import type { Kernels } from '../wasm/kernels';

const DOUBLE = Float64Array.BYTES_PER_ELEMENT;

/** Pointers into the engine's memory. */
export interface Workspace {
  /** Samples in a chunk. */
  readonly chunk: number;
  /** H, packed; the reduction overwrites it by its reflectors. */
  readonly matrix: number;
  /** A copy of H for residuals; 0 where no eigenpairs are wanted. */
  readonly copy: number;
  /** A chunk of X, and of X D / n. */
  readonly panels: number;
  readonly strips: number;
  /** Rows of X: one, or as many as the kernel colors at once. */
  readonly row: number;
  /** The Cholesky factor of a dense C. */
  readonly factor: number;
  /** `chunk` doubles each. */
  readonly h: number;
  readonly hStar: number;
  readonly y: number;
  readonly g: number;
  readonly uniforms: number;
  readonly featureStream: number;
  readonly responseStream: number;
  /** p doubles each: the tridiagonal matrix, and its eigenvalues. */
  readonly diagonal: number;
  readonly offDiagonal: number;
  readonly eigenvalues: number;
  /** Scratch of the reduction, and of the eigenvalues. */
  readonly work: number;
  readonly eigenvalueWork: number;
}

const STREAM_BYTES = 32;

/** Bytes of each region of a trial. */
function regionBytes({ exports }: Kernels, model: Model, keepMatrix: boolean) {
  const { covariance } = model;
  const features = model.features as number;
  const samples = model.samples as number;
  const chunk = exports.chunkSamples(samples);
  const matrix = exports.packedBytes(features);
  const panels = exports.panelBytes(features, chunk);
  const vector = exports.paddedOrder(features) * DOUBLE;
  const perSample = chunk * DOUBLE;
  return {
    matrix,
    copy: keepMatrix ? matrix : 0,
    panels,
    strips: panels,
    row: covariance.kind === 'matrix' ? exports.factoredRowsBytes(features) : vector,
    factor: covariance.kind === 'matrix' ? covariance.factor.byteLength : 0,
    h: perSample,
    hStar: perSample,
    y: perSample,
    g: perSample,
    uniforms: perSample,
    featureStream: STREAM_BYTES,
    responseStream: STREAM_BYTES,
    diagonal: vector,
    offDiagonal: vector,
    eigenvalues: vector,
    work: exports.tridiagonalWorkBytes(features),
    eigenvalueWork: exports.tridiagonalEigenvaluesWorkBytes(features),
  };
}

/**
 * Lays out a trial.
 * @throws MemoryError with what it needs, before anything is allocated
 */
export function reserveWorkspace(kernels: Kernels, model: Model, keepMatrix: boolean): Workspace {
  const bytes = regionBytes(kernels, model, keepMatrix);
  const total = Object.values(bytes).reduce((sum, region) => sum + region, 0);
  if (total > kernels.arena.available) throw new MemoryError(total, kernels.arena.available);
  const pointers = Object.entries(bytes).map(([name, size]) => [name, kernels.arena.allocate(size)]);
  return { ...Object.fromEntries(pointers), chunk: kernels.exports.chunkSamples(model.samples as number) } as Workspace;
}
