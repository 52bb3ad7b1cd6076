/** The responses f(y | h*) of the catalogue, h* = wStar . x: from what a model file says to a `Response`. */

import { checkName, checkNumber, checkObject } from './check';
import type { Response } from './model';

export const RESPONSE_KINDS = ['logistic', 'probit', 'linear', 'phase-retrieval'] as const;

/** Standard deviation of a linear response's noise where none is given: y = h* + N(0, 1). */
const LINEAR_NOISE = 1;

/** True where y takes the values +-1 alone. */
export function isBinary(response: Response): boolean {
  return response.kind === 'logistic' || response.kind === 'probit';
}

/** A name, or {kind, noise}; `noise` is a standard deviation >= 0 (default 1 for linear, 0 for phase retrieval). */
export function defineResponse(input: unknown): Response {
  const fields = typeof input === 'string' ? { kind: input } : checkObject('response', input, ['kind', 'noise']);
  const kind = checkName('response', fields.kind, RESPONSE_KINDS);
  if (kind === 'logistic' || kind === 'probit') {
    checkObject('response', fields, ['kind']);
    return { kind };
  }
  const noise = (fields as { noise?: unknown }).noise ?? (kind === 'linear' ? LINEAR_NOISE : 0);
  return { kind, noise: checkNumber('response.noise', noise, { min: 0 }) };
}
