/**
 * The empirical law of curvatures g_1, ..., g_n as point masses and cells: what quadrature can work with near its poles.
 *
 * Zero, and values that many samples share, are point masses. The others fall into segments, apart by a wide gap that no sample
 * is in; a segment is cut half-way between neighboring samples into cells, each with the mass of its samples and a density
 * linear in g that has their mean. Cells hold n / 256 samples, fewer and fewer towards a segment's ends. What this changes of
 * E[psi] is of third order in the cells' widths; `EmpiricalCurvature` measures it against the samples themselves.
 */

/** The samples order[start .. end - 1], whose g is in [low, high]; low = high for a point mass. */
export interface CurvatureCell {
  readonly start: number;
  readonly end: number;
  readonly low: number;
  readonly high: number;
  /** The density is proportional to 1 + 3 tilt x, x from -1 at low to 1 at high; |tilt| <= 1/3. */
  readonly tilt: number;
}

export interface CurvatureCells {
  /** The samples' indices. */
  readonly order: Uint32Array;
  readonly points: readonly CurvatureCell[];
  /** Ascending and apart; their cells ascending and adjacent. */
  readonly segments: readonly (readonly CurvatureCell[])[];
}

const CELLS = 256;
/** Samples in a cell, where there are not so many. */
const FEWEST = 8;
/** From one cell to the next, inwards from an end. */
const GROWTH = 1.5;
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
  const segments: CurvatureCell[][] = [];
  for (let start = placed; start < n; ) {
    const end = segmentEnd(values, start, WIDE * range, APART * n);
    if (values[start] < values[end - 1]) segments.push(cellsOf(values, start, end));
    else points.push(pointAt(values[start], start, end));
    start = end;
  }
  return { order, points, segments };
}

function pointAt(value: number, start: number, end: number): CurvatureCell {
  return { start, end, low: value, high: value, tilt: 0 };
}

/** The first index behind `start` that a wide gap, with enough samples on either side of it, comes before. */
function segmentEnd(values: Float64Array, start: number, wide: number, apart: number): number {
  const n = values.length;
  for (let i = start + 1; i < n; i++) {
    if (values[i] - values[i - 1] > wide && i - start >= apart && n - i >= apart) return i;
  }
  return n;
}

function cellsOf(values: Float64Array, start: number, end: number): CurvatureCell[] {
  const most = Math.max(FEWEST, (end - start) / CELLS);
  const cells: CurvatureCell[] = [];
  let low = values[start];
  let size = 1;
  for (let from = start; from < end; ) {
    size = Math.min(most, size * GROWTH, Math.max(1, (end - from) * (1 - 1 / GROWTH)));
    let to = Math.min(end, from + Math.max(1, Math.round(size)));
    // A cut needs two values to be between.
    while (to < end && !isBetween(middle(values, to), values[to - 1], values[to])) to++;
    const high = to === end ? values[end - 1] : middle(values, to);
    cells.push({ start: from, end: to, low, high, tilt: tiltOf(values, from, to, low, high) });
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
  const tilt = (2 * sum) / ((end - start) * (high - low));
  return Math.max(-1 / 3, Math.min(tilt, 1 / 3));
}
