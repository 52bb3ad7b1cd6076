/** Runs a sweep, or a shard of it, on this machine: what is not yet done, on as many workers as there are cores. */

import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { modelOf } from './cell';
import { runCrew } from './crew';
import { SweepFolder } from './folder';
import { Lock } from './lock';
import { type Batch, batchesOf, estimateMilliseconds, type Shard, WHOLE } from './shard';
import { type FailureRecord, headerOf, ShardWriter } from './shard-file';
import { ShardIndex, shardNames } from './shard-index';
import type { Sweep } from './sweep-file';

export interface SweepProgress {
  /** Trials of this shard that are done or given up, and all of them. */
  readonly done: number;
  readonly total: number;
  /** The same in estimated milliseconds: what the time left follows from. */
  readonly work: number;
  readonly totalWork: number;
  /** Trials that were done before this run began, and their work. */
  readonly skipped: number;
  readonly skippedWork: number;
}

export interface RunOptions {
  /** The folder for the results; it may hold some of the same sweep. */
  readonly out: string;
  /** Processes; by default one for each core that this process may use. */
  readonly workers?: number;
  /** All of it by default. */
  readonly shard?: Shard;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: SweepProgress) => void;
}

export interface RunSummary {
  readonly trials: number;
  /** Done by earlier runs. */
  readonly skipped: number;
  readonly failures: readonly FailureRecord[];
  readonly milliseconds: number;
}

/**
 * @throws ModelError if the folder belongs to another sweep, LockError if another process is at this shard, FileError if a
 * result could not be written (what was written stays, and the next run goes on from it), the signal's reason once aborted
 */
export async function runSweep(sweep: Sweep, options: RunOptions): Promise<RunSummary> {
  const { out, workers = availableParallelism(), shard = WHOLE, signal, onProgress } = options;
  const started = performance.now();
  const folder = new SweepFolder(out);
  await folder.claim(sweep);
  const lock = await Lock.take(folder.locks, shard);
  try {
    const cost = sweep.cells.map((cell) => estimateMilliseconds(modelOf(cell)));
    const batches = batchesOf(sweep, cost, shard);
    const index = ShardIndex.read(folder.shards, sweep);
    const missing = batches.map(({ cell, trials }) => ({
      cell,
      trials: trials.filter((trial) => !index.has(cell, trial)),
    }));
    const todo = missing.filter(({ trials }) => trials.length > 0);
    const [total, left] = [countTrials(batches), countTrials(todo)];
    const [totalWork, leftWork] = [batches, todo].map((some) =>
      some.reduce((sum, { cell, trials }) => sum + cost[cell] * trials.length, 0),
    );
    const failures: FailureRecord[] = [];
    const progress = { done: total - left, work: totalWork - leftWork };
    const advance = (cell: number, count: number) => {
      progress.done += count;
      progress.work += cost[cell] * count;
      onProgress?.({ ...progress, total, totalWork, skipped: total - left, skippedWork: totalWork - leftWork });
    };
    if (left > 0) await computeAll(todo, advance, failures);
    return { trials: total, skipped: total - left, failures, milliseconds: performance.now() - started };
  } finally {
    await lock.release();
  }

  async function computeAll(
    todo: readonly Batch[],
    advance: (cell: number, count: number) => void,
    failures: FailureRecord[],
  ): Promise<void> {
    signal?.throwIfAborted();
    const stop = new AbortController();
    const onAbort = () => stop.abort(signal?.reason);
    signal?.addEventListener('abort', onAbort, { once: true });
    const writer = await createShard(folder, sweep, shard, (failure) => stop.abort(failure));
    try {
      const sink = {
        ready: () => writer.ready(),
        onReport(cell: number, { trials, lines }: { trials: readonly number[]; lines: readonly string[] }) {
          writer.append(lines);
          advance(cell, trials.length);
        },
        onFailure(cell: number, { trial, name, message }: { trial: number; name: string; message: string }) {
          const failure = { cell, trial, error: { name, message } };
          failures.push(failure);
          writer.append([JSON.stringify(failure)]);
          advance(cell, 1);
        },
      };
      await runCrew(sweep, todo, workers, sink, stop.signal);
    } finally {
      signal?.removeEventListener('abort', onAbort);
      await writer.close();
    }
  }
}

/** A new file for this run, numbered after those of earlier runs. */
async function createShard(
  folder: SweepFolder,
  sweep: Sweep,
  shard: Shard,
  onFailure: (failure: Error) => void,
): Promise<ShardWriter> {
  const prefix = `${shard.index}-of-${shard.count}.`;
  const numbers = shardNames(folder.shards)
    .filter((name) => name.startsWith(prefix))
    .map((name) => Number.parseInt(name.slice(prefix.length), 10));
  const name = `${prefix}${String(Math.max(0, ...numbers) + 1).padStart(4, '0')}.ndjson`;
  return ShardWriter.create(join(folder.shards, name), headerOf(sweep, shard), onFailure);
}

function countTrials(batches: readonly Batch[]): number {
  return batches.reduce((sum, { trials }) => sum + trials.length, 0);
}
