/** How the eigenvalues of C share the p dimensions of a finite sample. */

import { MAX_FRAME } from './frame';
import type { AtomicCovariance, Covariance } from './model';

/** Dimensions of the eigenspaces at `features` coordinates: weights times features, rounded by largest remainder. */
export function eigenspaceSizes({ weights }: Pick<AtomicCovariance, 'weights'>, features: number): number[] {
  const shares = weights.map((weight) => weight * features);
  const sizes = shares.map(Math.floor);
  const missing = features - sizes.reduce((total, size) => total + size, 0);
  const byRemainder = shares
    .map((share, k) => ({ k, remainder: share - sizes[k] }))
    .sort((a, b) => b.remainder - a.remainder || a.k - b.k);
  for (let i = 0; i < missing; i++) sizes[byRemainder[i].k]++;
  return sizes;
}

/**
 * The blocks of eigenvectors in which the signal frame is spread evenly: eigenspaces of atoms; where every eigenvector has an
 * eigenvalue of its own, some 8 neighbors, between which eigenvalues differ by O(1 / p).
 */
export function frameBlocks(covariance: Covariance, features: number): number[] {
  if (covariance.kind === 'atoms') return eigenspaceSizes(covariance, features);
  const count = Math.max(1, Math.floor(features / MAX_FRAME));
  return eigenspaceSizes({ weights: new Array<number>(count).fill(1 / count) }, features);
}
