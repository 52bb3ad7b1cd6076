/** A model whose w is fitted: which law it has, or why it has none. */

import { distinctAtoms, type SignalGeometry } from '../../covariance/geometry';
import { MinimizerError } from '../../errors';
import type { Minimizer, Model } from '../../model/model';
import { fitLossOf } from './fit-loss';
import { type MinimizerLaw, minimizerLaw } from './minimizer-law';
import { responseLawOf } from './response-law';
import { separationRatio } from './separation';

const SEPARATED =
  'labels are separated beyond; as the ridge tends to 0 there, |w| grows like log(1 / ridge), the Hessian tends to 0, and w / |w| to the direction of largest margin';
const UNDERDETERMINED = 'beyond, w is not determined by the samples';

/**
 * @throws MinimizerError where no minimizer exists; ModelError where several may; ConvergenceError
 */
export function fitModel(model: Model, { ridge, intercept }: Minimizer, vectors: SignalGeometry): MinimizerLaw {
  const loss = fitLossOf(model);
  const response = responseLawOf(model);
  const { aspectRatio } = model;
  if (ridge === 0) {
    if (aspectRatio >= 1) throw new MinimizerError(aspectRatio, 1, UNDERDETERMINED);
    if (loss.separable && 'labels' in response) {
      const threshold = separationRatio(response, distinctAtoms(vectors.atoms), intercept);
      if (aspectRatio >= threshold) throw new MinimizerError(aspectRatio, threshold, SEPARATED);
    }
  }
  return minimizerLaw({ loss, response, aspectRatio, ridge, intercept }, vectors);
}
