/** The losses l(y, h) and preprocessings T(y) of the catalogue: from what a model file says to a value. */

import { checkName, checkNumber, checkObject } from './check';
import { ModelError } from './errors';
import type { Loss, Preprocessing, Response } from './model';
import { isBinary } from './responses';

export const LOSS_KINDS = ['logistic', 'exponential', 'square', 'phase-retrieval'] as const;
export const PREPROCESSING_KINDS = ['clip'] as const;

/** The losses that are defined for labels +-1 alone. */
const BINARY_LOSSES: readonly string[] = ['logistic', 'exponential'];

/** A name, or {kind}. Refuses a loss for labels +-1 where the response is continuous. */
export function defineLoss(input: unknown, response: Response): Loss {
  const fields = typeof input === 'string' ? { kind: input } : checkObject('loss', input, ['kind']);
  const kind = checkName('loss', fields.kind, LOSS_KINDS);
  if (BINARY_LOSSES.includes(kind) && !isBinary(response)) {
    throw new ModelError('loss', `a loss for the continuous response "${response.kind}" (this one takes +-1)`, kind);
  }
  return { kind };
}

/** {kind: 'clip', bound}: T(y) = min(max(y, -bound), bound), bound > 0. */
export function definePreprocessing(input: unknown): Preprocessing {
  const fields = checkObject('preprocessing', input, ['kind', 'bound']);
  const kind = checkName('preprocessing.kind', fields.kind, PREPROCESSING_KINDS);
  return { kind, bound: checkNumber('preprocessing.bound', fields.bound, { above: 0 }) };
}
