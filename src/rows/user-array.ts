/** Arrays that come from the caller: their shape and their entries are checked once, here. */

import { ModelError } from '../errors';

/** `value` as a Float64Array; other arrays are refused, since a silent copy of a large one is no kindness. */
export function checkFloat64Array(argument: string, value: unknown): Float64Array {
  if (!(value instanceof Float64Array)) throw new ModelError(argument, 'a Float64Array', value);
  return value;
}

/** @throws ModelError with the row and column of the first NaN or Infinity, and zero-based like the array */
export function checkFiniteRows(argument: string, values: Float64Array, columns: number): void {
  const at = firstNonFinite(values);
  if (at < 0) return;
  const position = `${argument}[row ${Math.floor(at / columns)}, column ${at % columns}]`;
  throw new ModelError(position, 'a finite number', values[at]);
}

/** @throws ModelError with the index of the first NaN or Infinity */
export function checkFinite(argument: string, values: Float64Array): void {
  const at = firstNonFinite(values);
  if (at >= 0) throw new ModelError(`${argument}[${at}]`, 'a finite number', values[at]);
}

function firstNonFinite(values: Float64Array): number {
  for (let i = 0; i < values.length; i++) if (!Number.isFinite(values[i])) return i;
  return -1;
}
