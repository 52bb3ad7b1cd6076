/**
 * Losses, preprocessings and responses that are functions of the caller's: what they are given as, and the functions with a guard,
 * which checks what they return at every call; an error names the point.
 */

import { checkFunction, checkNumber, checkNumbers, checkObject } from '../check';
import { FunctionError, ModelError } from '../errors';

/** A loss of the caller's. */
export interface CustomLoss {
  readonly kind: 'custom';
  /** g(y, h) = d2l/dh2. */
  readonly curvature: (y: number, h: number) => number;
  /** The h at which g jumps or bends for a given y; those that are not declared are found by refinement. */
  readonly kinks: (y: number) => readonly number[];
  /** The least and the largest g, which may be infinite; null to have them estimated. */
  readonly range: readonly [number, number] | null;
}

export interface CustomLossInput {
  readonly curvature: (y: number, h: number) => number;
  readonly kinks?: readonly number[] | ((y: number) => readonly number[]);
  readonly range?: readonly [number, number];
}

/** A preprocessing of the caller's. */
export interface CustomPreprocessing {
  readonly kind: 'custom';
  readonly transform: (y: number) => number;
  /** The y at which T jumps or bends; those that are not declared are found by refinement. */
  readonly kinks: readonly number[];
  /** The least and the largest T, which may be infinite; null to have them estimated. */
  readonly range: readonly [number, number] | null;
}

export interface CustomPreprocessingInput {
  readonly transform: (y: number) => number;
  readonly kinks?: readonly number[];
  readonly range?: readonly [number, number];
}

/** A response of the caller's with finitely many values. */
export interface CustomLabels {
  readonly kind: 'custom-labels';
  /** The distinct values of y. */
  readonly values: readonly number[];
  /** h* to the probability of each value, in the order of `values`; they add to 1. */
  readonly probabilities: (hStar: number) => readonly number[];
  /** The h* at which the probabilities jump or bend. */
  readonly kinks: readonly number[];
}

/** A response of the caller's that is a function of h*, with Gaussian noise: y = map(h*) + noise N(0, 1). */
export interface CustomMap {
  readonly kind: 'custom-map';
  readonly map: (hStar: number) => number;
  readonly noise: number;
  /** The h* at which the map jumps or bends. */
  readonly kinks: readonly number[];
}

export type CustomResponseInput =
  | {
      readonly values: readonly number[];
      readonly probabilities: (hStar: number) => readonly number[];
      readonly kinks?: readonly number[];
    }
  | { readonly map: (hStar: number) => number; readonly noise?: number; readonly kinks?: readonly number[] };

export function defineCustomLoss(input: object): CustomLoss {
  const { curvature, kinks = [], range } = checkObject('loss', input, ['curvature', 'kinks', 'range']);
  const fixed = typeof kinks === 'function' ? null : checkNumbers('loss.kinks', kinks);
  return {
    kind: 'custom',
    curvature: checkFunction('loss.curvature', curvature),
    kinks: fixed === null ? checkFunction('loss.kinks', kinks) : () => fixed,
    range: defineRange('loss.range', range),
  };
}

export function defineCustomPreprocessing(input: object): CustomPreprocessing {
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

export function defineCustomLabels(input: object): CustomLabels {
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

export function defineCustomMap(input: object): CustomMap {
  const { map, noise, kinks } = checkObject('response', input, ['map', 'noise', 'kinks']);
  return {
    kind: 'custom-map',
    map: checkFunction('response.map', map),
    noise: checkNumber('response.noise', noise ?? 0, { min: 0 }),
    kinks: checkNumbers('response.kinks', kinks ?? []),
  };
}

const FINITE = 'a finite number';
/** Probabilities may miss a sum of 1 by their rounding alone. */
const SUM_TOLERANCE = 1e-12;

/** g(y, h). */
export function guardedCurvature({ curvature }: CustomLoss): (y: number, h: number) => number {
  return (y, h) => {
    const g = curvature(y, h);
    if (!Number.isFinite(g)) throw new FunctionError('loss.curvature', FINITE, { y, h }, g);
    return g;
  };
}

/** T(y). */
export function guardedTransform({ transform }: CustomPreprocessing): (y: number) => number {
  return (y) => {
    const g = transform(y);
    if (!Number.isFinite(g)) throw new FunctionError('preprocessing.transform', FINITE, { y }, g);
    return g;
  };
}

/** The noiseless y at h*. */
export function guardedMap({ map }: CustomMap): (hStar: number) => number {
  return (hStar) => {
    const y = map(hStar);
    if (!Number.isFinite(y)) throw new FunctionError('response.map', FINITE, { hStar }, y);
    return y;
  };
}

/** The probabilities of the values of y at h*. */
export function guardedProbabilities({ probabilities, values }: CustomLabels): (hStar: number) => readonly number[] {
  return (hStar) => {
    const found = probabilities(hStar);
    if (found?.length !== values.length) {
      throw new FunctionError('response.probabilities', `${values.length} probabilities`, { hStar }, found);
    }
    let sum = 0;
    for (const probability of found) {
      if (!(probability >= 0 && probability <= 1 + SUM_TOLERANCE)) {
        throw new FunctionError('response.probabilities', 'numbers from 0 to 1', { hStar }, found);
      }
      sum += probability;
    }
    if (Math.abs(sum - 1) > SUM_TOLERANCE * values.length) {
      throw new FunctionError('response.probabilities', `probabilities that add to 1, not ${sum}`, { hStar }, found);
    }
    return found;
  };
}
