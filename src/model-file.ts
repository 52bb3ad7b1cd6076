/** A model as plain JSON: what a model file holds, and what a figure keeps about its origin. */

import type { Covariance, Loss, Model, Preprocessing, Response, SignalVector } from './model';

export interface ModelFile {
  readonly samples?: number;
  readonly features?: number;
  /** Only where samples and features do not say it. */
  readonly aspectRatio?: number;
  readonly response: Response;
  readonly loss?: Loss;
  readonly preprocessing?: Preprocessing;
  readonly covariance: Covariance | { readonly kind: 'identity' };
  readonly mean: SignalVectorFile;
  readonly w: SignalVectorFile;
  readonly wStar: SignalVectorFile;
}

/** Coordinates in the signal frame, or in the space itself. */
export type SignalVectorFile = readonly number[] | { readonly values: readonly number[] };

export function modelFileOf(model: Model): ModelFile {
  const { samples, features, aspectRatio, response, loss, preprocessing, covariance } = model;
  const sized = samples !== null && features !== null;
  return {
    ...(samples !== null && { samples }),
    ...(features !== null && { features }),
    ...(!sized && { aspectRatio }),
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

function signalOf(vector: SignalVector): SignalVectorFile {
  return 'frame' in vector ? vector.frame : { values: Array.from(vector.values) };
}
