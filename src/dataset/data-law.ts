/** The law of a data set's Hessian, from what a pass over its rows gave. */

import { lossFunctions } from '../model/losses';
import type { Loss } from '../model/model';
import type { SampleStatistics } from './data-spectrum';
import type { CovarianceEstimator } from './estimated-covariance';
import { type DataLaw, lawOfData } from './law-of-data';
import type { PreparedRows } from './prepared-rows';
import { atOneLength, type RowMeasures } from './row-lengths';
import type { RowLengths } from './scaled-rows';
import type { DataPoint } from './scores';

export interface DataLawTask {
  readonly data: PreparedRows;
  readonly point: DataPoint;
  readonly loss: Loss;
  readonly estimator: CovarianceEstimator;
  /** Where the law is that of the rows at one length. */
  readonly lengths: RowLengths | null;
  /** Where w was fitted on these rows; else null. */
  readonly ridge: number | null;
}

/** Null where there are no moments to estimate C from. */
export function dataLaw(task: DataLawTask, statistics: SampleStatistics): DataLaw | null {
  const { data, point, estimator, lengths, ridge } = task;
  const { moments, mean } = statistics;
  if (moments === null) return null;
  const measures: RowMeasures = {
    curvatures: statistics.curvatures,
    projections: statistics.projections,
    ...(statistics.teacherProjections && { teacherProjections: statistics.teacherProjections }),
    ...(ridge !== null && { slopes: slopesOf(task, statistics) }),
  };
  const { slopes, ...scores } = lengths ? atOneLength(measures, lengths.squared) : measures;
  const size = { samples: data.samples, features: data.source.columns };
  return lawOfData(
    {
      ...{ ...size, ...scores, ...moments, mean: lengths?.mean ?? mean, weights: point.w },
      ...(point.teacher && { teacher: point.teacher }),
    },
    { estimator, ...(ridge !== null && slopes && { fitted: { ridge, slopes } }) },
  );
}

/** dl/dh of each sample; a loss that was fitted is one of the catalogue. */
function slopesOf({ data, point, loss }: DataLawTask, { projections }: SampleStatistics): Float64Array {
  if (loss.kind === 'custom') throw new RangeError('dataLaw: a loss that is known by its curvature alone was fitted');
  const { slope } = lossFunctions(loss);
  const { values: y } = data.labels;
  return projections.map((projection, i) => slope(y[i], projection + point.intercept));
}
