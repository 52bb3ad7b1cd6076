/** The vectors that eigenvectors are held against, in the kernels' memory. */

import type { Signal } from '../model/model';
import type { Kernels } from '../wasm/kernels';
import type { PreparedRows } from './prepared-rows';
import type { DataPoint } from './scores';

/** Zeros stand for a vector that there is none of. */
export function placeSignals(
  { arena }: Kernels,
  { mean }: PreparedRows,
  { w, teacher }: DataPoint,
): Readonly<Record<Signal, number>> {
  const write = (values: Float64Array) => {
    const pointer = arena.allocate(values.byteLength);
    arena.view(pointer, values.length).set(values);
    return pointer;
  };
  return { mean: write(mean), w: write(w), wStar: write(teacher ?? new Float64Array(w.length)) };
}
