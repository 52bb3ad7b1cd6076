/** H of a data set's loss and the moments of its features, side by side in the kernels' memory, from one pass over the rows. */

import { MemoryError } from '../errors';
import { addRows, rowSpaceBytes } from '../simulation/row-hessian';
import { layOut } from '../simulation/workspace';
import type { Kernels } from '../wasm/kernels';
import type { PreparedRows } from './prepared-rows';
import type { RowLengths } from './row-lengths';
import type { Scorer, Scores } from './scores';

export interface DataPass {
  readonly data: PreparedRows;
  readonly scorer: Scorer;
  readonly wantsMoments: boolean;
  /** Given where the moments, and the law, are to be those of the rows at one length. */
  readonly lengths: RowLengths | null;
}

/** What the law is predicted from. */
export interface SampleStatistics extends Scores {
  /** The mean of the rows as they are used, p numbers. */
  readonly mean: Float64Array;
  /** Null where they are not wanted, or the covariance is too large to be held. */
  readonly moments: CentralMoments | null;
}

export interface CentralMoments {
  /** (1/n) sum (x - mean)(x - mean)^T, packed as assembly/packed.ts has it. */
  readonly covariance: Float64Array;
  /** (1/n) sum |x - mean|^4. */
  readonly fourthMoment: number;
}

const DOUBLE = Float64Array.BYTES_PER_ELEMENT;
/** Room that is left for the eigenvectors and signals that are allocated later. */
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

function placeMatrices(kernels: Kernels, samples: number, features: number) {
  if (!fitsDense(kernels, samples, features)) {
    throw new MemoryError(8 * features ** 2, kernels.arena.available, 'ask for `extremes` alone, which need no H');
  }
  const chunk = kernels.exports.chunkSamples(samples);
  return { chunk, ...layOut(kernels, regionBytes(kernels, samples, features)) };
}

export type DataSpace = ReturnType<typeof placeMatrices>;

/**
 * Builds H at `space.matrix`, with a copy of it at `space.copy`, and what the law is made of.
 * @param breathe awaited between slices with the share of the samples that is done, or under way
 * @throws MemoryError before anything is allocated
 */
export async function buildMatrices(
  kernels: Kernels,
  { data, scorer, wantsMoments, lengths }: DataPass,
  breathe: (done: number) => Promise<void>,
): Promise<{ readonly space: DataSpace; readonly statistics: SampleStatistics }> {
  const { exports, arena } = kernels;
  const { samples, source, mean } = data;
  const size = { samples, features: source.columns };
  const space = placeMatrices(kernels, samples, size.features);
  exports.hessianClear(space.matrix, size.features);
  if (wantsMoments) exports.hessianClear(space.copy, size.features);
  let centered = new Float64Array(0);
  let start = 0;
  let fourthPowers = 0;
  for await (const rows of source.chunks(space.chunk)) {
    const count = rows.length / size.features;
    const pause = () => breathe((start + count) / samples);
    scorer.score(space, start, rows);
    await addRows(kernels, space, rows, size, pause);
    if (wantsMoments) {
      if (centered.length !== rows.length) centered = new Float64Array(rows.length);
      fourthPowers += center(centered, rows, mean, lengths, start);
      arena.view(space.weights, count).fill(1);
      await addRows(kernels, { ...space, matrix: space.copy }, centered, size, pause);
    }
    start += count;
  }
  const bytes = exports.packedBytes(size.features);
  const moments = wantsMoments
    ? { covariance: arena.view(space.copy, bytes / DOUBLE).slice(), fourthMoment: fourthPowers / samples }
    : null;
  new Uint8Array(exports.memory.buffer).copyWithin(space.copy, space.matrix, space.matrix + bytes);
  return { space, statistics: { ...scorer.scores, mean, moments } };
}

/** Rows from `first` on, at one length where that is asked for, less their mean; returns the sum of the fourth powers of their lengths. */
function center(
  out: Float64Array,
  rows: Float64Array,
  ownMean: Float64Array,
  lengths: RowLengths | null,
  first: number,
): number {
  const mean = lengths?.mean ?? ownMean;
  let sum = 0;
  for (let at = 0, i = first; at < rows.length; i++) {
    const share = lengths ? Math.sqrt(lengths.size / lengths.squared[i]) : 1;
    let square = 0;
    for (let j = 0; j < mean.length; j++, at++) {
      const x = share * rows[at] - mean[j];
      out[at] = x;
      square += x * x;
    }
    sum += square * square;
  }
  return sum;
}
