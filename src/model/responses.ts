/** The responses f(y | h*) of the catalogue, h* = wStar . x: from what a caller or a model file says to a `Response`. */

import { checkFunction, checkName, checkNumber, checkNumbers, checkObject } from '../check';
import { ModelError } from '../errors';
import type { Response } from './model';

/** The responses that a model file can name; the others are functions. */
export const RESPONSE_KINDS = [
  'logistic',
  'probit',
  'sign',
  'linear',
  'phase-retrieval',
  'amplitude',
  'tanh',
  'relu',
  'poisson',
] as const;
export type ResponseName = (typeof RESPONSE_KINDS)[number];

/** What a response may be given as: a name, a name with its parameter, or functions. */
export type ResponseInput =
  | ResponseName
  | { readonly kind: ResponseName; readonly noise?: number; readonly flip?: number }
  | {
      readonly values: readonly number[];
      readonly probabilities: (hStar: number) => readonly number[];
      readonly kinks?: readonly number[];
    }
  | { readonly map: (hStar: number) => number; readonly noise?: number; readonly kinks?: readonly number[] };

/** What values y takes: decides which losses make sense. */
export type ResponseValues = 'signs' | 'counts' | 'reals';

/** Standard deviation of a linear response's noise where none is given: y = h* + N(0, 1). */
const LINEAR_NOISE = 1;

export function valuesOf(response: Response): ResponseValues {
  switch (response.kind) {
    case 'logistic':
    case 'probit':
    case 'sign':
      return 'signs';
    case 'poisson':
      return 'counts';
    case 'custom-labels':
      if (response.values.every((y) => y === 1 || y === -1)) return 'signs';
      return response.values.every((y) => y >= 0 && Number.isInteger(y)) ? 'counts' : 'reals';
    default:
      return 'reals';
  }
}

/**
 * A name, {kind, noise} or {kind: 'sign', flip}, or functions: {values, probabilities} or {map, noise}. `noise` is a
 * standard deviation >= 0 (default 1 for linear, 0 otherwise), `flip` a probability (default 0).
 */
export function defineResponse(input: unknown): Response {
  if (typeof input === 'object' && input !== null) {
    if ('probabilities' in input || 'values' in input) return defineLabels(input);
    if ('map' in input) return defineMap(input);
  }
  const fields =
    typeof input === 'string' ? { kind: input } : checkObject('response', input, ['kind', 'noise', 'flip']);
  const kind = checkName('response', fields.kind, RESPONSE_KINDS);
  const { noise, flip } = fields as { noise?: unknown; flip?: unknown };
  switch (kind) {
    case 'logistic':
    case 'probit':
    case 'poisson':
      checkObject('response', fields, ['kind']);
      return { kind };
    case 'sign':
      checkObject('response', fields, ['kind', 'flip']);
      return { kind, flip: checkNumber('response.flip', flip ?? 0, { min: 0, max: 1 }) };
    default: {
      checkObject('response', fields, ['kind', 'noise']);
      const standard = kind === 'linear' ? LINEAR_NOISE : 0;
      return { kind, noise: checkNumber('response.noise', noise ?? standard, { min: 0 }) };
    }
  }
}

function defineLabels(input: object): Response {
  const { values, probabilities, kinks } = checkObject('response', input, ['values', 'probabilities', 'kinks']);
  const labels = checkNumbers('response.values', values);
  if (labels.length === 0 || new Set(labels).size < labels.length) {
    throw new ModelError('response.values', 'distinct values, at least one', values);
  }
  return {
    kind: 'custom-labels',
    values: labels,
    probabilities: checkFunction('response.probabilities', probabilities),
    kinks: checkNumbers('response.kinks', kinks ?? []),
  };
}

function defineMap(input: object): Response {
  const { map, noise, kinks } = checkObject('response', input, ['map', 'noise', 'kinks']);
  return {
    kind: 'custom-map',
    map: checkFunction('response.map', map),
    noise: checkNumber('response.noise', noise ?? 0, { min: 0 }),
    kinks: checkNumbers('response.kinks', kinks ?? []),
  };
}
