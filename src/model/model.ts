/**
 * A model is a value: everything that the simulation and the limiting law need to know.
 *
 * n samples x ~ N(mean, C) in p dimensions, a response y ~ f(y | wStar . x), and either a loss l(y, w . x), whose
 * curvature is g = d2l/dh2 (y, h) at h = w . x, or a preprocessing T(y) with g = T(y). The Hessian is
 * H = (1/n) sum_i g_i x_i x_i^T (Liao & Mahoney, NeurIPS 2021, equation 1).
 */

import type { Loss } from './losses';
import type { Preprocessing } from './preprocessings';
import type { Response } from './responses';

export type { CustomLabels, CustomLoss, CustomMap, CustomPreprocessing } from './custom-functions';
export type { Loss } from './losses';
export type { Preprocessing } from './preprocessings';
export type { Response } from './responses';

/**
 * C, positive definite. A kind that names only eigenvalues is diagonal: they fill the p coordinates in ascending order (atoms
 * and 'diagonal' in the order given).
 */
export type Covariance = AtomicCovariance | DiagonalCovariance | ContinuousCovariance | DenseCovariance;

/** Eigenvalues t_k > 0 with weights that add to 1, each filling a block of coordinates. Identity: one atom at 1. */
export interface AtomicCovariance {
  readonly kind: 'atoms';
  readonly eigenvalues: readonly number[];
  readonly weights: readonly number[];
}

/** The p variances. */
export interface DiagonalCovariance {
  readonly kind: 'diagonal';
  readonly values: Float64Array;
}

/** Kinds that have a limiting spectrum and, at p features, a spectrum of p eigenvalues. */
export type ContinuousCovariance =
  | { readonly kind: 'uniform'; readonly from: number; readonly to: number } // on [from, to]
  | { readonly kind: 'power-law'; readonly exponent: number; readonly from: number; readonly to: number } // density ~ t^-exponent
  | { readonly kind: 'marchenko-pastur'; readonly aspectRatio: number; readonly variance: number } // aspectRatio < 1
  | AutoregressiveCovariance;

/** C_ij = variance * correlation^|i - j|: not diagonal, but a process with memory along the coordinates. */
export interface AutoregressiveCovariance {
  readonly kind: 'toeplitz';
  /** In (-1, 1). */
  readonly correlation: number;
  readonly variance: number;
}

/** A symmetric positive definite matrix of order p. */
export interface DenseCovariance {
  readonly kind: 'matrix';
  readonly order: number;
  /** p x p, row-major, exactly symmetric. */
  readonly entries: Float64Array;
  /** L with C = L L^T: the rows of its lower triangle, one after the other, p (p + 1) / 2 numbers. */
  readonly factor: Float64Array;
}

/** The law of the independent entries z of a sample x = mean + C^(1/2) z: mean 0, variance 1. The limiting law takes them as Gaussian. */
export type Entries =
  | { readonly kind: 'gaussian' }
  | { readonly kind: 'rademacher' } // -1 or 1
  | { readonly kind: 'uniform' } // on [-sqrt(3), sqrt(3)]
  | { readonly kind: 'student-t'; readonly degrees: number }; // scaled to variance 1

/** Coordinates in the orthonormal signal frame, each direction spread evenly over the eigenspaces of C (at most 8). */
export interface FrameVector {
  readonly frame: readonly number[];
}

/** A vector given by its p coordinates: those in which C is written (see `Covariance`). */
export interface CoordinateVector {
  readonly values: Float64Array;
}

export type SignalVector = FrameVector | CoordinateVector;

/** w fitted on the samples themselves: argmin (1/n) sum_i l(y_i, w . x_i + intercept) + (ridge / 2) |w|^2. */
export interface Minimizer {
  /** >= 0. The Hessian is that of the losses alone, without the ridge. */
  readonly ridge: number;
  /** Whether an intercept is fitted, which has no penalty. */
  readonly intercept: boolean;
}

/** A validated model: every field is filled in. Made by `defineModel`. */
export interface Model {
  /** n, or null where only the limit is described. */
  readonly samples: number | null;
  /** p, or null where only the limit is described. */
  readonly features: number | null;
  /** c = p / n. */
  readonly aspectRatio: number;
  readonly response: Response;
  /** Exactly one of `loss` and `preprocessing` is not null. */
  readonly loss: Loss | null;
  readonly preprocessing: Preprocessing | null;
  readonly covariance: Covariance;
  readonly entries: Entries;
  readonly mean: SignalVector;
  /** Zero where w is fitted. */
  readonly w: SignalVector;
  /** What h has beside w . x: zero, but at a w that was fitted with an intercept. */
  readonly intercept: number;
  readonly wStar: SignalVector;
  /** Where w is fitted, in place of `w`; null where w is fixed. */
  readonly minimizer: Minimizer | null;
}

/** n and p of a model that has a size. */
export function sizeOf({ samples, features }: Model): { readonly samples: number; readonly features: number } | null {
  return samples === null || features === null ? null : { samples, features };
}

/** The three vectors of a model, in the order in which Gram matrices list them. */
export const SIGNALS = ['mean', 'w', 'wStar'] as const;
export type Signal = (typeof SIGNALS)[number];
