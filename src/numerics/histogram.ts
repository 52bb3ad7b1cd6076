/** Binning as data, shared by the figure and the terminal. */

import { ModelError } from '../errors';

export interface Histogram {
  /** Ascending, one more than there are bins. A bin holds its lower edge; the last one holds its upper edge too. */
  readonly edges: Float64Array;
  readonly counts: Uint32Array;
  /** counts / (total * width): the area is 1 when `total` counts just the values that were binned. */
  readonly density: Float64Array;
  readonly total: number;
}

export interface HistogramOptions {
  /** Disjoint and ascending. Each is cut into bins of its own equal width, so that its ends are edges. */
  readonly intervals?: readonly (readonly [number, number])[];
  /** Bounds on the number of bins of an interval that holds values; by default 32 and 96. */
  readonly bins?: readonly [number, number];
  /**
   * Ascending; values outside are in no bin. By default they hold all of `values`: bins aligned with each interval, and bins of
   * their neighbor's width outside them.
   */
  readonly edges?: Float64Array;
  /** How many values the density is a share of; by default all of `values`, those outside the edges included. */
  readonly total?: number;
}

/**
 * Counts `values` (in any order) into bins.
 * @throws {ModelError} on a value that is not finite, and on no values at all.
 */
export function histogram(values: Float64Array, options: HistogramOptions = {}): Histogram {
  const sorted = sortedFinite(values);
  const edges = options.edges ?? edgesOf(sorted, options);
  const total = options.total ?? values.length;
  const bins = edges.length - 1;
  const counts = new Uint32Array(bins);
  const density = new Float64Array(bins);
  let start = countBelow(sorted, edges[0]);
  for (let k = 0; k < bins; k++) {
    const end = k < bins - 1 ? countBelow(sorted, edges[k + 1]) : countUpTo(sorted, edges[bins]);
    counts[k] = end - start;
    density[k] = counts[k] / (total * (edges[k + 1] - edges[k]));
    start = end;
  }
  return { edges, counts, density, total };
}

function edgesOf(
  sorted: Float64Array,
  { intervals = [], bins: [fewest, most] = [32, 96] }: HistogramOptions,
): Float64Array {
  const lowest = sorted[0];
  const highest = sorted[sorted.length - 1];
  const aligned = intervals.filter(([lower, upper]) => lower < upper);
  if (aligned.length === 0 && lowest === highest) return Float64Array.of(lowest - 0.5, lowest + 0.5);
  if (aligned.length === 0) aligned.push([lowest, highest]);

  const count = aligned.map(([lower, upper]) => {
    const inside = sorted.subarray(countBelow(sorted, lower), countUpTo(sorted, upper));
    return clamp(Math.ceil((upper - lower) / binWidth(inside)), fewest, most);
  });
  const width = aligned.map(([lower, upper], k) => (upper - lower) / count[k]);

  const edges: number[] = [];
  const [first] = aligned[0];
  const before = lowest < first ? Math.ceil((first - lowest) / width[0]) || 1 : 0;
  pushCut(edges, Math.min(first - before * width[0], lowest), first, Math.min(before, most));
  aligned.forEach(([lower, upper], k) => {
    pushCut(edges, lower, upper, count[k]);
    const next = aligned[k + 1]?.[0] ?? upper;
    if (next > upper) pushCut(edges, upper, next, clamp(Math.round((next - upper) / width[k]), 1, most));
  });
  const last = aligned[aligned.length - 1][1];
  const step = width[width.length - 1];
  const after = highest > last ? Math.ceil((highest - last) / step) || 1 : 0;
  const end = Math.max(last + after * step, highest);
  pushCut(edges, last, end, Math.min(after, most));
  edges.push(end);
  return Float64Array.from(edges);
}

/** The lower edges of `count` equal bins of [lower, upper]. */
function pushCut(edges: number[], lower: number, upper: number, count: number): void {
  for (let k = 0; k < count; k++) edges.push(lower + ((upper - lower) * k) / count);
}

/**
 * Half of the width of Freedman & Diaconis (1981), 2 IQR n^(-1/3). Theirs balances the bias against the noise of
 * independent values; eigenvalues repel each other, a bin's count varies far less than Poisson, and finer bins stay smooth.
 */
function binWidth(sorted: Float64Array): number {
  const n = sorted.length;
  if (n < 2) return Infinity;
  return (quantileOf(sorted, 0.75) - quantileOf(sorted, 0.25)) / Math.cbrt(n) || Infinity;
}

/** The q-quantile of ascending values, interpolated (Hyndman & Fan's type 7). */
export function quantileOf(sorted: Float64Array, q: number): number {
  const position = q * (sorted.length - 1);
  const below = Math.floor(position);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
}

function sortedFinite(values: Float64Array): Float64Array {
  if (values.length === 0) throw new ModelError('histogram: values', 'at least one value', 'none');
  const odd = values.find((value) => !Number.isFinite(value));
  if (odd !== undefined) throw new ModelError('histogram: values', 'finite numbers', odd);
  return values.slice().sort();
}

/** How many of the ascending values are < x. */
function countBelow(sorted: Float64Array, x: number): number {
  return partitionPoint(sorted, (value) => value < x);
}

/** How many of the ascending values are <= x. */
function countUpTo(sorted: Float64Array, x: number): number {
  return partitionPoint(sorted, (value) => value <= x);
}

/** Where `holds` turns from true to false. */
function partitionPoint(sorted: Float64Array, holds: (value: number) => boolean): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(sorted[middle])) low = middle + 1;
    else high = middle;
  }
  return low;
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}
