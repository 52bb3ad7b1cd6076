/** Batches of trials: what a worker is given at once, and how they are split over shards. */

import type { Model } from '../model/model';
import type { Shard } from './shard';
import type { Sweep } from './sweep-file';

export interface Batch {
  readonly cell: number;
  readonly trials: readonly number[];
}

/** Small trials go out together, so that messages cost little; few enough that workers end at about the same time. */
const BATCH_MILLISECONDS = 100;
const BATCH_TRIALS = 256;

/**
 * Milliseconds of one trial on a core of 2025, about: n p^2 for the build, 4/3 p^3 for the reduction, the samples, the
 * eigenvalues and the call itself.
 */
export function estimateMilliseconds({ samples, features }: Model): number {
  const n = samples as number;
  const p = features as number;
  return (n * p * p) / 24e6 + ((4 / 3) * p ** 3) / 19e6 + 4.7e-6 * n * p + 13e-6 * p * p + 0.05;
}

/**
 * A shard's batches, the longest trials first. Ranked by cost, batches are dealt out to shards like cards, forth and back,
 * so that all shards take about as long.
 *
 * @param milliseconds of a trial, for each cell
 */
export function batchesOf(sweep: Sweep, milliseconds: readonly number[], { index, count }: Shard): Batch[] {
  const batches = sweep.cells.flatMap((cell) => batchesOfCell(cell.index, sweep.trials, milliseconds[cell.index]));
  const cost = ({ cell, trials }: Batch) => milliseconds[cell] * trials.length;
  const ranked = batches.map((batch, k) => ({ batch, k })).sort((a, b) => cost(b.batch) - cost(a.batch) || a.k - b.k);
  const dealt = ranked.filter((_, rank) => {
    const turn = rank % (2 * count);
    return index === Math.min(turn, 2 * count - 1 - turn);
  });
  return dealt.map(({ batch }) => batch);
}

function batchesOfCell(cell: number, trials: number, milliseconds: number): Batch[] {
  const size = Math.min(BATCH_TRIALS, Math.max(1, Math.floor(BATCH_MILLISECONDS / milliseconds)));
  return Array.from({ length: Math.ceil(trials / size) }, (_, k) => ({
    cell,
    trials: Array.from({ length: Math.min(size, trials - k * size) }, (_, i) => k * size + i),
  }));
}
