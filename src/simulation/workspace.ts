/** Where everything of one trial lies in the engine's memory; its size is known, and checked, before anything is allocated. */

import { MemoryError } from '../errors';
import type { Model } from '../model/model';
import type { Kernels } from '../wasm/kernels';
import { LEAST_TWO_STAGE_ORDER, reductionStages, reductionWorkBytes } from './reduction';
import { type SampleSpace, sampleSpaceBytes } from './sampler';

const DOUBLE = Float64Array.BYTES_PER_ELEMENT;

/** Pointers into the engine's memory. */
export interface Workspace extends SampleSpace {
  /** Samples in a chunk. */
  readonly chunk: number;
  /** H, packed; the reduction overwrites it by its reflectors. */
  readonly matrix: number;
  /** A copy of H for residuals; 0 where no eigenpairs are wanted. */
  readonly copy: number;
  /** A chunk of X, and of X D / n. */
  readonly panels: number;
  readonly strips: number;
  /** The chunk of X in single precision, where H is built in that. */
  readonly single: number;
  /** p doubles each: the tridiagonal matrix, and its eigenvalues. */
  readonly diagonal: number;
  readonly offDiagonal: number;
  readonly eigenvalues: number;
  /** Scratch of the reduction, and of the eigenvalues. */
  readonly work: number;
  readonly eigenvalueWork: number;
}

const WITHOUT_H = 'estimateSpectrum (`estimate` on the command line) needs no H';

/** In which precision H is built from samples; everything after that is in double precision. */
export type Precision = 'double' | 'single';

/** What a trial needs besides the usual. */
export interface WorkspaceNeeds {
  /** A copy of H. */
  readonly copy: boolean;
  readonly precision: Precision;
}

/** Samples in a chunk, at most; a chunk is stored with room for up to SPARE_SAMPLES more. */
const CHUNK_SAMPLES = 192;
const SPARE_SAMPLES = 7;

/** Vectors, the panel of the reduction, brackets of the root finder: bytes for each row, and what does not grow with them. */
const ROW_BYTES = 900;
const FIXED_BYTES = 16384;

/** What a reduction in two stages needs more: a second panel, and a copy of half of one in runs of 512 rows. */
const TWO_STAGE_ROW_BYTES = 400;
const TWO_STAGE_FIXED_BYTES = 81920;

/**
 * An upper bound on the memory that a trial works in, beside the 16 MiB of the WebAssembly runtime. With P = p rounded up to
 * a multiple of 8, K <= 192 samples of a chunk and k eigenpairs:
 *   4 P (P + 8) (1, or 2 if k > 0)  +  16 P (K + 7)  +  (900 + 8 k) P  +  16384,
 * and for p >= 2000 without pairs another 400 P + 81920: H as a packed triangle (and a copy for residuals), a chunk of X and of
 * X D, and what is linear in p; a dense C adds its factor. An engine keeps as much as its largest trial needed, until it
 * is disposed.
 */
export function bytesNeeded(
  features: number,
  samples: number,
  { pairs = 0 }: { readonly pairs?: number } = {},
): number {
  const rows = 8 * Math.ceil(features / 8);
  const chunk = Math.ceil(samples / Math.ceil(samples / CHUNK_SAMPLES));
  const matrices = 4 * rows * (rows + 8) * (pairs > 0 ? 2 : 1);
  const twoStages = pairs === 0 && features >= LEAST_TWO_STAGE_ORDER;
  const more = twoStages ? TWO_STAGE_ROW_BYTES * rows + TWO_STAGE_FIXED_BYTES : 0;
  return matrices + 16 * rows * (chunk + SPARE_SAMPLES) + (ROW_BYTES + 8 * pairs) * rows + FIXED_BYTES + more;
}

/** Bytes of each region of a trial. */
function regionBytes(kernels: Kernels, model: Model, { copy, precision }: WorkspaceNeeds) {
  const { exports } = kernels;
  const features = model.features as number;
  const samples = model.samples as number;
  const chunk = exports.chunkSamples(samples);
  const matrix = exports.packedBytes(features) >>> 0;
  const panels = exports.panelBytes(features, chunk);
  const vector = exports.paddedOrder(features) * DOUBLE;
  return {
    matrix,
    copy: copy ? matrix : 0,
    panels,
    strips: precision === 'single' ? exports.singlePanelBytes(features, chunk) : panels,
    single: precision === 'single' ? exports.singlePanelBytes(features, chunk) : 0,
    ...sampleSpaceBytes(kernels, model, chunk),
    diagonal: vector,
    offDiagonal: vector,
    eigenvalues: vector,
    work: reductionWorkBytes(kernels, features, reductionStages(kernels, features, copy)),
    eigenvalueWork: exports.tridiagonalEigenvaluesWorkBytes(features),
  };
}

/**
 * Allocates each of the regions, given their bytes.
 * @throws MemoryError with what they need, before anything is allocated
 */
export function layOut<Name extends string>(
  { arena }: Kernels,
  bytes: Record<Name, number>,
  advice?: string,
): Record<Name, number> {
  const total = Object.values<number>(bytes).reduce((sum, region) => sum + region, 0);
  if (total > arena.available) throw new MemoryError(total, arena.available, advice);
  const pointers = Object.entries<number>(bytes).map(([name, size]) => [name, arena.allocate(size)]);
  return Object.fromEntries(pointers) as Record<Name, number>;
}

/**
 * Lays out a trial.
 * @throws MemoryError with what it needs, before anything is allocated
 */
export function reserveWorkspace(kernels: Kernels, model: Model, needs: WorkspaceNeeds): Workspace {
  // The kernels count bytes in 32 bits: an order whose packed triangle alone fills them is refused before they are asked.
  const triangle = 4 * (model.features as number) ** 2;
  if (triangle > kernels.arena.available) throw new MemoryError(triangle, kernels.arena.available, WITHOUT_H);
  const pointers = layOut(kernels, regionBytes(kernels, model, needs), WITHOUT_H);
  return { ...pointers, chunk: kernels.exports.chunkSamples(model.samples as number) };
}
