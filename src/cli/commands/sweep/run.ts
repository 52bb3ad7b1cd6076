/** `sweep run <sweep.json> --out DIR`: computes what is missing, and merges once nothing is. */

import { Presets, SingleBar } from 'cli-progress';
import { FileError } from '../../../errors';
import { mergeSweep } from '../../../sweep/merge';
import { runSweep, type SweepProgress } from '../../../sweep/run';
import { parseShard, type Shard, shardOf, WHOLE } from '../../../sweep/shard';
import type { FailureRecord } from '../../../sweep/shard-file';
import { formatCount } from '../../../words/format';
import { type Flags, parseCount, UsageError } from '../../arguments';
import { loadSweep } from '../../load';
import { json, print } from '../../output';
import { formatDuration, interruptSignal, type ProgressBar } from '../../progress';

type RunFlags = Flags<'out' | 'workers' | 'shard' | 'shards', 'json'>;

/** At most so many failures are named on standard error. */
const SHOWN = 10;
const BAR_MILLISECONDS = 100;
const LOG_MILLISECONDS = 30_000;

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
  const files = merged?.files ?? [];
  const done = `${formatCount(trials - skipped - failures.length, 'trial')} in ${formatDuration(milliseconds)}`;
  const words = [skipped > 0 ? `${done} (${skipped} done before)` : done, ...files].join('\n');
  print(flags.json ? json({ shard, trials, skipped, failures, milliseconds, files }) : words);
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

/** A bar for somebody who looks, a line now and then for a log. */
function sweepMonitor(): ProgressBar<SweepProgress> {
  const started = performance.now();
  const terminal = process.stderr.isTTY === true;
  const bar = new SingleBar(
    { format: '{bar} {value}/{total} | {rate} | {left} left', clearOnComplete: true, stream: process.stderr },
    Presets.shades_classic,
  );
  let shown = false;
  let reported = started;
  return {
    onProgress(progress) {
      const now = performance.now();
      const { done, total } = progress;
      if (now - reported < (terminal ? BAR_MILLISECONDS : LOG_MILLISECONDS)) return;
      reported = now;
      const words = describe(progress, now - started);
      if (!terminal) {
        process.stderr.write(`${done}/${total} trials, ${words.rate}, ${words.left} left\n`);
      } else if (shown) bar.update(done, words);
      else {
        bar.start(total, done, words);
        shown = true;
      }
    },
    stop() {
      if (shown) bar.stop();
    },
  };
}

/** The time left follows from the work, since trials differ: a rate of trials would be wrong after the long ones. */
function describe({ done, skipped, work, totalWork, skippedWork }: SweepProgress, elapsed: number) {
  const rate = (1000 * (done - skipped)) / elapsed;
  const left = work > skippedWork ? ((totalWork - work) * elapsed) / (work - skippedWork) : Number.NaN;
  return {
    rate: `${rate >= 10 ? rate.toFixed(0) : rate.toPrecision(2)} trials/s`,
    left: Number.isFinite(left) ? formatDuration(left) : 'unknown time',
  };
}
