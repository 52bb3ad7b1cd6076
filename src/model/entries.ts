/**
 * The law of the independent entries of X before they are coloured: x = mean + C^(1/2) z, z with independent entries of mean 0 and
 * variance 1. The limiting law is that of Gaussian ones; what others are for is to see how far it holds (docs/universality.md).
 */

import { checkName, checkNumber, checkObject } from '../check';
import type { Entries } from './model';

export const ENTRIES_KINDS = ['gaussian', 'rademacher', 'uniform', 'student-t'] as const;
type EntriesName = (typeof ENTRIES_KINDS)[number];

/** Degrees of freedom of Student's t: whole, so that NumPy can follow; from 3 on the variance is finite, from 5 on the fourth moment. */
export const DEGREES = { min: 3, max: 100 } as const;

/** Without it the extreme eigenvalues do not converge to the law's edges. */
export function hasFourthMoment(entries: Entries): boolean {
  return entries.kind !== 'student-t' || entries.degrees > 4;
}

/** A name, or Student's t with its degrees of freedom (3 to 100). */
export type EntriesInput =
  | Exclude<EntriesName, 'student-t'>
  | { readonly kind: Exclude<EntriesName, 'student-t'> }
  | { readonly kind: 'student-t'; readonly degrees: number };

export function defineEntries(input: unknown): Entries {
  if (input === undefined) return { kind: 'gaussian' };
  const fields = typeof input === 'string' ? { kind: input } : checkObject('entries', input, ['kind', 'degrees']);
  const kind = checkName('entries', fields.kind, ENTRIES_KINDS);
  if (kind !== 'student-t') {
    checkObject('entries', fields, ['kind']);
    return { kind };
  }
  const { degrees } = fields as { degrees?: unknown };
  return { kind, degrees: checkNumber('entries.degrees', degrees, { ...DEGREES, integer: true }) };
}
