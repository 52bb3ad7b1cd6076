/** Rows at one length: x_i / r_i with r_i^2 = |x_i - mean|^2 over its mean (see row-lengths.ts). */

import type { PreparedRows } from './prepared-rows';

export interface RowLengths {
  /** |x_i - mean|^2, n of them. */
  readonly squared: Float64Array;
  /** Their mean. */
  readonly size: number;
  /** The mean of x_i / r_i. */
  readonly mean: Float64Array;
}

const CHUNK_ROWS = 192;

/** In one pass; the rows' mean is known. */
export async function measureLengths(
  { source, samples, mean, survey, scales, columns }: PreparedRows,
  breathe: () => Promise<void>,
): Promise<RowLengths> {
  const p = source.columns;
  const squared = new Float64Array(samples);
  const size = columns.kept.reduce((sum, j) => {
    const deviation = scales === null ? survey.deviations[j] : survey.deviations[j] / scales.scales[j];
    return sum + deviation * deviation;
  }, 0);
  const scaledMean = new Float64Array(p);
  let i = 0;
  for await (const rows of source.chunks(CHUNK_ROWS)) {
    for (let start = 0; start < rows.length; start += p, i++) {
      for (let j = 0; j < p; j++) squared[i] += (rows[start + j] - mean[j]) ** 2;
      const share = Math.sqrt(size / squared[i]) / samples;
      for (let j = 0; j < p; j++) scaledMean[j] += share * rows[start + j];
    }
    await breathe();
  }
  return { squared, size, mean: scaledMean };
}

/** Rows from `first` on, scaled, less their mean; returns the sum of the fourth powers of their lengths. */
export function centerScaled(out: Float64Array, rows: Float64Array, lengths: RowLengths, first: number): number {
  const { squared, size, mean } = lengths;
  let sum = 0;
  for (let at = 0, i = first; at < rows.length; i++) {
    const share = Math.sqrt(size / squared[i]);
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
