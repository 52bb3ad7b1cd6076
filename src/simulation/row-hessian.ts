/** H = (1/n) X D X^T of samples whose rows are at hand, into a packed matrix, chunk by chunk. */

import type { RowSource } from '../rows/row-source';
import type { Kernels } from '../wasm/kernels';

export interface RowSpace {
  /** Samples at once. */
  readonly chunk: number;
  readonly matrix: number;
  readonly panels: number;
  readonly strips: number;
  /** chunk x p. */
  readonly rows: number;
  /** The curvatures of a chunk. */
  readonly weights: number;
}

/** n, and X. */
export interface RowSamples {
  readonly samples: number;
  readonly source: RowSource;
}

/** Bytes of each part of a `RowSpace`, for n samples of p features. */
export function rowSpaceBytes({ exports }: Kernels, samples: number, features: number) {
  const chunk = exports.chunkSamples(samples);
  const panels = exports.panelBytes(features, chunk);
  return {
    matrix: exports.packedBytes(features),
    panels,
    strips: panels,
    rows: chunk * features * Float64Array.BYTES_PER_ELEMENT,
    weights: chunk * Float64Array.BYTES_PER_ELEMENT,
  };
}

/**
 * @param weigh writes the curvatures of the samples from `start` on, whose rows it is given, to `space.weights`
 * @param breathe awaited between slices with the share of the samples that is done, or under way
 */
export async function accumulateRows(
  kernels: Kernels,
  space: RowSpace,
  { source, samples }: RowSamples,
  weigh: (start: number, count: number, rows: Float64Array) => void,
  breathe: (done: number) => Promise<void>,
): Promise<void> {
  const features = source.columns;
  kernels.exports.hessianClear(space.matrix, features);
  let start = 0;
  for await (const rows of source.chunks(space.chunk)) {
    const count = rows.length / features;
    weigh(start, count, rows);
    await addRows(kernels, space, rows, { samples, features }, () => breathe((start + count) / samples));
    start += count;
  }
}

/** Adds a chunk, whose curvatures are in place, to the matrix. */
export async function addRows(
  { exports, arena }: Kernels,
  { matrix, panels, strips, rows, weights }: RowSpace,
  values: Float64Array,
  { samples, features }: { readonly samples: number; readonly features: number },
  breathe: () => Promise<void>,
): Promise<void> {
  const count = values.length / features;
  arena.view(rows, values.length).set(values);
  exports.packRows(panels, rows, features, count);
  exports.hessianScale(strips, panels, weights, samples, features, count);
  for (let first = 0; first < exports.blockCount(features); ) {
    const last = exports.hessianSliceEnd(first, features, count);
    exports.hessianAccumulate(matrix, panels, strips, features, count, first, last);
    first = last;
    await breathe();
  }
}
