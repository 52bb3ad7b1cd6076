/** What the law of a Hessian needs to know of data: sums over the rows, and what was measured row by row at w. */

import { checkNumber } from '../check';
import { ModelError } from '../errors';
import { checkFinite, checkFloat64Array } from '../rows/user-array';
import { packedLength } from '../wasm/packed-matrix';

export interface DataStatistics {
  /** n and p. */
  readonly samples: number;
  readonly features: number;
  /** g_i = d2l/dh2 at (y_i, h_i), n of them, with whatever intercept there is in h_i. */
  readonly curvatures: Float64Array;
  /** w . x_i, without an intercept. */
  readonly projections: Float64Array;
  /** wStar . x_i; with `teacher`. */
  readonly teacherProjections?: Float64Array;
  /** The sample mean of x, p numbers. */
  readonly mean: Float64Array;
  /** (1/n) sum_i (x_i - mean)(x_i - mean)^T, packed as the kernels' H is. */
  readonly covariance: Float64Array;
  /** (1/n) sum_i |x_i - mean|^4. */
  readonly fourthMoment: number;
  /** w. */
  readonly weights: Float64Array;
  /** wStar. */
  readonly teacher?: Float64Array;
}

/** What is known besides where w = argmin (1/n) sum_i l(y_i, w . x_i + intercept) + (ridge / 2) |w|^2 of these very samples. */
export interface FittedWeights {
  readonly ridge: number;
  /** s_i = dl/dh at (y_i, h_i), n of them. With an unpenalized intercept they add to zero. */
  readonly slopes: Float64Array;
}

/** @throws ModelError for an array of another length, NaN or Infinity, or a teacher without its projections */
export function checkStatistics(data: DataStatistics): void {
  const samples = checkNumber('samples', data.samples, { min: 2, integer: true });
  const features = checkNumber('features', data.features, { min: 1, integer: true });
  checkNumber('fourthMoment', data.fourthMoment, { min: 0 });
  checkVector('curvatures', data.curvatures, samples);
  checkVector('projections', data.projections, samples);
  checkVector('mean', data.mean, features);
  checkVector('weights', data.weights, features);
  checkVector('covariance', data.covariance, packedLength(features));
  if ((data.teacher === undefined) !== (data.teacherProjections === undefined)) {
    throw new ModelError('teacher', 'both teacher and teacherProjections, or neither', 'one of them');
  }
  if (data.teacher) checkVector('teacher', data.teacher, features);
  if (data.teacherProjections) checkVector('teacherProjections', data.teacherProjections, samples);
}

export function checkVector(argument: string, value: unknown, length: number): void {
  const vector = checkFloat64Array(argument, value);
  if (vector.length !== length) throw new ModelError(argument, `${length} numbers`, `${vector.length} numbers`);
  checkFinite(argument, vector);
}
