/**
 * The workers of a run: batches out, reports in. A worker that dies is replaced; what it had not yet reported is done
 * again, trial by trial, so that a trial that kills its worker is found out. A trial that fails three times is given up.
 */

import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import workerpool from 'workerpool';
import type { Batch } from './shard';
import type { Sweep } from './sweep-file';
import type { BatchReport, BatchRequest, FailedTrial } from './worker';

const ATTEMPTS = 3;
/** Batches handed out for each worker: one that it computes, one that waits for it. */
const AHEAD = 2;
/** A worker that is already dead never says that it has ended. */
const FAREWELL_MILLISECONDS = 3000;
/** Workers that die one after the other before any trial is done: not the trials' fault. */
const HOPELESS = 10;

export interface CrewSink {
  /** Resolves when more results can be taken. */
  ready(): Promise<void>;
  onReport(cell: number, report: Pick<BatchReport, 'trials' | 'lines'>): void;
  onFailure(cell: number, failure: FailedTrial): void;
}

/** A batch with the attempts that its trials have behind them; batches that failed hold one trial. */
interface Attempt extends Batch {
  readonly failures: number;
}

/** The worker's file: a bundler may have put this module into a folder beside it. */
function workerFile(): string {
  const places = ['sweep-worker.js', '../sweep-worker.js', '../dist/sweep-worker.js', '../../dist/sweep-worker.js'];
  const found = places.map((place) => fileURLToPath(new URL(place, import.meta.url))).find((path) => existsSync(path));
  if (!found) throw new Error('sweep-worker.js is missing from the installation');
  return found;
}

/** Has `workers` processes compute the batches. Rejects with the signal's reason once it is aborted. */
export async function runCrew(
  sweep: Sweep,
  batches: readonly Batch[],
  workers: number,
  sink: CrewSink,
  signal: AbortSignal,
): Promise<void> {
  const pool = workerpool.pool(workerFile(), { workerType: 'process', maxWorkers: workers });
  const again: Attempt[] = [];
  let next = 0;
  let deaths = 0;
  const take = (): Attempt | undefined =>
    again.shift() ?? (next < batches.length ? { ...batches[next++], failures: 0 } : undefined);

  const giveBackOrGiveUp = (cell: number, failures: number, failed: FailedTrial) => {
    if (failures >= ATTEMPTS) sink.onFailure(cell, failed);
    else again.push({ cell, trials: [failed.trial], failures });
  };

  const compute = async ({ cell, trials, failures }: Attempt) => {
    const left = new Set(trials);
    const onReport = (report: BatchReport) => {
      deaths = 0;
      sink.onReport(cell, report);
      for (const trial of report.trials) left.delete(trial);
      for (const failed of report.failures) {
        left.delete(failed.trial);
        giveBackOrGiveUp(cell, failures + 1, failed);
      }
    };
    const { model, seed } = sweep.cells[cell];
    const request: BatchRequest = { sweep: sweep.hash, cell, model, seed, keep: sweep.keep, trials };
    try {
      await pool.exec('computeBatch', [request], { on: onReport });
    } catch (error) {
      if (signal.aborted) return;
      if (++deaths > HOPELESS) throw error;
      const message = describeDeath(error as Error);
      // The culprit in a batch of several is not known.
      const counted = trials.length === 1 ? failures + 1 : failures;
      for (const trial of left) giveBackOrGiveUp(cell, counted, { trial, name: 'WorkerError', message });
    }
  };

  const lane = async () => {
    for (let batch = take(); batch !== undefined; batch = take()) {
      await sink.ready();
      signal.throwIfAborted();
      await compute(batch);
      signal.throwIfAborted();
    }
  };
  let ended: Promise<unknown> | undefined;
  const end = () => {
    ended ??= Promise.race([pool.terminate(true), sleep(FAREWELL_MILLISECONDS, null, { ref: false })]);
    return ended;
  };
  signal.addEventListener('abort', end, { once: true });
  try {
    await Promise.all(Array.from({ length: AHEAD * workers }, lane));
  } finally {
    signal.removeEventListener('abort', end);
    await end();
  }
}

/** The death in one line; what the pool says of it is many. */
function describeDeath({ message }: Error): string {
  const [code, signal] = [/exitCode: `(.*)`/, /signalCode: `(.*)`/].map((pattern) => pattern.exec(message)?.[1]);
  return `its worker died (${signal && signal !== 'null' ? signal : `exit code ${code ?? 'unknown'}`})`;
}
