/** What the Hessian of a data set's loss gives: the kernels' part of it. */

import type { Eigenpair } from '../simulation/spectrum';
import type { Scores } from './scores';

/** What the law is predicted from. */
export interface SampleStatistics extends Scores {
  /** Of the rows as they are used, p numbers. */
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

export interface DataEigenvalues {
  /** All p, ascending; null where only extremes were found. */
  readonly eigenvalues: Float64Array | null;
  /** By ascending index. `alignment`: with the sample mean, w, and the teacher as wStar. */
  readonly pairs: readonly Eigenpair[];
  /** The largest |v . u| between two of the pairs' vectors, and | |v|^2 - 1 |; 0 without pairs. */
  readonly orthogonality: number;
  /** The eigenvalues' sum, computed apart. */
  readonly trace: number;
}

/**
 * Given what the law is made of, and all eigenvalues (null where only extremes are found): the indices of the pairs that are wanted.
 */
export type ChoosePairs = (statistics: SampleStatistics, eigenvalues: Float64Array | null) => readonly number[];
