/** Reads the values of flags; what does not fit is a `UsageError`. */

import { MemoryError, ModelError } from '../errors';
import { PARAMETERS, type Parameter } from '../model/variation';
import type { Complex } from '../numerics/complex';

/** A command line that cannot be carried out: exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Flags as cac hands them over: values are text, or numbers where they look like ones; switches are there where they are set. */
export type Flags<Values extends string, Switches extends string = never> = {
  readonly [name in Values]?: string | number;
} & { readonly [name in Switches]?: boolean };

/** `--at x1,x2,...`: cac hands over a number where there is only one. */
export function parseNumbers(flag: string, value: string | number | undefined): number[] {
  if (value === undefined) return [];
  return String(value)
    .split(',')
    .map((text) => {
      const number = Number(text);
      if (text.trim() === '' || !Number.isFinite(number)) {
        throw new UsageError(`--${flag}: expected numbers separated by commas, got ${JSON.stringify(text)}`);
      }
      return number;
    });
}

/** Numbers above 0, separated by commas. */
export function parsePositives(flag: string, value: string | number | undefined): number[] {
  const numbers = parseNumbers(flag, value);
  if (numbers.some((number) => number <= 0)) throw new UsageError(`--${flag}: expected numbers above 0`);
  return numbers;
}

const COMPLEX = /^([+-]?[\d.]+(?:e[+-]?\d+)?)?(?:([+-]?[\d.]*(?:e[+-]?\d+)?)i)?$/i;

/** `--z a+bi,...`, for example `0.1+0.05i,-0.2+0.3i`. */
export function parseComplexes(flag: string, value: string | number | undefined): Complex[] {
  if (value === undefined) return [];
  return String(value)
    .split(',')
    .map((text) => {
      const match = COMPLEX.exec(text.trim());
      const re = Number(match?.[1] ?? 0);
      const im = parseImaginary(match?.[2]);
      if (!match || text.trim() === '' || !Number.isFinite(re) || !Number.isFinite(im)) {
        throw new UsageError(`--${flag}: expected complex numbers like 0.1+0.05i, got ${JSON.stringify(text)}`);
      }
      return { re, im };
    });
}

function parseImaginary(text: string | undefined): number {
  if (text === undefined) return 0;
  if (text === '' || text === '+') return 1;
  return text === '-' ? -1 : Number(text);
}

/** `--seed`: a whole number; beyond 2^53 with an n at its end, as JavaScript writes big integers. */
export function parseSeed(value: string | number | undefined): number | bigint {
  if (value === undefined) return 0;
  if (typeof value === 'string' && /^\d+n$/.test(value)) return BigInt(value.slice(0, -1));
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
  throw new UsageError(`--seed: expected a whole number >= 0 (from 2^53 on with an n at its end), got ${value}`);
}

/** `--seed` where the seed goes into a figure's JSON. */
export function parseSmallSeed(value: string | number | undefined): number {
  const seed = parseSeed(value);
  if (typeof seed === 'bigint') throw new UsageError('--seed: expected a whole number below 2^53');
  return seed;
}

/** `--trials`: a whole number >= 1. */
export function parseTrials(value: string | number | undefined): number {
  return parseCount('trials', value) ?? 1;
}

/** `--vary`: what a transition is sought in. */
export function parseParameter(value: string | number | undefined): Parameter {
  if (PARAMETERS.includes(value as Parameter)) return value as Parameter;
  throw new UsageError(`--vary: expected one of ${PARAMETERS.join(', ')}, got ${value ?? 'nothing'}`);
}

/** A flag that is a positive number, if it is given. */
export function parsePositive(flag: string, value: string | number | undefined): number | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'number' && value > 0 && Number.isFinite(value)) return value;
  throw new UsageError(`--${flag}: expected a positive number, got ${value}`);
}

/** True for what the user did wrong, as against what failed. */
export function isUserError(error: unknown): boolean {
  const isArgumentError = error instanceof Error && error.name === 'CACError';
  const isRefusal = error instanceof UsageError || error instanceof ModelError || error instanceof MemoryError;
  return isRefusal || isArgumentError;
}

/** A flag's whole number >= 1, if it is given. */
export function parseCount(flag: string, value: string | number | undefined): number | undefined {
  if (value === undefined || (typeof value === 'number' && Number.isSafeInteger(value) && value >= 1)) return value;
  throw new UsageError(`--${flag}: expected a whole number >= 1, got ${value}`);
}

const LARGEST_PORT = 65535;

/** `--port`: a whole number, 0 for any that is free. */
export function parsePort(value: string | number | undefined): number | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= LARGEST_PORT) return value;
  throw new UsageError(`--port: expected a whole number from 0 to ${LARGEST_PORT}, got ${value}`);
}
