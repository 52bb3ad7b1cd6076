/** Pairs that Lanczos found, read from the kernels' memory, with their alignments. */

import type { Signal } from '../../model/model';
import type { Kernels } from '../../wasm/kernels';
import { alignmentOf } from '../alignment';
import type { Realization } from '../realization';
import type { Eigenpair } from '../spectrum';
import type { ExtremePairs } from './extreme-pairs';
import { BLOCK_VECTORS } from './operator';

export function eigenpairsOf(
  kernels: Kernels,
  signals: Pick<Realization, Signal>,
  pairs: ExtremePairs,
  p: number,
): Eigenpair[] {
  const { exports, arena } = kernels;
  const column = arena.allocate(p * Float64Array.BYTES_PER_ELEMENT);
  return pairs.indices.map((index, k) => {
    const block = pairs.vectors + Math.floor(k / BLOCK_VECTORS) * exports.blockBytes(p);
    exports.blockColumn(column, block, k % BLOCK_VECTORS, p);
    const vector = exports.readVector(column, p);
    return {
      index,
      eigenvalue: pairs.values[k],
      residual: pairs.residuals[k],
      alignment: alignmentOf(kernels, signals, vector),
      vector,
    };
  });
}
