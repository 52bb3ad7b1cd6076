/** The optimal preprocessing of spectral initialization, and up to which p / n any one can work. */

import type { PreprocessingInput } from '../losses';
import type { Model } from '../model';
import { secondMoment } from './second-moment';

/**
 * The largest c = p / n below which some preprocessing finds wStar: E[(E[s^2 | y] - 1)^2], s ~ N(0, 1) along wStar
 * (Mondelli & Montanari, Foundations of Computational Mathematics 2019, equation 4); 2 for phase retrieval without noise.
 * @throws ModelError for a covariance other than the identity, a mean, no wStar, or a response that is not covered
 */
export function weakRecoveryThreshold(model: Model): number {
  const { at, expectation } = secondMoment(model);
  return expectation((y) => (at(y) - 1) ** 2);
}

/**
 * T*(y) = 1 - 1 / E[s^2 | y] in its bounded form at the model's c: with m = E[s^2 | y], cMax the weak-recovery threshold and
 * r = sqrt(cMax / c), T(y) = (m - 1) / (m - 1 + r); T* is what it is at c = cMax (Mondelli & Montanari 2019, theorem 2).
 * @throws ModelError as `weakRecoveryThreshold`
 */
export function optimalPreprocessing(model: Model): Extract<PreprocessingInput, { transform: unknown }> {
  const { at } = secondMoment(model);
  // Beyond the threshold no preprocessing works; T* stays the limit.
  const ratio = Math.max(1, Math.sqrt(weakRecoveryThreshold(model) / model.aspectRatio));
  return {
    transform: (y) => {
      const excess = at(y) - 1;
      return excess / Math.max(excess + ratio, Number.MIN_VALUE);
    },
    kinks: [0],
  };
}
