/** Guards for the public door: each names the argument, what was expected and what came. */

import { ModelError } from './errors';

export interface NumberRange {
  readonly min?: number;
  /** Excluded lower end. */
  readonly above?: number;
  readonly max?: number;
  /** Excluded upper end. */
  readonly below?: number;
  readonly integer?: boolean;
}

/** `value` as a finite number in the range; never NaN or infinite. */
export function checkNumber(argument: string, value: unknown, range: NumberRange = {}): number {
  const { min = -Infinity, above = -Infinity, max = Infinity, below = Infinity, integer = false } = range;
  const fits =
    typeof value === 'number' &&
    Number.isFinite(value) &&
    value >= min &&
    value > above &&
    value <= max &&
    value < below &&
    (!integer || Number.isSafeInteger(value));
  if (!fits) throw new ModelError(argument, describeRange(range), value);
  return value;
}

function describeRange({ min, above, max, below, integer }: NumberRange): string {
  const bounds = [
    min === undefined ? null : `>= ${min}`,
    above === undefined ? null : `> ${above}`,
    max === undefined ? null : `<= ${max}`,
    below === undefined ? null : `< ${below}`,
  ].filter((bound) => bound !== null);
  return `${integer ? 'an integer' : 'a finite number'}${bounds.length ? ` ${bounds.join(' and ')}` : ''}`;
}

/** `value` as an array (or Float64Array) of finite numbers, each in the range. */
export function checkNumbers(argument: string, value: unknown, range: NumberRange = {}): readonly number[] {
  if (!Array.isArray(value) && !(value instanceof Float64Array)) {
    throw new ModelError(argument, 'an array of numbers', value);
  }
  return Array.from(value as ArrayLike<unknown>, (entry, i) => checkNumber(`${argument}[${i}]`, entry, range));
}

/** `value` as a plain object that has no other keys than `keys`. */
export function checkObject(argument: string, value: unknown, keys: readonly string[]): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new ModelError(argument, `an object with ${keys.join(', ')}`, value);
  }
  for (const key of Object.keys(value)) {
    if (!keys.includes(key)) throw new ModelError(argument, `no other fields than ${keys.join(', ')}`, key);
  }
  return value as Record<string, unknown>;
}

/** `value` as one of the names. */
export function checkName<Name extends string>(argument: string, value: unknown, names: readonly Name[]): Name {
  if (!names.includes(value as Name)) {
    throw new ModelError(argument, `one of ${names.map((name) => JSON.stringify(name)).join(', ')}`, value);
  }
  return value as Name;
}

/** `value` as a function. */
// biome-ignore lint/suspicious/noExplicitAny: what a caller's function takes cannot be checked, only what it returns
export function checkFunction(argument: string, value: unknown): (...input: any[]) => any {
  if (typeof value !== 'function') throw new ModelError(argument, 'a function', value);
  return value as () => unknown;
}
