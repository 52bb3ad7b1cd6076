/**
 * Eigenvalues and eigenvectors of the projection T = Q^T H Q on the basis Q of a block Krylov space: Ritz values, and Ritz vectors by
 * their coordinates in Q.
 */

import { ConvergenceError } from '../../errors';
import type { Kernels } from '../../wasm/kernels';
import { BLOCK_VECTORS } from './operator';

const DOUBLE = Float64Array.BYTES_PER_ELEMENT;

/** H Q = Q T + q' R E^T, with E the last 8 columns of the identity and q' the next block (see krylov-space.ts). */
export interface Projection {
  /** T, row-major, `capacity` numbers from row to row. */
  readonly projected: Float64Array;
  readonly capacity: number;
  /** The order of T, and the blocks of 8 vectors in Q. */
  readonly size: number;
  readonly blocks: number;
  /** R, 8 x 8 row-major. */
  readonly coupling: Float64Array;
}

export interface RitzSystem {
  /** Ascending. */
  readonly values: Float64Array;
  /** Coordinates of Ritz vector i in the basis: unit norm. */
  vector(index: number): Float64Array;
  /** ||H q - theta q|| for Ritz pair i, from the coupling to the next block; exact but for what a redirection neglected. */
  residual(index: number): number;
}

/** Solves T's eigenproblem for spaces of up to `capacity` vectors. */
export class RitzSolver {
  readonly #kernels: Kernels;
  readonly #rows: number;
  readonly #packed: number;
  readonly #diagonal: number;
  readonly #offDiagonal: number;
  readonly #vector: number;
  readonly #work: number;

  static bytes({ exports }: Kernels, capacity: number): number {
    const vector = exports.paddedOrder(capacity) * DOUBLE;
    return capacity ** 2 * DOUBLE + exports.packedBytes(capacity) + 3 * vector + exports.tridiagonalWorkBytes(capacity);
  }

  constructor(kernels: Kernels, capacity: number) {
    const { exports, arena } = kernels;
    this.#kernels = kernels;
    const vector = exports.paddedOrder(capacity) * DOUBLE;
    this.#rows = arena.allocate(capacity ** 2 * DOUBLE);
    this.#packed = arena.allocate(exports.packedBytes(capacity));
    this.#diagonal = arena.allocate(vector);
    this.#offDiagonal = arena.allocate(vector);
    this.#vector = arena.allocate(vector);
    this.#work = arena.allocate(exports.tridiagonalWorkBytes(capacity));
  }

  solve({ projected, capacity, size: order, blocks, coupling }: Projection): RitzSystem {
    const { exports, arena } = this.#kernels;
    const rows = arena.view(this.#rows, order * order);
    for (let i = 0; i < order; i++) {
      rows.set(projected.subarray(i * capacity, i * capacity + order), i * order);
    }
    exports.packedWrite(this.#packed, this.#rows, order);
    for (let left = order; left > 0; ) {
      left = exports.tridiagonalizePanel(this.#diagonal, this.#offDiagonal, this.#packed, this.#work, order, left);
    }
    rows.fill(0);
    for (let i = 0; i < order; i++) rows[i * (order + 1)] = 1;
    if (exports.eigensystemQl(this.#diagonal, this.#offDiagonal, order, this.#rows, order) !== 0) {
      throw new ConvergenceError('a Ritz value', 60, Number.NaN, 'H may hold NaN or Infinity');
    }
    const values = arena.view(this.#diagonal, order).slice();
    const ascending = values.map((_, k) => k).sort((a, b) => values[a] - values[b]);
    const vectors = Array.from(ascending, (k) => this.#backTransformed(k, order));
    const start = (blocks - 1) * BLOCK_VECTORS;
    return {
      values: values.sort(),
      vector: (index) => vectors[index],
      residual: (index) => coupledNorm(coupling, vectors[index].subarray(start)),
    };
  }

  /** Column k of the eigenvectors of the tridiagonal matrix as an eigenvector of T. */
  #backTransformed(k: number, order: number): Float64Array {
    const { exports, arena } = this.#kernels;
    arena.view(this.#vector, exports.paddedOrder(order)).fill(0);
    exports.backTransform(this.#vector, this.#rows + k * order * DOUBLE, this.#packed, order);
    return arena.view(this.#vector, order).slice();
  }
}

/** |R y| for the coupling R, 8 x 8 row-major, and the last coordinates y of a Ritz vector. */
function coupledNorm(coupling: Float64Array, last: Float64Array): number {
  let squares = 0;
  for (let i = 0; i < BLOCK_VECTORS; i++) {
    let sum = 0;
    for (let j = 0; j < last.length; j++) sum += coupling[i * BLOCK_VECTORS + j] * last[j];
    squares += sum * sum;
  }
  return Math.sqrt(squares);
}
