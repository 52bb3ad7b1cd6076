/** A costly smooth function, as Chebyshev series on intervals that are halved where it is asked for. */

import { evaluateSeries, seriesOf } from './chebyshev';

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
