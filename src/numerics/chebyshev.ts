/**
 * Chebyshev series sum_j c_j T_j(x) on [-1, 1] (Trefethen, Approximation Theory and Approximation Practice, 2013,
 * chapters 3 and 19), and a costly smooth function as such series on intervals, halved where it is asked for.
 */

/** The series through f at `count` Chebyshev points of the first kind; f is called with x ascending. */
export function seriesOf(f: (x: number) => number, count: number): Float64Array {
  const values = Float64Array.from({ length: count }, (_, i) => f(-Math.cos((Math.PI * (i + 0.5)) / count)));
  return Float64Array.from({ length: count }, (_, j) => {
    let sum = 0;
    for (let i = 0; i < count; i++) sum += values[i] * Math.cos(j * Math.PI * (1 - (i + 0.5) / count));
    return ((j === 0 ? 1 : 2) * sum) / count;
  });
}

/** The antiderivative that vanishes at -1. */
export function antiderivative(series: Float64Array): Float64Array {
  const count = series.length;
  const at = (j: number) => (j < count ? series[j] : 0);
  const result = new Float64Array(count + 1);
  for (let j = 1; j <= count; j++) result[j] = ((j === 1 ? 2 : 1) * at(j - 1) - at(j + 1)) / (2 * j);
  for (let j = 1; j <= count; j++) result[0] += (j % 2 === 0 ? -1 : 1) * result[j];
  return result;
}

/** The series at x, by Clenshaw's recurrence. */
export function evaluateSeries(series: Float64Array, x: number): number {
  let next = 0;
  let afterNext = 0;
  for (let j = series.length - 1; j > 0; j--) {
    const value = series[j] + 2 * x * next - afterNext;
    afterNext = next;
    next = value;
  }
  return series[0] + x * next - afterNext;
}

const COEFFICIENTS = 24;
/** The last coefficients, relative to the largest, at which a series stands for the function. */
const RESOLVED = 1e-12;
const LAST = 3;
/** Beyond, as at a jump, the function itself is called. */
const MAX_DEPTH = 30;

interface Piece {
  readonly from: number;
  readonly to: number;
  readonly depth: number;
  /** Null until the piece is first asked for, and where its halves stand for it. */
  series: Float64Array | null;
  halves: readonly [Piece, Piece] | null;
}

const pieceOf = (from: number, to: number, depth: number): Piece => ({ from, to, depth, series: null, halves: null });

/** f to about 1e-12 relative to its size nearby, from `from` to `to`; f itself elsewhere. */
export function piecewiseSeries(f: (x: number) => number, from: number, to: number): (x: number) => number {
  const root = pieceOf(from, to, 0);
  return (x) => {
    if (!(x >= from && x <= to)) return f(x);
    let piece = root;
    for (;;) {
      if (piece.series === null && piece.halves === null) resolve(f, piece);
      if (piece.halves) {
        piece = x < piece.halves[1].from ? piece.halves[0] : piece.halves[1];
        continue;
      }
      const { series } = piece;
      if (series === null || series.length === 0) return f(x);
      return evaluateSeries(series, (2 * (x - piece.from)) / (piece.to - piece.from) - 1);
    }
  };
}

function resolve(f: (x: number) => number, piece: Piece): void {
  const { from, to, depth } = piece;
  if (depth === MAX_DEPTH) {
    piece.series = new Float64Array(0);
    return;
  }
  const half = (to - from) / 2;
  const series = seriesOf((t) => f(from + half * (1 + t)), COEFFICIENTS);
  const size = Math.max(...series.map(Math.abs));
  const rest = Math.max(...series.subarray(COEFFICIENTS - LAST).map(Math.abs));
  if (rest <= RESOLVED * size) piece.series = series;
  else piece.halves = [pieceOf(from, from + half, depth + 1), pieceOf(from + half, to, depth + 1)];
}
