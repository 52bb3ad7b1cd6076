/** H and the moments of the features, in one pass over the rows. */

import { addRows, type RowSpace } from '../simulation/row-hessian';
import type { Kernels } from '../wasm/kernels';
import type { PreparedRows } from './prepared-rows';
import type { Scorer, ScoreSpace } from './scores';

/**
 * @param covariance where (1/n) sum (x - mean)(x - mean)^T goes; null where it is not wanted
 * @param breathe awaited between slices with the share of the samples that is done, or under way
 * @returns (1/n) sum |x - mean|^4; 0 without a covariance
 */
export async function accumulateData(
  kernels: Kernels,
  space: RowSpace & ScoreSpace,
  { source, samples, mean }: PreparedRows,
  scorer: Scorer,
  covariance: number | null,
  breathe: (done: number) => Promise<void>,
): Promise<number> {
  const { exports, arena } = kernels;
  const size = { samples, features: source.columns };
  exports.hessianClear(space.matrix, size.features);
  if (covariance !== null) exports.hessianClear(covariance, size.features);
  let centered = new Float64Array(0);
  let start = 0;
  let fourthPowers = 0;
  for await (const rows of source.chunks(space.chunk)) {
    const count = rows.length / size.features;
    const pause = () => breathe((start + count) / samples);
    scorer.score(space, start, rows);
    await addRows(kernels, space, rows, size, pause);
    if (covariance !== null) {
      if (centered.length !== rows.length) centered = new Float64Array(rows.length);
      fourthPowers += center(centered, rows, mean);
      arena.view(space.weights, count).fill(1);
      await addRows(kernels, { ...space, matrix: covariance }, centered, size, pause);
    }
    start += count;
  }
  return fourthPowers / samples;
}

/** Rows less their mean; returns the sum of the fourth powers of their lengths. */
function center(out: Float64Array, rows: Float64Array, mean: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < rows.length; ) {
    let square = 0;
    for (let j = 0; j < mean.length; j++, at++) {
      const x = rows[at] - mean[j];
      out[at] = x;
      square += x * x;
    }
    sum += square * square;
  }
  return sum;
}
