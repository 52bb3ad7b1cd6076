/** The reduction of a packed matrix to its tridiagonal form, a panel of rows at a time. */

import type { Kernels } from '../wasm/kernels';
import type { Workspace } from './workspace';

/**
 * Overwrites the matrix by its reflectors.
 * @param breathe awaited between panels with the share of the work that is done
 */
export async function tridiagonalize(
  { exports }: Kernels,
  { diagonal, offDiagonal, matrix, work }: Pick<Workspace, 'diagonal' | 'offDiagonal' | 'matrix' | 'work'>,
  order: number,
  breathe: (done: number) => Promise<void>,
): Promise<void> {
  for (let remaining = order; remaining > 0; ) {
    remaining = exports.tridiagonalizePanel(diagonal, offDiagonal, matrix, work, order, remaining);
    await breathe(1 - (remaining / order) ** 3);
  }
}
