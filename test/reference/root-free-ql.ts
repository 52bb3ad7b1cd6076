/**
 * Eigenvalues of a symmetric tridiagonal matrix by the QL iteration without square roots in typed arrays.
 *
 * The variant of Pal, Walker and Kahan (Parlett, The Symmetric Eigenvalue Problem, section 8.15): it carries the squares
 * of the off-diagonal entries. A block whose larger end comes first is turned around, so that QL always works from the
 * larger end towards the smaller. Here 1/r and r/p are divided at the same time and then multiplied, where the published
 * loop divides in sequence.
 */

import type { TridiagonalArrays } from './blocked-tridiagonal';

const MAX_SWEEPS = 60;

/** Ascending; the matrix is left as it was. */
export function rootFreeEigenvalues({ diagonal, offDiagonal }: TridiagonalArrays): Float64Array {
  const order = diagonal.length;
  let largest = 0;
  for (let i = 0; i < order; i++) largest = Math.max(largest, Math.abs(diagonal[i]), Math.abs(offDiagonal[i]));
  if (largest === 0) return new Float64Array(order);

  // A power of two near the norm, so that squares neither overflow nor lose digits, and scaling is exact.
  const unit = 2 ** Math.floor(Math.log2(largest));
  const d = diagonal.map((value) => value / unit);
  // squares[i] joins i and i + 1.
  const squares = new Float64Array(order);
  for (let i = 1; i < order; i++) squares[i - 1] = (offDiagonal[i] / unit) ** 2;

  for (let start = 0; start < order; ) {
    let end = start;
    while (end + 1 < order && !isNegligible(d, squares, end)) end++;
    squares[end] = 0;
    if (Math.abs(d[start]) > Math.abs(d[end])) {
      d.subarray(start, end + 1).reverse();
      squares.subarray(start, end).reverse();
    }
    solveBlock(d, squares, start, end);
    start = end + 1;
  }
  return d.sort().map((value) => value * unit);
}

function isNegligible(d: Float64Array, squares: Float64Array, i: number): boolean {
  return squares[i] <= Number.EPSILON ** 2 * Math.abs(d[i] * d[i + 1]) || squares[i] < Number.MIN_VALUE;
}

/** QL on the unreduced block start..end: deflates one eigenvalue after the other at its front. */
function solveBlock(d: Float64Array, squares: Float64Array, start: number, end: number): void {
  for (let front = start; front < end; front++) {
    for (let sweep = 0; ; sweep++) {
      let last = front;
      while (last < end && !isNegligible(d, squares, last)) last++;
      if (last === front) break;
      if (sweep === MAX_SWEEPS) throw new Error(`eigenvalue ${front} did not converge in ${MAX_SWEEPS} sweeps`);
      squares[last] = 0;
      qlSweep(d, squares, front, last);
    }
  }
}

function qlSweep(d: Float64Array, squares: Float64Array, front: number, last: number): void {
  const root = Math.sqrt(squares[front]);
  const half = (d[front + 1] - d[front]) / (2 * root);
  const shift = d[front] - root / (half + (half < 0 ? -1 : 1) * Math.sqrt(1 + half * half));
  let cosine = 1;
  let sine = 0;
  let gamma = d[last] - shift;
  let p = gamma * gamma;
  for (let i = last - 1; i >= front; i--) {
    const square = squares[i];
    const r = p + square;
    if (i + 1 < last) squares[i + 1] = sine * r;
    const inverse = 1 / r;
    const ratio = r / p;
    const previousCosine = cosine;
    cosine = p * inverse;
    sine = square * inverse;
    const previousGamma = gamma;
    gamma = cosine * (d[i] - shift) - sine * previousGamma;
    d[i + 1] = previousGamma + (d[i] - gamma);
    p = cosine === 0 ? previousCosine * square : gamma * gamma * ratio;
  }
  squares[front] = sine * p;
  d[front] = shift + gamma;
}
