/** What the law needs to know of each loss and preprocessing: g(y, h), where it bends, how fast it grows. */

import { guardedCurvature, guardedTransform } from '../../model/custom-functions';
import type { Loss, Preprocessing } from '../../model/model';
import { hazardCurvature } from '../../numerics/gaussian';
import type { Interval } from '../../numerics/interval';
import { rangeOf } from '../../numerics/range';

export interface LossShape {
  /** What g depends on: nothing, y, h, the residual y - h, or y and h in some other way. */
  readonly of: 'nothing' | 'response' | 'score' | 'residual' | 'both';
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
const SMOOTH = { kinks: () => NONE, growth: 0, range: null };

export function shapeOf(law: Loss | Preprocessing): LossShape {
  switch (law.kind) {
    case 'square':
      return { ...SMOOTH, of: 'nothing', g: () => 1 };
    case 'logistic':
      return { ...SMOOTH, of: 'score', g: (_, h) => logisticCurvature(h), range: [0, 0.25] };
    case 'poisson':
      return { ...SMOOTH, of: 'score', g: (_, h) => Math.exp(h), growth: 1 };
    case 'exponential':
      return { ...SMOOTH, of: 'both', g: (y, h) => Math.exp(-y * h), growth: 1 };
    case 'probit':
      return { ...SMOOTH, of: 'both', g: (y, h) => hazardCurvature(y * h), range: [0, 1] };
    case 'squared-hinge':
      return { ...SMOOTH, of: 'both', g: (y, h) => (y * h < 1 ? 1 : 0), kinks: (y) => [1 / y] };
    case 'phase-retrieval':
      return { ...SMOOTH, of: 'both', g: (y, h) => 3 * h * h - y, linear: PHASE_RETRIEVAL };
    case 'tanh-square':
      return { ...SMOOTH, of: 'both', g: tanhSquare, linear: TANH_SQUARE };
    case 'huber': {
      const { threshold } = law;
      const g = (y: number, h: number) => (Math.abs(y - h) <= threshold ? 1 : 0);
      return { ...SMOOTH, of: 'residual', g, kinks: (y) => [y - threshold, y + threshold] };
    }
    case 'pseudo-huber':
      return { ...SMOOTH, of: 'residual', g: (y, h) => (1 + ((y - h) / law.threshold) ** 2) ** -1.5 };
    case 'cauchy':
      return { ...SMOOTH, of: 'residual', g: (y, h) => cauchyCurvature((y - h) / law.scale) };
    case 'identity':
      return { ...SMOOTH, of: 'response', g: (y) => y };
    case 'clip':
      return boundedShape(law.bound, (y) => Math.min(Math.max(y, -law.bound), law.bound));
    case 'truncate':
      return boundedShape(law.bound, (y) => (Math.abs(y) <= law.bound ? y : 0));
    case 'custom': {
      if ('transform' in law) {
        return { ...SMOOTH, of: 'response', g: guardedTransform(law), kinks: () => law.kinks, range: law.range };
      }
      return { of: 'both', g: guardedCurvature(law), kinks: law.kinks, growth: 0, range: law.range };
    }
  }
}

function boundedShape(bound: number, g: (y: number) => number): LossShape {
  return { ...SMOOTH, of: 'response', g, kinks: () => [-bound, bound] };
}

function logisticCurvature(h: number): number {
  const decay = Math.exp(-Math.abs(h));
  return decay / (1 + decay) ** 2;
}

/** In exp(-2 |h|), so that the slope 1 - t^2 keeps its digits where t = tanh h is close to +-1. */
function tanhSquare(y: number, h: number): number {
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
  offset: (h) => tanhSquare(0, h),
  slope: (h) => {
    const decay = Math.exp(-2 * Math.abs(h));
    const sum = 1 + decay;
    // Not sum ** 3: a power takes ten times as long, and level sets ask for millions.
    return (Math.sign(h) * -8 * decay * Math.expm1(-2 * Math.abs(h))) / (sum * sum * sum);
  },
  change: (y, h, change) => {
    if (Math.abs(change) > FAR) return tanhSquare(y, h + change) - tanhSquare(y, h);
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
