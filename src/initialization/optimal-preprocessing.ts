/** The optimal preprocessing of spectral initialization, what it achieves, and up to which p / n any one can work. */

import { checkObject } from '../check';
import { ModelError } from '../errors';
import type { Model } from '../model/model';
import type { PreprocessingInput } from '../model/preprocessings';
import { findRoot } from '../numerics/roots';
import type { LabelNode } from './label-nodes';
import { secondMoment } from './second-moment';

export type CustomTransform = Extract<PreprocessingInput, { transform: unknown }>;

export interface OptimalOptions {
  /** True by default: the bounded form. False: T* = 1 - E[p(y | s)] / E[s^2 p(y | s)] itself. */
  readonly regularized?: boolean;
}

/**
 * The largest c = p / n below which some preprocessing finds wStar: E[(E[s^2 | y] - 1)^2], s ~ N(0, 1) along wStar
 * (Mondelli & Montanari, Foundations of Computational Mathematics 2019, equation 4); 2 for phase retrieval without noise.
 * @throws ModelError for a covariance other than the identity, a mean, no wStar, or a response that is not covered
 */
export function weakRecoveryThreshold(model: Model): number {
  return excessSquare(secondMoment(model).nodes);
}

/**
 * T* = 1 - 1 / m(y), m(y) = E[s^2 | y] = E[s^2 p(y | s)] / E[p(y | s)], in one of two forms.
 *
 * Not regularized it has the largest alignment of all preprocessings at every c (Luo, Alghamdi & Lu, IEEE Transactions on
 * Signal Processing 2019; `optimalAlignment` has the proof), and is unbounded below where m comes near zero; there it is cut off at -1 / epsilon.
 * Regularized it is bounded, T(y) = (m - 1) / (m - 1 + r) with r = sqrt(cMax / c), cMax the weak-recovery threshold: as good
 * as any at deciding whether something is found (Mondelli & Montanari 2019, theorem 2), less well aligned, T* at c = cMax.
 * @throws ModelError as `weakRecoveryThreshold`
 */
export function optimalPreprocessing(model: Model, options: OptimalOptions = {}): CustomTransform {
  const { regularized = true } = checkObject('options', options, ['regularized']);
  if (typeof regularized !== 'boolean') throw new ModelError('regularized', 'true or false', regularized);
  const moment = secondMoment(model);
  // Beyond the threshold no preprocessing works; T* stays the limit.
  const ratio = regularized ? Math.max(1, Math.sqrt(excessSquare(moment.nodes) / model.aspectRatio)) : 1;
  return {
    transform: (y) => {
      const excess = moment.at(y) - 1;
      return excess === Number.POSITIVE_INFINITY ? 1 : excess / Math.max(excess + ratio, Number.EPSILON);
    },
    kinks: [0, ...moment.levels],
  };
}

/**
 * The largest squared cosine with wStar that the top eigenvector can have in the limit, over all preprocessings: 1 / (1 + k)
 * where k E[(m - 1)^2 / (m + k)] = c; 0 from the weak-recovery threshold on. With q = T / (lambda - T) the squared cosine is
 * (c - E[q^2]) / (c - E[q^2] + E[m q^2]) under E[(m - 1) q] = c (Lu & Li 2020, proposition 2, at the outlier lambda); this is
 * its maximum over q > -1, at q = k (m - 1) / (m + k), that is T ~ 1 - 1 / m.
 * @throws ModelError as `weakRecoveryThreshold`
 */
export function optimalAlignment(model: Model): number {
  const { nodes } = secondMoment(model);
  const c = model.aspectRatio;
  const most = excessSquare(nodes);
  if (c >= most) return 0;
  // In a = 1 / (1 + k): (1 - a) E[(m - 1)^2 / (a m + 1 - a)] falls from cMax at 0 to 0 at 1.
  const found = (a: number) =>
    nodes.reduce((sum, { mass, moment }) => sum + (mass * (moment - 1) ** 2) / (a * moment + 1 - a), 0) * (1 - a);
  return findRoot((a) => c - found(a), { a: 0, fa: c - most, b: 1, fb: c }).x;
}

/** E[(m - 1)^2]. */
function excessSquare(nodes: readonly LabelNode[]): number {
  return nodes.reduce((sum, { mass, moment }) => sum + mass * (moment - 1) ** 2, 0);
}
