/** The inverse of `defineModel`: a model as plain JSON, the content of a model file. */

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
    covariance: isIdentity(covariance) ? { kind: 'identity' } : covariance,
    mean: signalOf(model.mean),
    w: signalOf(model.w),
    wStar: signalOf(model.wStar),
  };
}

export function isIdentity({ eigenvalues }: Covariance): boolean {
  return eigenvalues.every((eigenvalue) => eigenvalue === 1);
}

function signalOf(vector: SignalVector): SignalInput {
  return 'frame' in vector ? vector.frame : { values: Array.from(vector.values) };
}
