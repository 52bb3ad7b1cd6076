/** The catalogue of preprocessings T(y), used as the curvature in place of a loss's (spectral initialization). */

import { checkName, checkObject } from '../check';
import { defineNamed, type KindParameter, kindsOf, type Named, type NamedInput, parameterValue } from './catalogue';
import {
  type CustomPreprocessing,
  type CustomPreprocessingInput,
  defineCustomPreprocessing,
  guardedTransform,
} from './custom-functions';

export interface PreprocessingEntry {
  /** T, and what bounds it, for people. */
  readonly text: { readonly transform: string; readonly bounded: string };
  readonly parameter?: KindParameter;
  readonly functions: (parameter: number) => PreprocessingFunctions;
}

/** Of a preprocessing with a value of its parameter. */
export interface PreprocessingFunctions {
  readonly transform: (y: number) => number;
  /** The y at which T jumps or bends; none by default. */
  readonly kinks?: readonly number[];
  /** T in NumPy, of an array y. */
  readonly numpy: string;
}

const BOUND = {
  name: 'bound',
  range: { above: 0 },
  slider: { label: 'bound', min: 0.05, max: 10, limit: 1000 },
} as const;

export const PREPROCESSINGS = {
  identity: {
    text: { transform: 'y', bounded: 'as y is' },
    functions: () => ({ transform: (y) => y, numpy: 'y' }),
  },
  clip: {
    text: { transform: 'min(max(y, -b), b)', bounded: 'by b' },
    parameter: BOUND,
    functions: (b) => ({
      transform: (y) => Math.min(Math.max(y, -b), b),
      kinks: [-b, b],
      numpy: `np.clip(y, -${b}, ${b})`,
    }),
  },
  truncate: {
    text: { transform: 'y where |y| ≤ b, else 0', bounded: 'by b' },
    parameter: BOUND,
    functions: (b) => ({
      transform: (y) => (Math.abs(y) <= b ? y : 0),
      kinks: [-b, b],
      numpy: `np.where(np.abs(y) <= ${b}, y, 0.0)`,
    }),
  },
} as const satisfies Readonly<Record<string, PreprocessingEntry>>;

export const PREPROCESSING_KINDS = /* @__PURE__ */ kindsOf(PREPROCESSINGS);
export const PREPROCESSING_PARAMETERS = [BOUND] as const;
export type PreprocessingName = keyof typeof PREPROCESSINGS;

/** A preprocessing of the catalogue, with its parameter. */
export type CataloguePreprocessing = Named<typeof PREPROCESSINGS>;
/** T(y), of the catalogue or of the caller's. */
export type Preprocessing = CataloguePreprocessing | CustomPreprocessing;

export type PreprocessingInput = NamedInput<typeof PREPROCESSINGS> | CustomPreprocessingInput;

export function preprocessingFunctions(preprocessing: CataloguePreprocessing): PreprocessingFunctions {
  return PREPROCESSINGS[preprocessing.kind].functions(parameterValue(preprocessing));
}

/** T. */
export function transformOf(preprocessing: Preprocessing): (y: number) => number {
  return preprocessing.kind === 'custom'
    ? guardedTransform(preprocessing)
    : preprocessingFunctions(preprocessing).transform;
}

/** {kind} with its parameter, or {transform}. */
export function definePreprocessing(input: unknown): Preprocessing {
  if (typeof input === 'object' && input !== null && 'transform' in input) return defineCustomPreprocessing(input);
  const { kind } = checkObject('preprocessing', input, ['kind', ...PREPROCESSING_PARAMETERS.map(({ name }) => name)]);
  checkName('preprocessing.kind', kind, PREPROCESSING_KINDS);
  return defineNamed('preprocessing', input, PREPROCESSINGS, PREPROCESSING_PARAMETERS);
}
