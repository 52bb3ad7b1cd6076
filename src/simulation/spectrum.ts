/** What one simulated trial gives: the eigenvalues of H and, where asked for, some eigenpairs. */

import type { Signal } from '../model';

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
  /** Wall-clock milliseconds of each stage. */
  readonly timing: Readonly<Record<'sample' | 'build' | 'tridiagonalize' | 'eigenvalues' | 'eigenvectors', number>>;
}
