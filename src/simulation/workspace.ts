/** Where everything of one trial lies in the engine's memory; its size is known, and checked, before anything is allocated. */

import { MemoryError } from '../errors';
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
  /** One row of X. */
  readonly row: number;
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

/** Bytes of each region of a trial of order p, n samples. */
function regionBytes({ exports }: Kernels, features: number, samples: number, keepMatrix: boolean) {
  const chunk = exports.chunkSamples(samples);
  const matrix = exports.packedBytes(features) >>> 0;
  const panels = exports.panelBytes(features, chunk);
  const vector = exports.paddedOrder(features) * DOUBLE;
  const perSample = chunk * DOUBLE;
  return {
    matrix,
    copy: keepMatrix ? matrix : 0,
    panels,
    strips: panels,
    row: vector,
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
export function reserveWorkspace(kernels: Kernels, features: number, samples: number, keepMatrix: boolean): Workspace {
  // The kernels count bytes in 32 bits: an order whose packed triangle alone fills them is refused before they are asked.
  const triangle = 4 * features * features;
  if (triangle > kernels.arena.available) throw new MemoryError(triangle, kernels.arena.available);
  const bytes = regionBytes(kernels, features, samples, keepMatrix);
  const total = Object.values(bytes).reduce((sum, region) => sum + region, 0);
  if (total > kernels.arena.available) throw new MemoryError(total, kernels.arena.available);
  const pointers = Object.entries(bytes).map(([name, size]) => [name, kernels.arena.allocate(size)]);
  return { ...Object.fromEntries(pointers), chunk: kernels.exports.chunkSamples(samples) } as Workspace;
}
