/**
 * Rows of different lengths. Of Gaussian features, |x - mean|^2 is tr C for all samples, up to a few percent; where lengths vary,
 * and the more so where they go along with the curvatures, the law of Gaussian features fails. But for any r_i > 0
 *
 *     H = (1/n) sum_i g_i x_i x_i^T = (1/n) sum_i (g_i r_i^2) (x_i / r_i)(x_i / r_i)^T
 *
 * is the Hessian of the rows x_i / r_i with the curvatures g_i r_i^2 as well: with r_i^2 = |x_i - mean|^2 over its mean, rows of
 * one length, whose law holds for elliptical features, r times Gaussian ones (N. El Karoui, Annals of Applied Probability 19,
 * 2009). Scores become h_i / r_i; where w is fitted, sum_i s_i x_i = sum_i (s_i r_i)(x_i / r_i), so that slopes become s_i r_i.
 */

import { ModelError } from '../errors';
import { checkVector, type DataStatistics, type FittedWeights } from './data-statistics';
import type { PreparedRows } from './prepared-rows';

const CHUNK_ROWS = 192;

/** What takes the rows x_i to x_i / r_i. */
export interface RowLengths {
  /** |x_i - mean|^2, n of them. */
  readonly squared: Float64Array;
  /** Their mean. */
  readonly size: number;
  /** The mean of x_i / r_i. */
  readonly mean: Float64Array;
}

/** What was measured row by row at w. */
export type RowMeasures = Pick<DataStatistics, 'curvatures' | 'projections' | 'teacherProjections'> &
  Partial<Pick<FittedWeights, 'slopes'>>;

/**
 * The measures of the rows x_i / r_i; their mean, covariance and fourth moment are to be taken from those rows, too.
 * @param squaredLengths r_i^2 up to a factor, n of them: they are divided by their mean
 * @throws ModelError for another count, or for one that is not a finite number above 0
 */
export function atOneLength(measures: RowMeasures, squaredLengths: Float64Array): RowMeasures {
  const n = measures.curvatures.length;
  checkVector('squaredLengths', squaredLengths, n);
  const bad = squaredLengths.findIndex((length) => !(length > 0));
  if (bad >= 0) throw new ModelError(`squaredLengths[${bad}]`, 'a number > 0', squaredLengths[bad]);
  const mean = squaredLengths.reduce((sum, length) => sum + length / n, 0);
  const r = squaredLengths.map((length) => Math.sqrt(length / mean));
  const { curvatures, projections, teacherProjections, slopes } = measures;
  return {
    curvatures: curvatures.map((g, i) => g * r[i] * r[i]),
    projections: projections.map((h, i) => h / r[i]),
    ...(teacherProjections && { teacherProjections: teacherProjections.map((h, i) => h / r[i]) }),
    ...(slopes && { slopes: slopes.map((s, i) => s * r[i]) }),
  };
}

/** Measured in one pass over the rows, whose own mean is known. */
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
