/**
 * The catalogue of losses l(y, h). What is known of a loss stands in its entry: the model file's schema, the command line, the page,
 * the lines for NumPy, the table of docs/catalogue.md, the law and the fits follow from here. The kernels alone have g a second time
 * (assembly/losses.ts).
 *
 * s = dl/dh, g = d2l/dh2, r = y - h; d is the parameter. A residual loss is a function of r alone, and g is even in it.
 */

import { hazardCurvature, hazardRatio } from '../numerics/gaussian';
import type { Interval } from '../numerics/interval';
import { type KindParameter, kindsOf, type Named, type NamedInput, parameterValue } from './catalogue';
import type { CustomLoss, CustomLossInput } from './custom-functions';
import type { ResponseValues } from './responses';

export interface LossEntry {
  /** l, g and the values of g, for people. */
  readonly text: { readonly loss: string; readonly curvature: string; readonly values: string };
  /** The y that it takes. */
  readonly labels: ResponseValues | 'any';
  readonly parameter?: KindParameter;
  /** What g depends on: nothing, h, r, or y and h in some other way. */
  readonly of: 'nothing' | 'score' | 'residual' | 'both';
  /** The values of g, where the law is to know them beforehand. */
  readonly range?: Interval;
  /** |g| is at most of the order exp(growth |h|); 0 by default. */
  readonly growth?: number;
  /**
   * The least g over all y, 0 by default: the loss is convex. Below 0 a ridge may make up for it; at -Infinity none does, and w
   * cannot be fitted.
   */
  readonly leastCurvature?: number;
  /** Whether a w that separates labels +-1 takes the loss to its infimum; false by default. */
  readonly separates?: boolean;
  readonly functions: (parameter: number) => LossFunctions;
}

/** Of a loss with a value of its parameter. */
export interface LossFunctions {
  readonly slope: (y: number, h: number) => number;
  /** Infinite arguments give the limit. */
  readonly curvature: (y: number, h: number) => number;
  /** The h at which g jumps or bends; none by default. */
  readonly kinks?: (y: number) => readonly number[];
  /** Distance from the real line of the singularity of g nearest to it, where it is known and matters. */
  readonly singularity?: number;
  /** g in NumPy, of arrays y and h. */
  readonly numpy: string;
}

const POSITIVE = { default: 1, range: { above: 0 } } as const;
const SLIDER = { min: 0.05, max: 5, limit: 100 } as const;
const THRESHOLD = { name: 'threshold', ...POSITIVE, slider: { label: 'threshold', ...SLIDER } } as const;
const SCALE = { name: 'scale', ...POSITIVE, slider: { label: 'scale', ...SLIDER } } as const;

export const LOSSES = {
  logistic: {
    text: { loss: 'log(1 + exp(-y h))', curvature: '1 / (4 cosh²(h / 2))', values: '(0, 1/4]' },
    labels: 'signs',
    of: 'score',
    range: [0, 0.25],
    separates: true,
    functions: () => ({
      slope: (y, h) => -y / (1 + Math.exp(y * h)),
      curvature: (_, h) => logisticCurvature(h),
      singularity: Math.PI,
      numpy: '1 / (4 * np.cosh(h / 2) ** 2)',
    }),
  },
  exponential: {
    text: { loss: 'exp(-y h)', curvature: 'exp(-y h)', values: '(0, ∞)' },
    labels: 'signs',
    of: 'both',
    growth: 1,
    separates: true,
    functions: () => ({
      slope: (y, h) => -y * Math.exp(-y * h),
      curvature: (y, h) => Math.exp(-y * h),
      numpy: 'np.exp(-y * h)',
    }),
  },
  probit: {
    text: { loss: '-log Φ(m), m = y h', curvature: "r (r + m), r = Φ'(m) / Φ(m)", values: '(0, 1)' },
    labels: 'signs',
    of: 'both',
    range: [0, 1],
    separates: true,
    functions: () => ({
      slope: (y, h) => -y * hazardRatio(y * h),
      curvature: (y, h) => hazardCurvature(y * h),
      numpy: `(lambda m, r: r * (r + m))(y * h, ${ofNormal('pdf')}(y * h) / ${ofNormal('cdf')}(y * h))`,
    }),
  },
  'squared-hinge': {
    text: { loss: 'max(0, 1 - y h)² / 2', curvature: '1 where y h < 1, else 0', values: '{0, 1}' },
    labels: 'signs',
    of: 'both',
    separates: true,
    functions: () => ({
      slope: (y, h) => -y * Math.max(0, 1 - y * h),
      curvature: (y, h) => (y * h < 1 ? 1 : 0),
      kinks: (y) => [1 / y],
      numpy: 'np.where(y * h < 1, 1.0, 0.0)',
    }),
  },
  poisson: {
    text: { loss: 'exp(h) - y h', curvature: 'exp(h)', values: '(0, ∞)' },
    labels: 'counts',
    of: 'score',
    growth: 1,
    functions: () => ({
      slope: (y, h) => Math.exp(h) - y,
      curvature: (_, h) => Math.exp(h),
      numpy: 'np.exp(h)',
    }),
  },
  square: {
    text: { loss: '(y - h)² / 2', curvature: '1', values: '{1}' },
    labels: 'any',
    of: 'nothing',
    functions: () => ({ slope: (y, h) => h - y, curvature: () => 1, numpy: '1.0' }),
  },
  'phase-retrieval': {
    text: { loss: '(y - h²)² / 4', curvature: '3 h² - y', values: 'unbounded above; below by -max y' },
    labels: 'any',
    of: 'both',
    leastCurvature: Number.NEGATIVE_INFINITY,
    functions: () => ({
      slope: (y, h) => (h * h - y) * h,
      curvature: (y, h) => 3 * h * h - y,
      numpy: '3 * h ** 2 - y',
    }),
  },
  'tanh-square': {
    text: { loss: '(y - t)² / 2, t = tanh h', curvature: '(1 - t²)(1 - 3t² + 2ty)', values: 'bounded for bounded y' },
    labels: 'any',
    of: 'both',
    leastCurvature: Number.NEGATIVE_INFINITY,
    functions: () => ({
      slope: (y, h) => (Math.tanh(h) - y) / Math.cosh(h) ** 2,
      curvature: tanhSquareCurvature,
      numpy: '(lambda t: (1 - t ** 2) * (1 - 3 * t ** 2 + 2 * t * y))(np.tanh(h))',
    }),
  },
  huber: {
    text: {
      loss: 'r² / 2 for |r| ≤ d, else d|r| - d² / 2; r = y - h',
      curvature: '1 where |r| ≤ d, else 0',
      values: '{0, 1}',
    },
    labels: 'any',
    parameter: THRESHOLD,
    of: 'residual',
    functions: (d) => ({
      slope: (y, h) => Math.max(-d, Math.min(h - y, d)),
      curvature: (y, h) => (Math.abs(y - h) <= d ? 1 : 0),
      kinks: (y) => [y - d, y + d],
      numpy: `np.where(np.abs(y - h) <= ${d}, 1.0, 0.0)`,
    }),
  },
  'pseudo-huber': {
    text: { loss: 'd² (√(1 + (r/d)²) - 1)', curvature: '(1 + (r/d)²)^(-3/2)', values: '(0, 1]' },
    labels: 'any',
    parameter: THRESHOLD,
    of: 'residual',
    functions: (d) => ({
      slope: (y, h) => (h - y) / Math.sqrt(1 + ((h - y) / d) ** 2),
      curvature: (y, h) => (1 + ((y - h) / d) ** 2) ** -1.5,
      singularity: d,
      numpy: `(1 + ((y - h) / ${d}) ** 2) ** -1.5`,
    }),
  },
  'log-cosh': {
    text: { loss: 'log cosh r', curvature: '1 / cosh² r', values: '(0, 1]' },
    labels: 'any',
    of: 'residual',
    range: [0, 1],
    functions: () => ({
      slope: (y, h) => Math.tanh(h - y),
      // 1 / cosh^2 r is four times the logistic curvature at 2 r.
      curvature: (y, h) => 4 * logisticCurvature(2 * (h - y)),
      singularity: Math.PI / 2,
      numpy: '1 / np.cosh(y - h) ** 2',
    }),
  },
  cauchy: {
    text: { loss: '(s² / 2) log(1 + (r/s)²)', curvature: '(1 - (r/s)²) / (1 + (r/s)²)²', values: '[-1/8, 1]' },
    labels: 'any',
    parameter: SCALE,
    of: 'residual',
    leastCurvature: -1 / 8,
    functions: (s) => ({
      slope: (y, h) => (h - y) / (1 + ((h - y) / s) ** 2),
      curvature: (y, h) => cauchyCurvature((y - h) / s),
      singularity: s,
      numpy: `(lambda q: (1 - q) / (1 + q) ** 2)(((y - h) / ${s}) ** 2)`,
    }),
  },
} as const satisfies Readonly<Record<string, LossEntry>>;

/** The losses that a model file can name. */
export const LOSS_KINDS = /* @__PURE__ */ kindsOf(LOSSES);
export const LOSS_PARAMETERS = [THRESHOLD, SCALE] as const;
export type LossName = keyof typeof LOSSES;

/** A loss of the catalogue, with its parameter. */
export type CatalogueLoss = Named<typeof LOSSES>;
/** l(y, h), of the catalogue or through its curvature g(y, h) = d2l/dh2. */
export type Loss = CatalogueLoss | CustomLoss;

/** What a loss may be given as: a name, a name with its parameter, or its second derivative in h. */
export type LossInput = LossName | NamedInput<typeof LOSSES> | CustomLossInput;

export function lossFunctions(loss: CatalogueLoss): LossFunctions {
  return LOSSES[loss.kind].functions(parameterValue(loss));
}

function logisticCurvature(h: number): number {
  const decay = Math.exp(-Math.abs(h));
  return decay / (1 + decay) ** 2;
}

/** In exp(-2 |h|), so that the slope 1 - t^2 keeps its digits where t = tanh h is close to +-1. */
export function tanhSquareCurvature(y: number, h: number): number {
  const decay = Math.exp(-2 * Math.abs(h));
  if (decay === 0) return 0;
  const sum = 1 + decay;
  const slope = (4 * decay) / (sum * sum);
  const t = (Math.sign(h) * (1 - decay)) / sum;
  return slope * (1 - 3 * t * t + 2 * t * y);
}

function cauchyCurvature(r: number): number {
  const share = 1 / (1 + r * r);
  return share * (2 * share - 1);
}

function ofNormal(name: 'cdf' | 'pdf'): string {
  return `np.vectorize(NormalDist().${name})`;
}
