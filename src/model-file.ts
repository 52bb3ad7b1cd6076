/** The inverse of `defineModel`: a model as plain JSON, the content of a model file. */

import type { CovarianceInput } from './covariance';
import type { ModelInput, SignalInput } from './define-model';
import type { Covariance, Model, SignalVector } from './model';

/** `defineModel(modelFileOf(model))` equals `model`. */
export function modelFileOf(model: Model): ModelInput {
  const { samples, features, aspectRatio, response, loss, preprocessing, covariance } = model;
  return {
    ...(samples !== null && features !== null ? { samples, features } : { aspectRatio }),
    response,
    ...(loss !== null && { loss }),
    ...(preprocessing !== null && { preprocessing }),
    covariance: covarianceOf(covariance),
    mean: signalOf(model.mean),
    w: signalOf(model.w),
    wStar: signalOf(model.wStar),
  };
}

export function isIdentity(covariance: Covariance): boolean {
  return covariance.kind === 'atoms' && covariance.eigenvalues.every((eigenvalue) => eigenvalue === 1);
}

function covarianceOf(covariance: Covariance): CovarianceInput {
  if (isIdentity(covariance)) return { kind: 'identity' };
  switch (covariance.kind) {
    case 'atoms':
      return { eigenvalues: covariance.eigenvalues, weights: covariance.weights };
    case 'diagonal':
      return { kind: 'diagonal', values: Array.from(covariance.values) };
    case 'matrix': {
      const { order, entries } = covariance;
      const rows = Array.from({ length: order }, (_, i) => Array.from(entries.subarray(i * order, (i + 1) * order)));
      return { kind: 'matrix', rows };
    }
    default:
      return covariance;
  }
}

function signalOf(vector: SignalVector): SignalInput {
  return 'frame' in vector ? vector.frame : { values: Array.from(vector.values) };
}
