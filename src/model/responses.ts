/**
 * The catalogue of responses f(y | h*), h* = wStar . x: what is known of each stands in its entry. The kernels alone draw y by rules
 * of their own (assembly/responses.ts).
 */

import { HALF_LINE, type Interval, LINE } from '../numerics/interval';
import { defineNamed, type KindParameter, kindsOf, type Named, type NamedInput } from './catalogue';
import {
  type CustomLabels,
  type CustomMap,
  type CustomResponseInput,
  defineCustomLabels,
  defineCustomMap,
  guardedMap,
} from './custom-functions';

/** What values y takes: decides which losses make sense. */
export type ResponseValues = 'signs' | 'counts' | 'reals';

export type ResponseEntry = LabelEntry | MapEntry;

interface CommonEntry {
  /** What y is, for people. */
  readonly text: string;
  readonly parameter?: KindParameter;
  /** Whether y has the same law at h* and -h*, so that it does not tell the sign of wStar. */
  readonly isEven: boolean;
}

export interface LabelEntry extends CommonEntry {
  readonly values: 'signs' | 'counts';
  /** In NumPy, of arrays hs = h* and u of uniforms: the probability that y = 1, or the count y itself. */
  readonly numpy: (parameter: number) => string;
}

/** y = map(h*) + noise N(0, 1). */
export interface MapEntry extends CommonEntry {
  readonly values: 'reals';
  readonly map: (hStar: number) => number;
  /** The h* at which the map jumps, bends or turns. */
  readonly kinks: readonly number[];
  /** Of the map. */
  readonly range: Interval;
  /** The map in NumPy, of an array hs = h*. */
  readonly numpy: () => string;
}

/** A standard deviation. */
const NOISE = {
  name: 'noise',
  default: 0,
  range: { min: 0 },
  meaning: 'standard deviation of the additive Gaussian noise',
  slider: { label: 'noise', min: 0, max: 3, limit: 100 },
} as const;

const FLIP = {
  name: 'flip',
  default: 0,
  range: { min: 0, max: 1 },
  meaning: 'probability that the sign is flipped',
  slider: { label: 'flipped', min: 0, max: 1, limit: 1 },
} as const;

export const RESPONSES = {
  logistic: {
    text: '1 with probability 1 / (1 + exp(-h*)), else -1',
    values: 'signs',
    isEven: false,
    numpy: () => '1 / (1 + np.exp(-hs))',
  },
  probit: {
    text: '1 with probability Φ(h*), else -1',
    values: 'signs',
    isEven: false,
    numpy: () => 'np.vectorize(NormalDist().cdf)(hs)',
  },
  sign: {
    text: 'sign h* (1 for 0), the other label with probability `flip`',
    values: 'signs',
    parameter: FLIP,
    isEven: false,
    numpy: (flip) => `np.where(hs >= 0, ${1 - flip}, ${flip})`,
  },
  linear: {
    text: 'h* + noise',
    values: 'reals',
    parameter: { ...NOISE, default: 1 },
    isEven: false,
    map: (star) => star,
    kinks: [],
    range: LINE,
    numpy: () => 'hs',
  },
  'phase-retrieval': {
    text: 'h*² + noise',
    values: 'reals',
    parameter: NOISE,
    isEven: true,
    map: (star) => star * star,
    kinks: [0],
    range: HALF_LINE,
    numpy: () => 'hs ** 2',
  },
  amplitude: {
    text: '|h*| + noise',
    values: 'reals',
    parameter: NOISE,
    isEven: true,
    map: Math.abs,
    kinks: [0],
    range: HALF_LINE,
    numpy: () => 'np.abs(hs)',
  },
  tanh: {
    text: 'tanh h* + noise',
    values: 'reals',
    parameter: NOISE,
    isEven: false,
    map: Math.tanh,
    kinks: [],
    range: [-1, 1],
    numpy: () => 'np.tanh(hs)',
  },
  relu: {
    text: 'max(h*, 0) + noise',
    values: 'reals',
    parameter: NOISE,
    isEven: false,
    map: (star) => Math.max(star, 0),
    kinks: [0],
    range: HALF_LINE,
    numpy: () => 'np.maximum(hs, 0)',
  },
  poisson: {
    text: 'a count with mean exp(h*)',
    values: 'counts',
    isEven: false,
    numpy: () => 'poisson_quantile(u, np.exp(hs))',
  },
} as const satisfies Readonly<Record<string, ResponseEntry>>;

/** The responses that a model file can name; the others are functions. */
export const RESPONSE_KINDS = /* @__PURE__ */ kindsOf(RESPONSES);
export const RESPONSE_PARAMETERS = [NOISE, FLIP] as const;
export type ResponseName = keyof typeof RESPONSES;

/** A response of the catalogue, with its parameter. */
export type CatalogueResponse = Named<typeof RESPONSES>;
/** f(y | h*), of the catalogue or of the caller's. */
export type Response = CatalogueResponse | CustomLabels | CustomMap;

/** What a response may be given as: a name, a name with its parameter, or functions. */
export type ResponseInput = ResponseName | NamedInput<typeof RESPONSES> | CustomResponseInput;

/** y = map(h*) + noise N(0, 1). */
export type MapResponse = Extract<Response, { readonly noise: number }>;

export interface ResponseMap extends Pick<MapEntry, 'map' | 'kinks'> {
  readonly noise: number;
  readonly linear: boolean;
}

export function responseMap(response: MapResponse): ResponseMap {
  const { kind, noise } = response;
  const { kinks } = kind === 'custom-map' ? response : RESPONSES[kind];
  const map = kind === 'custom-map' ? guardedMap(response) : RESPONSES[kind].map;
  return { map, noise, kinks, linear: kind === 'linear' };
}

/** Null for a response of the caller's. */
export function responseEntry({ kind }: Response): ResponseEntry | null {
  return kind === 'custom-labels' || kind === 'custom-map' ? null : RESPONSES[kind];
}

export function valuesOf(response: Response): ResponseValues {
  if (response.kind !== 'custom-labels') return responseEntry(response)?.values ?? 'reals';
  if (response.values.every((y) => y === 1 || y === -1)) return 'signs';
  return response.values.every((y) => y >= 0 && Number.isInteger(y)) ? 'counts' : 'reals';
}

/** A kind, {kind} with its parameter, or functions: {values, probabilities} or {map, noise}. */
export function defineResponse(input: unknown): Response {
  if (typeof input === 'object' && input !== null) {
    if ('probabilities' in input || 'values' in input) return defineCustomLabels(input);
    if ('map' in input) return defineCustomMap(input);
  }
  return defineNamed('response', input, RESPONSES, RESPONSE_PARAMETERS);
}
