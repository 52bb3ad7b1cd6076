/** The range of eigenvalues that a picture shows: the bulks, and what stands near them. */

import type { Bulk, Law } from '../law/law';
import { quantileOf } from '../numerics/histogram';

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
