/** A model as the page holds it: the model file's JSON, with expressions as text where code would have functions. */

import { ModelError } from '../../errors';
import type { ModelInput } from '../../model/define-model';
import type { LossInput } from '../../model/losses';
import type { ResponseInput } from '../../model/responses';
import { functionOf } from '../expression/evaluate';
import { parseExpression } from '../expression/parse';

/** l''(y, h), say "1 / (4 * cosh(h/2)^2)". */
export interface LossText {
  readonly curvature: string;
}

/** y = 1 with the probability in h = wStar . x, else -1. */
export interface LabelsText {
  readonly probability: string;
}

/** y = map(h) + noise N(0, 1), h = wStar . x. */
export interface MapText {
  readonly map: string;
  readonly noise?: number;
}

type Named<Input> = Extract<Input, string | { readonly kind: unknown }>;

export interface ModelText extends Omit<ModelInput, 'response' | 'loss'> {
  readonly response: Named<ResponseInput> | LabelsText | MapText;
  readonly loss?: Named<LossInput> | LossText;
}

export const CURVATURE_VARIABLES = ['y', 'h'] as const;
export const RESPONSE_VARIABLES = ['h'] as const;

export function hasOwnFunctions({ response, loss }: ModelText): boolean {
  return isOwn(response, 'map') || isOwn(response, 'probability') || isOwn(loss, 'curvature');
}

function isOwn<Key extends string>(part: unknown, key: Key): part is Record<Key, string> {
  return typeof part === 'object' && part !== null && key in part;
}

/**
 * What `defineModel` takes.
 * @throws ExpressionError for text that is no expression
 */
export function modelInputOf(text: ModelText): ModelInput {
  const { response, loss, ...rest } = text;
  return {
    ...rest,
    response: responseOf(response),
    ...(loss !== undefined && { loss: isOwn(loss, 'curvature') ? lossOf(loss) : (loss as LossInput) }),
  };
}

function lossOf(loss: LossText): LossInput {
  return { ...loss, curvature: compile('loss.curvature', loss.curvature, CURVATURE_VARIABLES) };
}

function responseOf(response: ModelText['response']): ResponseInput {
  if (isOwn(response, 'map')) {
    return { ...response, map: compile('response.map', response.map, RESPONSE_VARIABLES) };
  }
  if (!isOwn(response, 'probability')) return response as ResponseInput;
  const { probability, ...others } = response;
  const chance = compile('response.probability', probability, RESPONSE_VARIABLES);
  return {
    ...others,
    values: [1, -1],
    probabilities(h: number) {
      const p = chance(h);
      return [p, 1 - p];
    },
  };
}

function compile(field: string, text: unknown, variables: readonly string[]): (...values: number[]) => number {
  if (typeof text !== 'string') throw new ModelError(field, 'an expression', text);
  return functionOf(parseExpression(text, variables), variables);
}
