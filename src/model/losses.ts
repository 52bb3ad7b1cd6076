/** The losses l(y, h) and preprocessings T(y) of the catalogue: from what a caller or a model file says to a value. */

import { checkFunction, checkName, checkNumber, checkNumbers, checkObject } from '../check';
import { ModelError } from '../errors';
import type { Loss, Preprocessing, Response } from './model';
import { type ResponseValues, valuesOf } from './responses';

/** The losses that a model file can name. */
export const LOSS_KINDS = [
  'logistic',
  'exponential',
  'probit',
  'squared-hinge',
  'poisson',
  'square',
  'phase-retrieval',
  'tanh-square',
  'huber',
  'pseudo-huber',
  'cauchy',
] as const;
export type LossName = (typeof LOSS_KINDS)[number];

export const PREPROCESSING_KINDS = ['identity', 'clip', 'truncate'] as const;
export type PreprocessingName = (typeof PREPROCESSING_KINDS)[number];

/** What a loss may be given as: a name, a name with its parameter, or its second derivative in h. */
export type LossInput =
  | LossName
  | { readonly kind: LossName; readonly threshold?: number; readonly scale?: number }
  | {
      readonly curvature: (y: number, h: number) => number;
      readonly kinks?: readonly number[] | ((y: number) => readonly number[]);
      readonly range?: readonly [number, number];
    };

export type PreprocessingInput =
  | { readonly kind: PreprocessingName; readonly bound?: number }
  | {
      readonly transform: (y: number) => number;
      readonly kinks?: readonly number[];
      readonly range?: readonly [number, number];
    };

/** The losses that take some values of y alone. */
const TAKES: Partial<Record<LossName, ResponseValues>> = {
  logistic: 'signs',
  exponential: 'signs',
  probit: 'signs',
  'squared-hinge': 'signs',
  poisson: 'counts',
};

const IN_WORDS: Record<ResponseValues, string> = {
  signs: 'labels +-1',
  counts: 'counts 0, 1, 2, ...',
  reals: 'real numbers',
};

/**
 * A name, {kind} with `threshold` (huber, pseudo-huber) or `scale` (cauchy), each > 0 and 1 by default, or {curvature}.
 * @throws ModelError for a loss of labels +-1, or of counts, where the response gives something else
 */
export function defineLoss(input: unknown, response: Response): Loss {
  const loss = defineLossAlone(input);
  const takes = labelsTakenBy(loss);
  const gives = valuesOf(response);
  if (takes !== null && takes !== gives) {
    const reason = `this one takes ${IN_WORDS[takes]}, the response "${response.kind}" gives ${IN_WORDS[gives]}`;
    throw new ModelError('loss', `a loss that fits the response (${reason})`, loss.kind);
  }
  return loss;
}

/** The same, whatever the response. */
export function defineLossAlone(input: unknown): Loss {
  if (typeof input === 'object' && input !== null && 'curvature' in input) return defineCustomLoss(input);
  const fields =
    typeof input === 'string' ? { kind: input } : checkObject('loss', input, ['kind', 'threshold', 'scale']);
  const kind = checkName('loss', fields.kind, LOSS_KINDS);
  const { threshold, scale } = fields as { threshold?: unknown; scale?: unknown };
  switch (kind) {
    case 'huber':
    case 'pseudo-huber':
      checkObject('loss', fields, ['kind', 'threshold']);
      return { kind, threshold: checkNumber('loss.threshold', threshold ?? 1, { above: 0 }) };
    case 'cauchy':
      checkObject('loss', fields, ['kind', 'scale']);
      return { kind, scale: checkNumber('loss.scale', scale ?? 1, { above: 0 }) };
    default:
      checkObject('loss', fields, ['kind']);
      return { kind };
  }
}

/** The values of y that a loss takes; null for any. */
export function labelsTakenBy({ kind }: Loss): ResponseValues | null {
  return kind === 'custom' ? null : (TAKES[kind] ?? null);
}

/** {kind: 'identity'}, {kind: 'clip' or 'truncate', bound} with bound > 0, or {transform}. */
export function definePreprocessing(input: unknown): Preprocessing {
  if (typeof input === 'object' && input !== null && 'transform' in input) return defineCustomPreprocessing(input);
  const fields = checkObject('preprocessing', input, ['kind', 'bound']);
  const kind = checkName('preprocessing.kind', fields.kind, PREPROCESSING_KINDS);
  if (kind === 'identity') {
    checkObject('preprocessing', fields, ['kind']);
    return { kind };
  }
  return { kind, bound: checkNumber('preprocessing.bound', fields.bound, { above: 0 }) };
}

function defineCustomLoss(input: object): Loss {
  const { curvature, kinks = [], range } = checkObject('loss', input, ['curvature', 'kinks', 'range']);
  const fixed = typeof kinks === 'function' ? null : checkNumbers('loss.kinks', kinks);
  return {
    kind: 'custom',
    curvature: checkFunction('loss.curvature', curvature),
    kinks: fixed === null ? checkFunction('loss.kinks', kinks) : () => fixed,
    range: defineRange('loss.range', range),
  };
}

function defineCustomPreprocessing(input: object): Preprocessing {
  const { transform, kinks, range } = checkObject('preprocessing', input, ['transform', 'kinks', 'range']);
  return {
    kind: 'custom',
    transform: checkFunction('preprocessing.transform', transform),
    kinks: checkNumbers('preprocessing.kinks', kinks ?? []),
    range: defineRange('preprocessing.range', range),
  };
}

function defineRange(argument: string, input: unknown): readonly [number, number] | null {
  if (input === undefined) return null;
  const fits = Array.isArray(input) && input.length === 2 && input[0] <= input[1];
  if (!fits) throw new ModelError(argument, '[least, largest], least <= largest', input);
  return [input[0], input[1]];
}
