/**
 * T = V diag(values) V^T for a symmetric tridiagonal T by the implicit QL method with Wilkinson's shift (Golub & Van Loan,
 * Matrix Computations, 4th ed., section 8.3.5; Dubrulle, Martin & Wilkinson 1968). V is never formed: its plane rotations,
 * about 0.9 p^2 of them, are kept and applied to vectors, O(p^2) each way.
 */

import { ConvergenceError } from '../errors';

export interface TridiagonalEigen {
  /** Ascending. */
  readonly values: Float64Array;
  /** V^T v. */
  toEigenbasis(vector: Float64Array): Float64Array;
  /** V c. */
  fromEigenbasis(coordinates: Float64Array): Float64Array;
}

const MAX_SWEEPS = 60;

/** Rotations in the order in which they were done: of rows i and i + 1. */
class Rotations {
  #rows = new Int32Array(1024);
  #angles = new Float64Array(2048);
  #count = 0;

  push(row: number, cosine: number, sine: number): void {
    if (this.#count === this.#rows.length) {
      const [rows, angles] = [this.#rows, this.#angles];
      this.#rows = new Int32Array(2 * rows.length);
      this.#rows.set(rows);
      this.#angles = new Float64Array(2 * angles.length);
      this.#angles.set(angles);
    }
    this.#rows[this.#count] = row;
    this.#angles[2 * this.#count] = cosine;
    this.#angles[2 * this.#count + 1] = sine;
    this.#count++;
  }

  /** V^T v, in place. */
  applyTransposed(v: Float64Array): void {
    for (let k = 0; k < this.#count; k++) {
      const i = this.#rows[k];
      const [c, s] = [this.#angles[2 * k], this.#angles[2 * k + 1]];
      const [x, y] = [v[i], v[i + 1]];
      v[i] = c * x - s * y;
      v[i + 1] = s * x + c * y;
    }
  }

  /** V v, in place. */
  apply(v: Float64Array): void {
    for (let k = this.#count - 1; k >= 0; k--) {
      const i = this.#rows[k];
      const [c, s] = [this.#angles[2 * k], this.#angles[2 * k + 1]];
      const [x, y] = [v[i], v[i + 1]];
      v[i] = c * x + s * y;
      v[i + 1] = c * y - s * x;
    }
  }
}

/** `diagonal`: p entries, `offDiagonal`: p - 1; both kept. */
export function tridiagonalEigen(diagonal: Float64Array, offDiagonal: Float64Array): TridiagonalEigen {
  const size = diagonal.length;
  const d = Float64Array.from(diagonal);
  const e = new Float64Array(size);
  e.set(offDiagonal);
  const rotations = new Rotations();
  for (let low = 0; low < size; low++) {
    for (let sweep = 0; ; sweep++) {
      const high = blockEnd(d, e, low);
      if (high === low) break;
      if (sweep === MAX_SWEEPS) {
        throw new ConvergenceError('an eigenvalue of the covariance', sweep, Math.abs(e[low]), 'scale its entries');
      }
      qlSweep(d, e, low, high, rotations);
    }
  }
  const order = Int32Array.from(d.keys()).sort((i, j) => d[i] - d[j]);
  return {
    values: Float64Array.from(order, (i) => d[i]),
    toEigenbasis(vector) {
      const rotated = Float64Array.from(vector);
      rotations.applyTransposed(rotated);
      return Float64Array.from(order, (i) => rotated[i]);
    },
    fromEigenbasis(coordinates) {
      const vector = new Float64Array(size);
      for (let k = 0; k < size; k++) vector[order[k]] = coordinates[k];
      rotations.apply(vector);
      return vector;
    },
  };
}

/** The last row of the unreduced block that begins at `low`. */
function blockEnd(d: Float64Array, e: Float64Array, low: number): number {
  let high = low;
  while (high < d.length - 1 && Math.abs(e[high]) > Number.EPSILON * Math.sqrt(Math.abs(d[high] * d[high + 1]))) high++;
  return high;
}

/** One implicit shift from the block's last row up to its first. */
function qlSweep(d: Float64Array, e: Float64Array, low: number, high: number, rotations: Rotations): void {
  const half = (d[low + 1] - d[low]) / (2 * e[low]);
  const root = Math.sqrt(half * half + 1);
  let g = d[high] - d[low] + e[low] / (half + (half < 0 ? -root : root));
  let s = 1;
  let c = 1;
  let p = 0;
  for (let i = high - 1; i >= low; i--) {
    const f = s * e[i];
    const b = c * e[i];
    const r = Math.sqrt(f * f + g * g);
    e[i + 1] = r;
    if (r === 0) {
      // The chase has split the block.
      d[i + 1] -= p;
      e[high] = 0;
      return;
    }
    s = f / r;
    c = g / r;
    g = d[i + 1] - p;
    const t = (d[i] - g) * s + 2 * c * b;
    p = s * t;
    d[i + 1] = g + p;
    g = c * t - b;
    rotations.push(i, c, s);
  }
  d[low] -= p;
  e[low] = g;
  e[high] = 0;
}
