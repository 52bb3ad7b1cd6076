/** The inverse of `defineModel`: a model as plain JSON, the content of a model file. */

import { ModelError } from '../errors';
import type { CovarianceInput } from './define-covariance';
import type { ModelInput, SignalInput } from './define-model';
import type {
  Covariance,
  CustomLabels,
  CustomLoss,
  CustomMap,
  CustomPreprocessing,
  Model,
  SignalVector,
} from './model';

/** A model that a file can hold. */
interface NamedModel {
  readonly response: Exclude<Model['response'], CustomLabels | CustomMap>;
  readonly loss: Exclude<Model['loss'], CustomLoss>;
  readonly preprocessing: Exclude<Model['preprocessing'], CustomPreprocessing>;
}

/** Whether response, loss or preprocessing are functions of the caller's. */
export function hasFunctions({ response, loss, preprocessing }: Model): boolean {
  return [response, loss, preprocessing].some((part) => part?.kind.startsWith('custom'));
}

/**
 * `defineModel(modelFileOf(model))` equals `model`.
 * @throws ModelError for a model with functions of the caller's, which no file can hold
 */
export function modelFileOf(model: Model): ModelInput {
  const { samples, features, aspectRatio, covariance, minimizer } = model;
  if (hasFunctions(model)) throw new ModelError('modelFileOf: model', 'a model without functions of your own', 'one');
  const { response, loss, preprocessing } = model as NamedModel;
  return {
    ...(samples !== null && features !== null ? { samples, features } : { aspectRatio }),
    response,
    ...(loss !== null && { loss }),
    ...(preprocessing !== null && { preprocessing }),
    covariance: covarianceOf(covariance),
    ...(model.entries.kind !== 'gaussian' && { entries: model.entries }),
    mean: signalOf(model.mean),
    ...(minimizer ? { at: { minimizer } } : { w: signalOf(model.w) }),
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
