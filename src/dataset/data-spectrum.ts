/** What the Hessian of a data set's loss gives: the kernels' part of it. */

import type { Eigenpair } from '../simulation/spectrum';
import type { Scores } from './scores';

/** What the law is predicted from. */
export interface SampleStatistics extends Scores {
  /** Of the rows as they are used, p numbers. */
  readonly mean: Float64Array;
  /** (1/n) sum (x - mean)(x - mean)^T, packed as assembly/packed.ts has it; null where it is not wanted, or too large. */
  readonly covariance: Float64Array | null;
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

/** Given the eigenvalues that there are, and what the law is made of: the indices of the pairs that are wanted. */
export type ChoosePairs = (eigenvalues: Float64Array, statistics: SampleStatistics) => readonly number[];
