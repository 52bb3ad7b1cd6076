/** The packed lower triangle of the kernels (assembly/packed.ts), read on the host. */

import { ModelError } from '../errors';

/** Doubles in a packed matrix of order p: 8 rows a block, columns up to the diagonal block's end. */
export function packedLength(order: number): number {
  const blocks = Math.ceil(order / 8);
  return 32 * blocks * (blocks + 1);
}

/**
 * The matrix in full, row-major, order x order.
 * @throws ModelError for another length than `packedLength(order)`
 */
export function unpacked(packed: Float64Array, order: number, argument: string): Float64Array {
  if (packed.length !== packedLength(order)) {
    throw new ModelError(argument, `${packedLength(order)} numbers (packed, of order ${order})`, packed.length);
  }
  const full = new Float64Array(order * order);
  for (let i = 0; i < order; i++) {
    for (let j = 0; j <= i; j++) full[i * order + j] = full[j * order + i] = packed[packedIndex(i, j)];
  }
  return full;
}

/** Rows come in blocks of 8, of two groups of 4; in a group, 4 rows x 2 columns lie together. */
function packedIndex(i: number, j: number): number {
  const block = i >> 3;
  const group = ((i >> 2) & 1) * 32 * (block + 1);
  return 32 * block * (block + 1) + group + (j >> 1) * 8 + (i & 3) * 2 + (j & 1);
}
