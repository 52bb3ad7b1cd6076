/**
 * An orthonormal basis Q of a block Krylov space, and the projection T = Q^T H Q of a symmetric H on it.
 *
 * A step takes the newest block q of 8 vectors, and makes W = H q orthogonal to the whole basis, twice; what is taken out is
 * the newest column of T, what is left, W = q' R, gives the next block q'. So H Q = Q T + q' R E^T with E the last 8 columns
 * of the identity, to roundoff: no orthogonality is lost as Ritz values converge. Where W has not full rank, the Krylov space
 * is invariant in part, and random vectors take the missing places: R is zero in their rows.
 *
 * A restart (Wu & Simon 2000, Thick-restart Lanczos method for large symmetric eigenvalue problems) keeps chosen Ritz vectors
 * as the basis; q' stays the next block, and T's column for it comes out of the next step like any other.
 */

import type { Kernels } from '../../wasm/kernels';
import { BLOCK_VECTORS, type BlockOperator } from './operator';
import type { Projection, RitzSystem } from './ritz';

const DOUBLE = Float64Array.BYTES_PER_ELEMENT;
const SQUARE = BLOCK_VECTORS ** 2;

export class KrylovSpace implements Projection {
  readonly projected: Float64Array;
  /** Blocks of the basis whose image under H is known: T is of their order. */
  blocks = 0;
  /** R of the latest step, 8 x 8 row-major: W = q' R. */
  coupling: Float64Array = new Float64Array(SQUARE);
  /** Multiplications by H so far. */
  multiplications = 0;
  /** Random directions that the space was begun with or given since: no eigenvalue shows more copies than these. */
  randomVectors = 0;
  readonly capacity: number;
  readonly order: number;
  readonly blockBytes: number;
  readonly maxBlocks: number;
  readonly #kernels: Kernels;
  readonly #operator: BlockOperator;
  readonly #stream: number;
  readonly #basis: number;
  readonly #kept: number;
  readonly #coefficients: number;
  readonly #work: number;
  readonly #column: number;
  /** A lower bound of ||H||, within a factor of the block size. */
  #scale = 0;

  /** Bytes that a space of this many blocks allocates. */
  static bytes({ exports }: Kernels, order: number, blocks: number): number {
    const column = exports.paddedOrder(order) * DOUBLE;
    return (2 * blocks + 1) * exports.blockBytes(order) + 2 * SQUARE * DOUBLE + column;
  }

  /**
   * @param maxBlocks as many as the basis may have
   * @param stream random vectors come from it
   */
  constructor(kernels: Kernels, operator: BlockOperator, maxBlocks: number, stream: number) {
    const { exports, arena } = kernels;
    this.#kernels = kernels;
    this.#operator = operator;
    this.#stream = stream;
    this.maxBlocks = maxBlocks;
    this.order = operator.order;
    this.capacity = maxBlocks * BLOCK_VECTORS;
    this.projected = new Float64Array(this.capacity ** 2);
    this.blockBytes = exports.blockBytes(operator.order);
    this.#basis = arena.allocate((maxBlocks + 1) * this.blockBytes);
    this.#kept = arena.allocate(maxBlocks * this.blockBytes);
    this.#coefficients = arena.allocate(SQUARE * DOUBLE);
    this.#work = arena.allocate(SQUARE * DOUBLE);
    this.#column = arena.allocate(exports.paddedOrder(operator.order) * DOUBLE);
  }

  get size(): number {
    return Math.min(this.blocks * BLOCK_VECTORS, this.order);
  }

  /** True once the basis spans everything: T then has the eigenvalues of H. */
  get isComplete(): boolean {
    return this.size === this.order;
  }

  /**
   * Begins anew with 8 vectors Z, by default the stream's next 8 p normals, vector after vector.
   * Returns the coordinates of Z in the first block, 8 x 8 row-major: Z = Q_0 C.
   */
  begin(vectors?: readonly Float64Array[]): Float64Array {
    const { arena } = this.#kernels;
    this.blocks = 0;
    this.randomVectors = BLOCK_VECTORS;
    this.projected.fill(0);
    const first = this.#block(0);
    arena.view(first, this.blockBytes / DOUBLE).fill(0);
    for (let k = 0; k < BLOCK_VECTORS; k++) {
      if (vectors) {
        arena.view(this.#column, this.order).set(vectors[k]);
        this.#kernels.exports.blockSetColumn(first, k, this.#column, this.order);
      } else this.#setRandom(first, k);
    }
    this.#orthonormalize(first, this.order * Number.EPSILON * this.#largestNorm(first));
    return this.coupling;
  }

  /** One step: T grows by a block. */
  async extend(): Promise<void> {
    const next = this.#block(this.blocks + 1);
    await this.#operator.multiply(next, this.#block(this.blocks));
    this.multiplications++;
    this.blocks++;
    for (let k = 0; k < this.blocks; k++) this.#storeColumn(k, this.#projectOff(next, k));
    this.#orthonormalize(next, this.order * Number.EPSILON * this.#scale);
    for (const entry of this.coupling) this.#scale = Math.max(this.#scale, Math.abs(entry));
  }

  /** Keeps these Ritz vectors alone (a multiple of 8), and the next block. */
  restart(ritz: RitzSystem, indices: readonly number[]): void {
    const blocks = indices.length / BLOCK_VECTORS;
    const { arena } = this.#kernels;
    this.combine(ritz, indices);
    arena.copy(this.#block(blocks), this.#block(this.blocks), this.blockBytes);
    arena.copy(this.#basis, this.#kept, blocks * this.blockBytes);
    this.projected.fill(0);
    for (const [k, index] of indices.entries()) this.projected[k * (this.capacity + 1)] = ritz.values[index];
    this.blocks = blocks;
  }

  /**
   * Replaces the next block by another one, made orthogonal to the basis: by random vectors, or by the block at `source`.
   * What H Q had along the block that is given up is lost to T: to be called when that is small.
   */
  redirect(source?: number): void {
    const next = this.#block(this.blocks);
    if (source === undefined) {
      for (let k = 0; k < BLOCK_VECTORS; k++) this.#setRandom(next, k);
      this.randomVectors += BLOCK_VECTORS;
    } else this.#kernels.arena.copy(next, source, this.blockBytes);
    for (let k = 0; k < this.blocks; k++) this.#projectOff(next, k);
    this.#orthonormalize(next, this.order * Number.EPSILON * this.#largestNorm(next));
    this.coupling.fill(0);
  }

  /** Ritz vectors, block after block, at the pointer that is returned: valid until the next call or restart. */
  combine(ritz: RitzSystem, indices: readonly number[]): number {
    const { exports, arena } = this.#kernels;
    const lines = exports.paddedOrder(this.order);
    for (let first = 0; first < indices.length; first += BLOCK_VECTORS) {
      const out = this.#kept + (first / BLOCK_VECTORS) * this.blockBytes;
      arena.view(out, this.blockBytes / DOUBLE).fill(0);
      const vectors = indices.slice(first, first + BLOCK_VECTORS).map((index) => ritz.vector(index));
      for (let k = 0; k < this.blocks; k++) {
        const coefficients = arena.view(this.#coefficients, SQUARE).fill(0);
        for (const [column, vector] of vectors.entries()) {
          const entries = vector.subarray(k * BLOCK_VECTORS, (k + 1) * BLOCK_VECTORS);
          for (const [row, entry] of entries.entries()) coefficients[row * BLOCK_VECTORS + column] = entry;
        }
        exports.blockExpand(out, this.#block(k), this.#coefficients, lines);
      }
    }
    return this.#kept;
  }

  #block(index: number): number {
    return this.#basis + index * this.blockBytes;
  }

  #setRandom(block: number, column: number): void {
    const { exports } = this.#kernels;
    exports.fillNormals(this.#column, this.#stream, this.order);
    exports.blockSetColumn(block, column, this.#column, this.order);
  }

  /** Takes block k of the basis out of `block`; gives what that was, 8 x 8. */
  #projectOff(block: number, k: number): Float64Array {
    const { exports, arena } = this.#kernels;
    const coefficients = arena.view(this.#coefficients, SQUARE).fill(0);
    exports.blockProject(block, this.#block(k), this.#coefficients, this.order, this.#work);
    return coefficients;
  }

  /** The newest column of T and its mirror image, against block k. */
  #storeColumn(k: number, coefficients: Float64Array): void {
    const last = this.blocks - 1;
    for (let i = 0; i < BLOCK_VECTORS; i++) {
      for (let j = 0; j < BLOCK_VECTORS; j++) {
        const entry = coefficients[i * BLOCK_VECTORS + j];
        const value = k === last ? (entry + coefficients[j * BLOCK_VECTORS + i]) / 2 : entry;
        const [row, column] = [k * BLOCK_VECTORS + i, last * BLOCK_VECTORS + j];
        this.projected[row * this.capacity + column] = value;
        this.projected[column * this.capacity + row] = value;
        this.#scale = Math.max(this.#scale, Math.abs(value));
      }
    }
  }

  /**
   * W, already without the basis, becomes q' R. Scaled to unit norm, what is left of the basis in W may have grown: so it is
   * taken out again, and a vector that mostly vanishes with it was roundoff. Random vectors fill up to 8, or what there is.
   */
  #orthonormalize(w: number, tolerance: number): void {
    const room = Math.min(BLOCK_VECTORS, this.order - this.size);
    const [firstRank, first] = this.#factor(w, 0, tolerance);
    for (let k = 0; k < this.blocks; k++) this.#projectOff(w, k);
    const [secondRank, second] = this.#factor(w, 0, 1 / 2);
    const rank = Math.min(firstRank, secondRank, room);
    this.coupling = product(second, first, rank);
    if (rank < BLOCK_VECTORS) this.#fill(w, rank, room);
  }

  #factor(w: number, start: number, tolerance: number): [rank: number, r: Float64Array] {
    const { exports, arena } = this.#kernels;
    arena.view(this.#work, SQUARE).fill(0);
    const rank = exports.blockOrthonormalize(w, this.#work, this.order, start, tolerance);
    return [rank, arena.view(this.#work, SQUARE).slice()];
  }

  /** Random vectors from `rank` to `room`, orthonormal to all others; zeros from there on. */
  #fill(w: number, rank: number, room: number): void {
    const { arena } = this.#kernels;
    for (let k = rank; k < BLOCK_VECTORS; k++) {
      if (k < room) this.#setRandom(w, k);
      else {
        arena.view(this.#column, this.order).fill(0);
        this.#kernels.exports.blockSetColumn(w, k, this.#column, this.order);
      }
    }
    this.randomVectors += Math.max(room - rank, 0);
    for (const tolerance of [Math.sqrt(this.order) * Number.EPSILON, 0]) {
      for (let k = 0; k < this.blocks; k++) this.#projectOff(w, k);
      this.#factor(w, rank, tolerance);
    }
  }

  /** The largest norm of a block's vectors. */
  #largestNorm(block: number): number {
    const { exports, arena } = this.#kernels;
    const gram = arena.view(this.#work, SQUARE).fill(0);
    exports.blockGram(this.#work, block, block, exports.paddedOrder(this.order));
    return Math.sqrt(Math.max(...gram.filter((_, k) => k % (BLOCK_VECTORS + 1) === 0)));
  }
}

/** The 8 x 8 product of two factors R; rows from `rank` on are zero. */
function product(left: Float64Array, right: Float64Array, rank: number): Float64Array {
  return Float64Array.from({ length: SQUARE }, (_, index) => {
    const [row, column] = [Math.floor(index / BLOCK_VECTORS), index % BLOCK_VECTORS];
    let sum = 0;
    if (row < rank) {
      for (let k = 0; k < BLOCK_VECTORS; k++) sum += left[row * BLOCK_VECTORS + k] * right[k * BLOCK_VECTORS + column];
    }
    return sum;
  });
}
