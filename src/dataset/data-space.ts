/** Where H of a data set and all that goes with it lies in the kernels' memory. */

import { MemoryError } from '../errors';
import { rowSpaceBytes } from '../simulation/row-hessian';
import { layOut } from '../simulation/workspace';
import type { Kernels } from '../wasm/kernels';

const DOUBLE = Float64Array.BYTES_PER_ELEMENT;
/** Of eigenvectors and signals: what is allocated later. */
const SPARE_VECTORS = 256;

function regionBytes(kernels: Kernels, samples: number, features: number) {
  const { exports } = kernels;
  const vector = exports.paddedOrder(features) * DOUBLE;
  const rows = rowSpaceBytes(kernels, samples, features);
  return {
    ...rows,
    h: rows.weights,
    y: rows.weights,
    /** The sample covariance while the rows are read; a copy of H from then on. */
    copy: rows.matrix,
    diagonal: vector,
    offDiagonal: vector,
    eigenvalues: vector,
    work: exports.tridiagonalWorkBytes(features),
    eigenvalueWork: exports.tridiagonalEigenvaluesWorkBytes(features),
  };
}

/** Whether two packed matrices and the rest fit. */
export function fitsDense(kernels: Kernels, samples: number, features: number): boolean {
  const { arena } = kernels;
  // The kernels count bytes in 32 bits: what is beyond is not to be asked of them.
  if (8 * features ** 2 > arena.available) return false;
  const bytes = Object.values(regionBytes(kernels, samples, features)).reduce((sum, region) => sum + region, 0);
  return bytes + SPARE_VECTORS * features * DOUBLE <= arena.available;
}

/** @throws MemoryError before anything is allocated */
export function placeData(kernels: Kernels, samples: number, features: number) {
  if (!fitsDense(kernels, samples, features)) {
    throw new MemoryError(8 * features ** 2, kernels.arena.available, 'ask for `extremes` alone, which need no H');
  }
  const chunk = kernels.exports.chunkSamples(samples);
  return { chunk, ...layOut(kernels, regionBytes(kernels, samples, features)) };
}

export type DataSpace = ReturnType<typeof placeData>;
