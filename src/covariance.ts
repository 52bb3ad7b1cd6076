/** The spectrum of C and how its eigenvalues fill the p coordinates of a finite sample. */

import { checkName, checkNumbers, checkObject } from './check';
import { ModelError } from './errors';
import type { Covariance } from './model';

const IDENTITY: Covariance = { eigenvalues: [1], weights: [1] };

/** Weights may miss 1 by their rounding alone. */
const WEIGHT_SUM_TOLERANCE = 1e-12;

/** "identity", {kind: "identity"}, or {eigenvalues, weights}: eigenvalues > 0, weights > 0 that add to 1. */
export function defineCovariance(input: unknown): Covariance {
  if (input === undefined || input === 'identity') return IDENTITY;
  const fields = checkObject('covariance', input, ['kind', 'eigenvalues', 'weights']);
  if (fields.kind !== undefined) {
    checkName('covariance.kind', fields.kind, ['identity']);
    checkObject('covariance', fields, ['kind']);
    return IDENTITY;
  }
  const eigenvalues = checkNumbers('covariance.eigenvalues', fields.eigenvalues, { above: 0 });
  const weights = checkNumbers('covariance.weights', fields.weights, { above: 0 });
  if (eigenvalues.length === 0) throw new ModelError('covariance.eigenvalues', 'at least one eigenvalue', eigenvalues);
  if (weights.length !== eigenvalues.length) {
    throw new ModelError('covariance.weights', `${eigenvalues.length} weights, one for each eigenvalue`, weights);
  }
  const sum = weights.reduce((total, weight) => total + weight, 0);
  if (Math.abs(sum - 1) > WEIGHT_SUM_TOLERANCE * weights.length) {
    throw new ModelError('covariance.weights', 'weights that add to 1', `${JSON.stringify(weights)} (sum ${sum})`);
  }
  return { eigenvalues, weights };
}

/** Dimensions of the eigenspaces at `features` coordinates: weights times features, rounded by largest remainder. */
export function eigenspaceSizes({ weights }: Covariance, features: number): number[] {
  const shares = weights.map((weight) => weight * features);
  const sizes = shares.map(Math.floor);
  const missing = features - sizes.reduce((total, size) => total + size, 0);
  const byRemainder = shares
    .map((share, k) => ({ k, remainder: share - sizes[k] }))
    .sort((a, b) => b.remainder - a.remainder || a.k - b.k);
  for (let i = 0; i < missing; i++) sizes[byRemainder[i].k]++;
  return sizes;
}
