/** H = (1/n) X D X^T of samples whose rows are at hand, into the packed matrix, chunk by chunk. */

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

/** X, row-major. */
export interface RowSamples {
  readonly x: Float64Array;
  readonly samples: number;
  readonly features: number;
}

/**
 * @param weigh writes the curvatures of `count` samples from `start` on to `space.weights`
 * @param breathe awaited between slices with the share of the samples that is done, or under way
 */
export async function accumulateRows(
  { exports, arena }: Kernels,
  { chunk, matrix, panels, strips, rows, weights }: RowSpace,
  { x, samples, features }: RowSamples,
  weigh: (start: number, count: number) => void,
  breathe: (done: number) => Promise<void>,
): Promise<void> {
  exports.hessianClear(matrix, features);
  for (let start = 0; start < samples; start += chunk) {
    const count = Math.min(chunk, samples - start);
    arena.view(rows, count * features).set(x.subarray(start * features, (start + count) * features));
    weigh(start, count);
    exports.packRows(panels, rows, features, count);
    exports.hessianScale(strips, panels, weights, samples, features, count);
    for (let first = 0; first < exports.blockCount(features); ) {
      const last = exports.hessianSliceEnd(first, features, count);
      exports.hessianAccumulate(matrix, panels, strips, count, first, last);
      first = last;
      await breathe((start + count) / samples);
    }
  }
}
