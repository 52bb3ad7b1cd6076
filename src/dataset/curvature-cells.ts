/**
 * The empirical law of curvatures g_1, ..., g_n as point masses and cells: what quadrature can work with near its poles.
 *
 * Zero, and values that many samples share, are point masses. The others fall into segments, apart by a wide gap that no sample
 * is in; a segment is cut half-way between neighboring samples into cells, each with the mass of its samples and a density
 * linear in g that has their mean. Cells hold n / 256 samples, fewer and fewer towards a segment's ends, and none is wider than a
 * hundredth of the range of g: in a sparse tail each sample is alone, and then a point mass, too. What this changes of E[psi] is
 * of third order in the cells' widths; `EmpiricalCurvature` measures it against the samples themselves.
 */

import type { Interval } from '../numerics/interval';

/** The samples order[start .. end - 1], whose g is in [low, high]; low = high for a point mass. */
export interface CurvatureCell {
  readonly start: number;
  readonly end: number;
  readonly low: number;
  readonly high: number;
  /** The density is proportional to 1 + 3 tilt x, x from -1 at low to 1 at high; |tilt| <= 1/3. */
  readonly tilt: number;
  /** The g of a sample that is alone in a wide cell, and stays a point mass but for a small share; else null. */
  readonly alone: number | null;
}

export interface CurvatureCells {
  /** The samples' indices. */
  readonly order: Uint32Array;
  readonly points: readonly CurvatureCell[];
  /** Where g may be, ascending and apart: points, and segments from their first sample to their last. */
  readonly support: readonly Interval[];
  /** Ascending and apart; their cells ascending, with no sample between them that is no point mass. */
  readonly segments: readonly (readonly CurvatureCell[])[];
}

const CELLS = 256;
/** The samples of a cell where a share of 1 / CELLS would be fewer. */
const FEWEST = 8;
/** The factor by which cells grow from one to the next, inwards from an end. */
const GROWTH = 1.5;
/** The widest cell, as a share of the range of g. */
const WIDEST = 0.01;
/** Share of the samples, and number of them, from which on a value that they have in common is a point mass. */
const COMMON_SHARE = 2e-3;
const COMMON = 4;
/** Width of a gap, relative to the range of g, and share of the samples on either side of it, that divides segments. */
const WIDE = 0.1;
const APART = 0.01;

export function curvatureCells(g: Float64Array): CurvatureCells {
  const n = g.length;
  const sorted = Uint32Array.from(g.keys()).sort((i, j) => g[i] - g[j] || i - j);
  const common = Math.max(COMMON, COMMON_SHARE * n);
  const order = new Uint32Array(n);
  const points: CurvatureCell[] = [];
  const others: number[] = [];
  let placed = 0;
  for (let start = 0; start < n; ) {
    const value = g[sorted[start]];
    let end = start + 1;
    while (end < n && g[sorted[end]] === value) end++;
    const run = sorted.subarray(start, end);
    if (value === 0 || end - start >= common) {
      points.push(pointAt(value, placed, placed + run.length));
      order.set(run, placed);
      placed += run.length;
    } else for (const i of run) others.push(i);
    start = end;
  }
  order.set(others, placed);
  const values = Float64Array.from(order, (i) => g[i]);
  const range = g[sorted[n - 1]] - g[sorted[0]];
  const hulls = points.map(({ low }): Interval => [low, low]);
  const segments: CurvatureCell[][] = [];
  for (let start = placed; start < n; ) {
    const end = segmentEnd(values, start, WIDE * range, APART * n);
    const cells = cellsOf(values, start, end, WIDEST * range);
    points.push(...cells.filter(({ low, high }) => low === high));
    segments.push(cells.filter(({ low, high }) => low < high));
    hulls.push([values[start], values[end - 1]]);
    start = end;
  }
  return { order, points, support: unionOf(hulls), segments };
}

function unionOf(intervals: readonly Interval[]): Interval[] {
  const union: Interval[] = [];
  for (const [low, high] of intervals.toSorted((a, b) => a[0] - b[0])) {
    const last = union.at(-1);
    if (last !== undefined && low <= last[1]) union[union.length - 1] = [last[0], Math.max(last[1], high)];
    else union.push([low, high]);
  }
  return union;
}

function pointAt(value: number, start: number, end: number): CurvatureCell {
  return { start, end, low: value, high: value, tilt: 0, alone: null };
}

/** The first index behind `start` that a wide gap, with enough samples on either side of it, comes before. */
function segmentEnd(values: Float64Array, start: number, wide: number, apart: number): number {
  const n = values.length;
  for (let i = start + 1; i < n; i++) {
    if (values[i] - values[i - 1] > wide && i - start >= apart && n - i >= apart) return i;
  }
  return n;
}

/** Cells, and point masses where the next sample is further than `widest`. */
function cellsOf(values: Float64Array, start: number, end: number, widest: number): CurvatureCell[] {
  const most = Math.max(FEWEST, (end - start) / CELLS);
  const cells: CurvatureCell[] = [];
  let low = values[start];
  let size = 1;
  for (let from = start; from < end; ) {
    size = Math.min(most, size * GROWTH, Math.max(1, (end - from) * (1 - 1 / GROWTH)));
    let to = from + 1;
    while (to < end && (to - from < size || !isBetween(middle(values, to), values[to - 1], values[to]))) {
      if (values[to] - low > widest) break;
      to++;
    }
    const high = to === end ? values[end - 1] : middle(values, to);
    const alone = to - from === 1 && high - low > widest ? values[from] : null;
    cells.push({ start: from, end: to, low, high, alone, tilt: tiltOf(values, from, to, low, high) });
    [from, low] = [to, high];
  }
  return cells;
}

function middle(values: Float64Array, to: number): number {
  return values[to - 1] + (values[to] - values[to - 1]) / 2;
}

function isBetween(x: number, low: number, high: number): boolean {
  return low < x && x < high;
}

function tiltOf(values: Float64Array, start: number, end: number, low: number, high: number): number {
  const center = low + (high - low) / 2;
  let sum = 0;
  for (let i = start; i < end; i++) sum += values[i] - center;
  if (low === high) return 0;
  const tilt = (2 * sum) / ((end - start) * (high - low));
  return Math.max(-1 / 3, Math.min(tilt, 1 / 3));
}
