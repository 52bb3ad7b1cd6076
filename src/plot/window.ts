/** The part of the plane that a picture shows: the bulks with what stands near them, up to a density that flattens nothing. */

import type { Bulk, Law } from '../law/law';
import { type Histogram, quantileOf } from '../numerics/histogram';
import type { Point } from './curve';

export type Range = readonly [number, number];

/** What is wanted may widen the range to this many times the bulks' width; farther out it is pointed at. */
const WIDEST = 3;
const PADDING = 0.03;
/** Where a tail has no edge, the range of simulated eigenvalues ends this share of the inner one beyond the quantile. */
const TAIL = { quantile: 0.005, margin: 0.2 };
/** Without simulated eigenvalues such a tail is shown down to this share of the density's largest value. */
const FAINT = 4e-3;
const GROWTH = 1.4;
const STEPS = 36;
/** A peak this many times the density that a fifth of the mass exceeds is cut a little above that density. */
const TALL = { mass: 0.2, ratio: 3, shown: 1.25 };
/** A logarithmic axis shows at most so many decades of eigenvalues and of densities. */
const DECADES = { x: 6, y: 4 };

/**
 * @param tails where the range ends on a side on which the bulks have no edge
 * @param wanted what is to be in it, as far as it is near: the nearest first
 */
export function windowOf(bulks: readonly Bulk[], tails: Range, wanted: readonly number[]): Range {
  let lower = bulks[0]?.left.location ?? tails[0];
  let upper = bulks[bulks.length - 1]?.right.location ?? tails[1];
  const widest = WIDEST * (upper - lower || 1);
  const center = (lower + upper) / 2;
  const nearestFirst = [...wanted].sort((a, b) => Math.abs(a - center) - Math.abs(b - center));
  for (const x of nearestFirst.filter(Number.isFinite)) {
    const [low, high] = [Math.min(lower, x), Math.max(upper, x)];
    if (high - low <= widest) [lower, upper] = [low, high];
  }
  const padding = PADDING * (upper - lower) || 0.5;
  return [lower - padding, upper + padding];
}

/** The tails of eigenvalues, which are ascending. */
export function tailsOf(values: Float64Array): Range {
  const [low, high] = [quantileOf(values, TAIL.quantile), quantileOf(values, 1 - TAIL.quantile)];
  const margin = TAIL.margin * (high - low);
  return [Math.max(values[0], low - margin), Math.min(values[values.length - 1], high + margin)];
}

/** The tails of a density: where it has faded on a side without an edge. */
export function fadedTails(law: Pick<Law, 'bulks' | 'moments' | 'density'>): Range {
  const { bulks, moments } = law;
  if (bulks.length === 0) return [-1, 1];
  const [left, right] = [bulks[0].left.location, bulks[bulks.length - 1].right.location];
  const center = moments[0].value;
  return [
    left ?? fadedEnd(law, Math.min(center, right ?? center), -1),
    right ?? fadedEnd(law, Math.max(center, left ?? center), 1),
  ];
}

/** Out from the center in growing steps, until the density has faded. */
function fadedEnd(law: Pick<Law, 'density'>, center: number, direction: 1 | -1): number {
  let step = Math.max(Math.abs(center), 1e-3) / 16;
  let x = center + direction * step;
  let peak = 0;
  for (let k = 0; k < STEPS; k++) {
    const density = law.density(x);
    peak = Math.max(peak, density);
    if (peak > 0 && density < FAINT * peak) break;
    step *= GROWTH;
    x += direction * step;
  }
  return x;
}

/** What a logarithmic axis shows of a range: from below the least positive edge, where it begins at zero or before. */
export function positivePart([left, right]: Range, bulks: readonly Bulk[]): Range {
  if (left > 0) return [left, right];
  const end = right > 0 ? right : 1;
  const edges = bulks.flatMap((bulk) => [bulk.left.location, bulk.right.location]);
  const least = edges.filter((edge): edge is number => edge !== null && edge > 0 && edge < end);
  return [Math.max(0.7 * Math.min(...least, end / 10), end * 10 ** -DECADES.x), end];
}

/**
 * [top, peak] of the densities. A peak is cut off where it towers over all but a fifth of the mass, as where a density
 * diverges: shown whole it would flatten everything else.
 */
export function heights(series: readonly (readonly Segment[])[]): [number, number] {
  let top = 0;
  let peak = 0;
  for (const segments of series) {
    const tallestFirst = segments.filter(({ mass }) => mass > 0).sort((a, b) => b.height - a.height);
    let above = tallestFirst.reduce((sum, { mass }) => sum + mass, 0) * TALL.mass;
    const level = tallestFirst.find(({ mass }) => {
      above -= mass;
      return above <= 0;
    })?.height;
    const tallest = tallestFirst[0]?.height ?? 0;
    top = Math.max(top, level !== undefined && tallest > TALL.ratio * level ? TALL.shown * level : tallest);
    peak = Math.max(peak, tallest);
  }
  return [top || 1, peak];
}

interface Segment {
  readonly height: number;
  readonly mass: number;
}

export function segmentsOf(curve: readonly Point[]): Segment[] {
  return curve.slice(1).map(({ x, y }, k) => {
    const previous = curve[k];
    return { height: Math.max(y, previous.y), mass: ((x - previous.x) * (y + previous.y)) / 2 };
  });
}

export function binsOf({ density, counts }: Histogram): Segment[] {
  return Array.from(density, (height, k) => ({ height, mass: counts[k] }));
}

/** Where a logarithmic axis of densities begins: below the lowest bar, within its decades. */
export function lowestOf(highest: number, { density }: Histogram): number {
  const least = density.length > 0 ? Math.min(...density.filter((height) => height > 0)) / 2 : highest / 1000;
  return Math.max(Math.min(least, highest / 100), highest * 10 ** -DECADES.y);
}
