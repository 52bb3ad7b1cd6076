/** The limiting law of a model's Hessian spectrum: from a model to what its law is made of. */

import { isContinuous, type SignalGeometry, signalGeometry } from '../covariance/geometry';
import { ModelError } from '../errors';
import type { Model } from '../model/model';
import { AssembledLaw } from './assembled-law';
import { curvatureLaw } from './curvature/builder';
import type { CurvatureLaw } from './curvature/curvature-law';
import type { Law } from './law';
import { fitModel } from './minimizer/fit-model';
import { type LawParts, resolvedLaw } from './resolved-law';

/**
 * The law of the spectrum of `model`'s Hessian as samples and features grow in proportion. Its parts are worked out when
 * first asked for.
 *
 * @throws ModelError for a combination of loss and response that has no law; its methods throw ConvergenceError.
 */
export function limitingLaw(model: Model): Law {
  return assembledLaw(model);
}

/** `limitingLaw`, with what the parts of the law are made of; `curvature` if it is known already. */
export function assembledLaw(model: Model, curvature?: CurvatureLaw): AssembledLaw {
  const { minimizer } = model;
  return lawOn(model, (geometry) => {
    if (minimizer) return fitModel(model, minimizer, geometry);
    return { curvature: curvature ?? curvatureLaw(model, geometry), geometry };
  });
}

/**
 * The law of the Hessian of a fresh sample, at the w that was fitted on another one of the same size: the law at a fixed w
 * with the minimizer's |w|^2, its products with wStar and mean, and its intercept.
 *
 * @throws ModelError for a model whose w is not fitted; else as `limitingLaw`
 */
export function freshSampleLaw(model: Model): Law {
  const { minimizer } = model;
  if (minimizer === null) throw new ModelError('freshSampleLaw: model', 'a w that is fitted', 'a fixed one');
  return lawOn(model, (vectors) => {
    const { geometry, intercept } = fitModel(model, minimizer, vectors);
    return { curvature: curvatureLaw({ ...model, intercept }, geometry), geometry };
  });
}

/** The law of the parts that the model's vectors lead to, with enough nodes where the spectrum of C is continuous. */
function lawOn(model: Model, partsOf: (vectors: SignalGeometry) => LawParts): AssembledLaw {
  const { aspectRatio, features, covariance } = model;
  if (features === null && isContinuous(covariance)) {
    return resolvedLaw((nodes) => partsOf(signalGeometry(model, nodes)), aspectRatio);
  }
  const parts = partsOf(signalGeometry(model));
  return new AssembledLaw(parts.curvature, parts.geometry, aspectRatio, parts);
}
