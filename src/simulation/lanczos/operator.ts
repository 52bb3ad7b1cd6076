/** A symmetric matrix as all that Lanczos needs to know of it: how it acts on a block of 8 vectors. */

import type { Kernels } from '../../wasm/kernels';

/** Vectors in a block: as many as fill a cache line for each coordinate (see assembly/block.ts). */
export const BLOCK_VECTORS = 8;

export interface BlockOperator {
  /** p. */
  readonly order: number;
  /** Y = H V for the blocks at two pointers; lets the event loop run on the way, and stops where the caller has aborted. */
  multiply(y: number, v: number): Promise<void>;
}

/** The operator of a packed symmetric matrix. */
export function packedOperator({ exports, arena }: Kernels, matrix: number, order: number): BlockOperator {
  const work = arena.allocate(exports.packedMultiplyBlockWorkBytes(order));
  return {
    order,
    async multiply(y, v) {
      exports.packedMultiplyBlock(y, matrix, v, order, work);
    },
  };
}
