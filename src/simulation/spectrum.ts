/** What one simulated trial gives: the eigenvalues of H and, where asked for, some eigenpairs. */

import type { Signal } from '../model/model';

export interface Eigenpair {
  /** Index into the ascending eigenvalues. */
  readonly index: number;
  readonly eigenvalue: number;
  /** ||H v - lambda v|| / ||H||, with v of unit norm. */
  readonly residual: number;
  /** Squared cosine of v with each signal that is not zero. */
  readonly alignment: Readonly<Partial<Record<Signal, number>>>;
  /** Unit norm, p entries. */
  readonly vector: Float64Array;
}

/** w as it was fitted on a trial's samples. */
export interface FittedVector {
  /** p numbers, in the coordinates of x. */
  readonly w: Float64Array;
  /** Null where none is fitted. */
  readonly intercept: number | null;
  readonly squaredNorm: number;
  readonly wStarOverlap: number;
  readonly meanOverlap: number;
  /** Norm of the objective's gradient at w, intercept included. */
  readonly gradientNorm: number;
  readonly iterations: number;
}

export interface Spectrum {
  readonly seed: number | bigint;
  readonly trial: number;
  readonly samples: number;
  readonly features: number;
  /** The eigenvalues of H, ascending: all p of them, or those that were selected. */
  readonly eigenvalues: Float64Array;
  /** Eigenvalues in each bin, where a histogram was asked for in their place. */
  readonly counts?: Int32Array | null;
  /** The eigenpairs that were asked for, by ascending index. */
  readonly pairs: readonly Eigenpair[];
  /** The largest |v . u| between two of the pairs' vectors, and | |v|^2 - 1 |; 0 without pairs. */
  readonly orthogonality: number;
  /** Sum of the diagonal of H and of its squared entries: the eigenvalues' sum and sum of squares, computed apart. */
  readonly trace: number;
  readonly frobeniusSquared: number;
  /** The w at which H is, if the model asks for a fitted one. */
  readonly fit?: FittedVector;
  /** Wall-clock milliseconds of each stage. */
  readonly timing: Readonly<Record<'sample' | 'build' | 'tridiagonalize' | 'eigenvalues' | 'eigenvectors', number>>;
}
