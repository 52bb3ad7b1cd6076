/**
 * The preprocessing T with the largest alignment among those with values in a given interval.
 *
 * With q = T / (lambda - T) at the outlier lambda > sup T, m = E[s^2 | y] and c = p / n, the squared cosine of the top
 * eigenvector with wStar is (c - E[q^2]) / (c - E[q^2] + E[m q^2]) under E[(m - 1) q] = c (Lu & Li 2020, proposition 2). T has
 * no scale of its own: of an interval [-B, 1] all that matters is B, which says q >= -B / (lambda + B). The larger B and the
 * nearer lambda to 1, the wider the choice, so that lambda = 1, q >= b = -B / (1 + B). What is left is a convex problem for each
 * value a of the squared cosine, solved point by point in y:
 *
 *     q = max(u (m - 1) / (a m + 1 - a), b),     u from E[(m - 1) q] = c,     a from a E[m q^2] = (1 - a) (c - E[q^2]),
 *
 * and T = q / (1 + q). For B to infinity it becomes T* = 1 - 1 / m, up to scale.
 */

import { checkNumber, checkNumbers, checkObject } from '../check';
import { ModelError } from '../errors';
import type { Model } from '../model/model';
import { findRoot } from '../numerics/roots';
import type { LabelNode } from './label-nodes';
import type { CustomTransform } from './optimal-preprocessing';
import { secondMoment } from './second-moment';

export interface DesignOptions {
  /** [least, largest] value of T, least <= 0 < largest; |T| <= B is [-B, B]. The ratio alone matters, the scale does not. */
  readonly range: readonly [number, number];
}

export interface DesignedPreprocessing {
  readonly preprocessing: CustomTransform;
  /** The squared cosine of the top eigenvector with wStar, in the limit; 0 from `threshold` on. */
  readonly alignment: number;
  /** The c = p / n below which some T in the range finds wStar. */
  readonly threshold: number;
}

const MAX_DOUBLINGS = 200;

/**
 * The best T in the range for the model's response, |wStar| and c. For an eigenvector at the bottom take minus the best T of
 * the range of -T.
 * @throws ModelError for a range without 0 <= -least, 0 < largest, and as `weakRecoveryThreshold`
 */
export function designPreprocessing(model: Model, options: DesignOptions): DesignedPreprocessing {
  const { range } = checkObject('options', options, ['range']);
  const ends = checkNumbers('range', range);
  if (ends.length !== 2) throw new ModelError('range', '[least, largest]', range);
  const least = checkNumber('range[0]', ends[0], { max: 0 });
  const largest = checkNumber('range[1]', ends[1], { above: 0 });
  const moment = secondMoment(model);
  const { at, nodes } = moment;
  // -B / (1 + B).
  const floor = least / (largest - least);
  const threshold = thresholdOf(nodes, floor);
  const c = Math.min(model.aspectRatio, threshold);
  const alignment = model.aspectRatio < threshold ? alignmentOf(nodes, floor, c) : 0;
  const slope = slopeOf(nodes, floor, c, alignment);
  // T = q / (1 + q) with as little cancellation as there can be: its rounding is not to be taken for structure.
  const [steep, constant] = [alignment + slope, 1 - alignment - slope];
  const transform = (y: number) => {
    const m = at(y);
    if (m === Number.POSITIVE_INFINITY) return (largest * slope) / steep;
    const denominator = steep * m + constant;
    const value = (largest * slope * (m - 1)) / denominator;
    return denominator > 0 ? Math.max(value, least) : least;
  };
  const kinks = moment.discrete ? [] : crossings(at, nodes, momentAtFloor(alignment, slope, floor));
  return { preprocessing: { transform, kinks: [0, ...moment.levels, ...kinks] }, alignment, threshold };
}

/** The m below which q is cut off at the floor b: u (m - 1) = b (a m + 1 - a). */
function momentAtFloor(a: number, slope: number, floor: number): number {
  return (slope + floor * (1 - a)) / (slope - floor * a);
}

/** The y between nodes at which E[s^2 | y] passes a level. */
function crossings(at: (y: number) => number, nodes: readonly LabelNode[], level: number): number[] {
  const sorted = [...nodes].sort((a, b) => a.y - b.y);
  const found: number[] = [];
  for (let k = 1; k < sorted.length; k++) {
    const [left, right] = [sorted[k - 1], sorted[k]];
    const [fa, fb] = [left.moment - level, right.moment - level];
    if (fa * fb >= 0) continue;
    found.push(findRoot((y) => at(y) - level, { a: left.y, fa, b: right.y, fb }).x);
  }
  return found;
}

/** q at a value of m. */
function shape(moment: number, a: number, slope: number, floor: number): number {
  if (moment === Number.POSITIVE_INFINITY) return slope / a;
  return Math.max((slope * (moment - 1)) / (a * moment + 1 - a), floor);
}

/** E[(m - 1) q], E[q^2] and E[m q^2]. */
function momentsOf(nodes: readonly LabelNode[], a: number, slope: number, floor: number) {
  let [coupling, square, weighted] = [0, 0, 0];
  for (const { mass, moment } of nodes) {
    const q = shape(moment, a, slope, floor);
    coupling += mass * (moment - 1) * q;
    square += mass * q * q;
    weighted += mass * moment * q * q;
  }
  return { coupling, square, weighted };
}

/** u: E[(m - 1) q] grows with it from zero. */
function slopeOf(nodes: readonly LabelNode[], floor: number, c: number, a: number): number {
  if (c === 0) return 0;
  return rootFrom(1, (slope) => momentsOf(nodes, a, slope, floor).coupling - c);
}

function alignmentOf(nodes: readonly LabelNode[], floor: number, c: number): number {
  const excess = (a: number) => {
    const { square, weighted } = momentsOf(nodes, a, slopeOf(nodes, floor, c, a), floor);
    return a * weighted - (1 - a) * (c - square);
  };
  return findRoot(excess, { a: 0, fa: excess(0), b: 1, fb: excess(1) }).x;
}

/** The c at which the alignment ends, a = 0: there E[(m - 1) q] = E[q^2] = c. */
function thresholdOf(nodes: readonly LabelNode[], floor: number): number {
  const atOne = momentsOf(nodes, 0, 1, floor);
  if (atOne.square === 0) return 0;
  const excess = (slope: number) => {
    const { coupling, square } = momentsOf(nodes, 0, slope, floor);
    return square - coupling;
  };
  // At u = 1 only what is cut off differs, and there q is nearer to zero than m - 1.
  if (atOne.square >= atOne.coupling) return atOne.square;
  return momentsOf(nodes, 0, rootFrom(1, excess), floor).square;
}

/** The root of a function that changes sign once, from below, on the positive half-line. */
function rootFrom(start: number, f: (x: number) => number): number {
  let [low, high] = [start, start];
  let [below, above] = [f(low), f(high)];
  for (let k = 0; k < MAX_DOUBLINGS && above < 0; k++) {
    [low, below] = [high, above];
    high *= 2;
    above = f(high);
  }
  for (let k = 0; k < MAX_DOUBLINGS && below > 0; k++) {
    [high, above] = [low, below];
    low /= 2;
    below = f(low);
  }
  return findRoot(f, { a: low, fa: below, b: high, fb: above }).x;
}
