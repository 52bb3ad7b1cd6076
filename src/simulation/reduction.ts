/**
 * H to its tridiagonal form, in slices: in one stage, which leaves the reflectors that eigenvectors need, or in two, by way of a
 * band (assembly/band-reduction.ts, assembly/band-chase.ts). Half of the one stage's work is products of the matrix and a
 * vector, which read all of it for two operations an entry; in two stages nearly all is products of matrices.
 */

import type { Kernels } from '../wasm/kernels';

/**
 * From here on two stages are faster: 0.92 of one's time at p = 2000, 0.63 at 3000, 0.60 at 4000, but 0.99 at 1750 and 1.11 at 1000
 * (V8, Zen 4; one run each from 3000 on). Below, H stays in the third-level cache, and the chase along the band costs more than the products gain.
 */
export const LEAST_TWO_STAGE_ORDER = 2000;

export type Stages = 1 | 2;

/** Several threads share one stage; eigenvectors are transformed back by the reflectors of one. */
export function reductionStages({ threads }: Kernels, order: number, wantsVectors: boolean): Stages {
  return threads === 1 && !wantsVectors && order >= LEAST_TWO_STAGE_ORDER ? 2 : 1;
}

export function reductionWorkBytes({ exports }: Kernels, order: number, stages: Stages): number {
  return stages === 1 ? exports.tridiagonalWorkBytes(order) : exports.twoStageWorkBytes(order);
}

/** H, packed, which is overwritten; d (order doubles) and e (order - 1) of T; scratch. */
export interface ReductionSpace {
  readonly matrix: number;
  readonly diagonal: number;
  readonly offDiagonal: number;
  readonly work: number;
}

/** The chase takes some 5% of the two stages' time. */
const BAND_SHARE = 0.95;

/** A slice of the reduction at a time; yields the share that is done. */
export function* reductionSlices(
  { exports }: Kernels,
  { matrix, diagonal, offDiagonal, work }: ReductionSpace,
  order: number,
  stages: Stages,
): Generator<number, void, undefined> {
  if (stages === 1) {
    for (let remaining = order; remaining > 0; ) {
      remaining = exports.tridiagonalizePanel(diagonal, offDiagonal, matrix, work, order, remaining);
      yield 1 - (remaining / order) ** 3;
    }
    return;
  }
  for (let remaining = order; remaining > 0; ) {
    remaining = exports.reduceToBand(matrix, work, order, remaining);
    yield BAND_SHARE * (1 - (remaining / order) ** 3);
  }
  for (let remaining = order; remaining > 0; ) {
    remaining = exports.tridiagonalizeBand(diagonal, offDiagonal, matrix, work, order, remaining);
    yield BAND_SHARE + (1 - BAND_SHARE) * (1 - (remaining / order) ** 2);
  }
}
