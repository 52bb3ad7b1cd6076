/** What the law needs to know of a loss or preprocessing: g(y, h), where it bends, how fast it grows, and whether it is linear in y. */

import { guardedCurvature, guardedTransform } from '../../model/custom-functions';
import {
  type CatalogueLoss,
  LOSSES,
  type LossEntry,
  type LossName,
  lossFunctions,
  tanhSquareCurvature,
} from '../../model/losses';
import type { Loss, Preprocessing } from '../../model/model';
import { type CataloguePreprocessing, PREPROCESSINGS, preprocessingFunctions } from '../../model/preprocessings';
import type { Interval } from '../../numerics/interval';
import { rangeOf } from '../../numerics/range';

export interface LossShape {
  /** What g depends on: nothing, y, h, the residual y - h, or y and h in some other way. */
  readonly of: LossEntry['of'] | 'response';
  /** Infinite arguments give the limit. */
  readonly g: (y: number, h: number) => number;
  /** The h at which g jumps or bends, given y; of a function of y alone the y, for any argument. */
  readonly kinks: (y: number) => readonly number[];
  /** |g| is at most of the order exp(growth |h|). */
  readonly growth: number;
  /** The values of g, where they are known beforehand. */
  readonly range: Interval | null;
  /** Where g is linear in y. */
  readonly linear?: LinearCurvature;
}

/** g = offset(h) + slope(h) y. */
export interface LinearCurvature {
  readonly offset: (h: number) => number;
  readonly slope: (h: number) => number;
  /** The change of g from (y, h) to (y, h + change), with the digits of a small change. */
  readonly change: (y: number, h: number, change: number) => number;
  /** The h at which the slope vanishes. */
  readonly zeros: readonly number[];
  /** Values of g at which the law is singular, as where the slope vanishes and level sets of g meet. */
  readonly singular: readonly Landmark[];
  /** The h at which g(y, .) is extreme, for a y at which a density of y is not smooth: -1, 0 or 1. */
  readonly turns: (y: number) => readonly number[];
  /** The values of g for y in an interval, and any h. */
  readonly range: (y: Interval) => Interval;
}

/** A value of g, and where it is taken. */
export interface Landmark {
  readonly g: number;
  readonly y: number;
  readonly h: number;
}

const NONE: readonly number[] = [];

export function shapeOf(law: Loss | Preprocessing): LossShape {
  if (law.kind === 'custom') {
    const { range } = law;
    if ('transform' in law) return transformShape(guardedTransform(law), law.kinks, range);
    return { of: 'both', g: guardedCurvature(law), kinks: law.kinks, growth: 0, range };
  }
  if (isPreprocessing(law)) {
    const { transform, kinks = NONE } = preprocessingFunctions(law);
    return transformShape(transform, kinks, null);
  }
  const { of, growth = 0, range }: LossEntry = LOSSES[law.kind];
  const { curvature, kinks = () => NONE } = lossFunctions(law);
  const linear = LINEAR[law.kind];
  return { of, g: curvature, kinks, growth, range: range ?? null, ...(linear && { linear }) };
}

function transformShape(g: (y: number) => number, kinks: readonly number[], range: Interval | null): LossShape {
  return { of: 'response', g, kinks: () => kinks, growth: 0, range };
}

function isPreprocessing(law: CatalogueLoss | CataloguePreprocessing): law is CataloguePreprocessing {
  return law.kind in PREPROCESSINGS;
}

const PHASE_RETRIEVAL: LinearCurvature = {
  offset: (h) => 3 * h * h,
  slope: () => -1,
  change: (_, h, change) => 3 * change * (2 * h + change),
  zeros: [],
  singular: [],
  turns: () => [0],
  range: ([, high]) => [-high, Number.POSITIVE_INFINITY],
};

/** (1 - t^2) (1 - 3 t^2) + 2 t (1 - t^2) y: the slope vanishes at h = 0, where g = 1, and at infinity, where g = 0. */
const TANH_SQUARE: LinearCurvature = {
  offset: (h) => tanhSquareCurvature(0, h),
  slope: (h) => {
    const decay = Math.exp(-2 * Math.abs(h));
    const sum = 1 + decay;
    // Not sum ** 3: a power takes ten times as long, and level sets ask for millions.
    return (Math.sign(h) * -8 * decay * Math.expm1(-2 * Math.abs(h))) / (sum * sum * sum);
  },
  change: (y, h, change) => {
    if (Math.abs(change) > FAR) return tanhSquareCurvature(y, h + change) - tanhSquareCurvature(y, h);
    const [a, b] = [Math.tanh(h), Math.tanh(h + change)];
    const difference = Math.sinh(change) / (Math.cosh(h) * Math.cosh(h + change));
    const squares = a * a + b * b;
    return difference * ((a + b) * (3 * squares - 4) + 2 * y * (1 - squares - a * b));
  },
  zeros: [0],
  singular: [
    { g: 0, y: 0, h: Number.POSITIVE_INFINITY },
    { g: 1, y: 0, h: 0 },
  ],
  // The roots of 12 t^3 - 6 y t^2 - 8 t + 2 y between -1 and 1.
  turns: (y) => {
    const roots =
      y === 0 ? [-Math.sqrt(2 / 3), 0, Math.sqrt(2 / 3)] : [-1, 1].map((s) => (y * (s * Math.sqrt(33) - 3)) / 12);
    return roots.map(Math.atanh);
  },
  range: tanhRange,
};

const LINEAR: { readonly [Kind in LossName]?: LinearCurvature } = {
  'phase-retrieval': PHASE_RETRIEVAL,
  'tanh-square': TANH_SQUARE,
};

/** A change of h beyond which a difference keeps its digits, and hyperbolic functions may overflow. */
const FAR = 1;

/** At the ends of y, since g is linear in it; over t in [-1, 1]. */
function tanhRange(ends: Interval): Interval {
  if (!ends.every(Number.isFinite)) return [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  const ranges = ends.map((y) =>
    rangeOf({ g: (t) => (1 - t * t) * (1 - 3 * t * t + 2 * t * y), breaks: [-1, 0, 1], ends: [0, 0] }),
  );
  return [Math.min(...ranges.map(([low]) => low)), Math.max(...ranges.map(([, high]) => high))];
}
