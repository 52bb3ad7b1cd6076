/** How a sweep goes, on standard error: a bar for somebody who looks, a line now and then for a log. */

import { Presets, SingleBar } from 'cli-progress';
import type { SweepProgress } from '../sweep/run';
import { formatDuration } from './duration';

const BAR_MILLISECONDS = 100;
const LOG_MILLISECONDS = 30_000;

export interface SweepMonitor {
  readonly onProgress: (progress: SweepProgress) => void;
  stop(): void;
}

export function sweepMonitor(): SweepMonitor {
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
