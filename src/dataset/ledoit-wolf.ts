/**
 * Linear shrinkage of the sample covariance S towards a multiple of the identity (O. Ledoit & M. Wolf, J. Multivariate Analysis
 * 88, 2004): (1 - s) S + s m I with m = tr S / p and the s that minimizes the expected Frobenius distance from C, estimated by
 *
 *     d^2 = |S|^2 / p - m^2,    b^2 = min(d^2, (1/n^2) sum_i |x_i x_i^T - S|^2 / p),    s = b^2 / d^2,
 *
 * x_i centered and |.| the Frobenius norm. As sum_i |x_i x_i^T - S|^2 = sum_i |x_i|^4 - n |S|^2, one pass over the rows does.
 */

export interface Shrinkage {
  /** s, from 0 (S as it is) to 1. */
  readonly amount: number;
  /** m. */
  readonly target: number;
}

export interface ShrinkageMoments {
  readonly samples: number;
  readonly features: number;
  /** tr S and |S|^2; S is centered, and divided by n. */
  readonly trace: number;
  readonly squaredNorm: number;
  /** (1/n) sum_i |x_i - mean|^4. */
  readonly fourthMoment: number;
}

export function ledoitWolf({ samples, features, trace, squaredNorm, fourthMoment }: ShrinkageMoments): Shrinkage {
  const target = trace / features;
  const distance = squaredNorm / features - target * target;
  const noise = (fourthMoment - squaredNorm) / samples / features;
  // A multiple of the identity is its own target.
  const amount = distance > 0 ? Math.min(1, Math.max(0, noise / distance)) : 1;
  return { amount, target };
}
