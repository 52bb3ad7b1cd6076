/** `sweep run <sweep.json> --out DIR`: computes what is missing, and merges once nothing is. */

import { FileError } from '../../../errors';
import { mergeSweep } from '../../../sweep/merge';
import type { FailureRecord } from '../../../sweep/record';
import { runSweep } from '../../../sweep/run';
import { parseShard, type Shard, shardOf, WHOLE } from '../../../sweep/shard';
import { formatCount } from '../../../words/format';
import { parseCount, UsageError } from '../../arguments';
import { formatDuration } from '../../duration';
import { interruptSignal } from '../../interrupt';
import { loadSweep } from '../../load-sweep';
import { sweepMonitor } from '../../sweep-progress';

interface RunFlags {
  readonly out?: string | number;
  readonly workers?: number | string;
  readonly shard?: string;
  readonly shards?: number | string;
  readonly json?: boolean;
}

/** Failures named on standard error at most. */
const SHOWN = 10;

export async function runSweepRun(name: string, flags: RunFlags): Promise<void> {
  const out = requireOut(flags.out);
  const workers = parseCount('workers', flags.workers);
  const shard = chosenShard(flags);
  const sweep = await loadSweep(name);
  const signal = interruptSignal();
  const monitor = sweepMonitor();
  const options = { out, shard, signal, onProgress: monitor.onProgress, ...(workers !== undefined && { workers }) };
  const summary = await runSweep(sweep, options)
    .catch((error) => {
      if (!(error instanceof FileError)) throw error;
      const advice = 'What was written is kept: once there is room, the same command goes on from it.';
      throw new Error(`${error.message}\n${advice}`, { cause: error });
    })
    .finally(() => monitor.stop());
  const { trials, skipped, failures, milliseconds } = summary;
  const merged = shard.count === 1 ? await mergeSweep(out, { signal }) : null;
  if (flags.json) {
    const files = merged?.files ?? [];
    process.stdout.write(`${JSON.stringify({ shard, trials, skipped, failures, milliseconds, files }, null, 2)}\n`);
  } else {
    const words = [formatCount(trials - skipped - failures.length, 'trial'), `in ${formatDuration(milliseconds)}`];
    if (skipped > 0) words.push(`(${skipped} done before)`);
    process.stdout.write(`${words.join(' ')}\n`);
    for (const file of merged?.files ?? []) process.stdout.write(`${file}\n`);
  }
  reportFailures(failures);
}

/** Names what failed; the exit code says so, too. */
export function reportFailures(failures: readonly FailureRecord[]): void {
  if (failures.length === 0) return;
  process.exitCode = 1;
  for (const { cell, trial, error } of failures.slice(0, SHOWN)) {
    process.stderr.write(`failed: cell ${cell}, trial ${trial}: ${error.name}: ${error.message}\n`);
  }
  if (failures.length > SHOWN) process.stderr.write(`failed: ${failures.length - SHOWN} more\n`);
}

export function requireOut(out: unknown): string {
  if (out === undefined || typeof out === 'boolean') throw new UsageError('--out: expected the folder for the results');
  return String(out);
}

function chosenShard({ shard, shards }: RunFlags): Shard {
  if (shard !== undefined) return parseShard(String(shard));
  const detected = shardOf(process.env, parseCount('shards', shards));
  if (detected) process.stderr.write(`shard ${detected.index}/${detected.count}, by the scheduler's variables\n`);
  return detected ?? WHOLE;
}
