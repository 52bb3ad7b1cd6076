/** From what a caller or a model file says to a loss that fits the response. */

import { ModelError } from '../errors';
import { defineNamed } from './catalogue';
import { defineCustomLoss } from './custom-functions';
import { LOSS_PARAMETERS, LOSSES, type Loss, type LossEntry } from './losses';
import { type Response, type ResponseValues, valuesOf } from './responses';

const IN_WORDS: Record<ResponseValues, string> = {
  signs: 'labels +-1',
  counts: 'counts 0, 1, 2, ...',
  reals: 'real numbers',
};

/**
 * A name, {kind} with its parameter, or {curvature}.
 * @throws ModelError for a loss of labels +-1, or of counts, where the response gives something else
 */
export function defineLoss(input: unknown, response: Response): Loss {
  const loss = defineLossAlone(input);
  const takes = labelsTakenBy(loss);
  const gives = valuesOf(response);
  if (takes !== 'any' && takes !== gives) {
    const reason = `this one takes ${IN_WORDS[takes]}, the response "${response.kind}" gives ${IN_WORDS[gives]}`;
    throw new ModelError('loss', `a loss that fits the response (${reason})`, loss.kind);
  }
  return loss;
}

/** The same, whatever the response. */
export function defineLossAlone(input: unknown): Loss {
  if (typeof input === 'object' && input !== null && 'curvature' in input) return defineCustomLoss(input);
  return defineNamed('loss', input, LOSSES, LOSS_PARAMETERS);
}

/** The values of y that a loss takes. */
export function labelsTakenBy({ kind }: Loss): LossEntry['labels'] {
  return kind === 'custom' ? 'any' : LOSSES[kind].labels;
}
