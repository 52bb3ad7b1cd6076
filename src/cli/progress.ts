/** How a long run goes on: its progress on standard error, its time in words, and Ctrl-C. */

import { Presets, SingleBar } from 'cli-progress';
import type { Progress } from '../simulation/pacer';

const SHOW_AFTER_MILLISECONDS = 1000;
const RESOLUTION = 1000;

export interface ProgressBar<Made = Progress> {
  readonly onProgress: (progress: Made) => void;
  stop(): void;
}

/** A bar that is shown once a run has taken a second, and only to somebody who looks. */
export function progressBar(trials: number): ProgressBar {
  const started = performance.now();
  const bar = new SingleBar(
    { format: '{bar} {percentage}% | {stage} | {eta_formatted} left', clearOnComplete: true, stream: process.stderr },
    Presets.shades_classic,
  );
  let shown = false;
  return {
    onProgress({ stage, trial, fraction }) {
      if (!process.stderr.isTTY) return;
      if (!shown && performance.now() - started > SHOW_AFTER_MILLISECONDS) {
        bar.start(RESOLUTION, 0, { stage });
        shown = true;
      }
      if (shown) bar.update(Math.floor((RESOLUTION * (trial + fraction)) / trials), { stage });
    },
    stop() {
      if (shown) bar.stop();
    },
  };
}

/** Ctrl-C as an AbortSignal: the first one stops the run cleanly, a second one at once (Node's default). */
export function interruptSignal(): AbortSignal {
  const controller = new AbortController();
  process.once('SIGINT', () => controller.abort());
  process.once('SIGTERM', () => controller.abort());
  return controller.signal;
}

/** "0.8 s", "2 min 05 s", "3 h 20 min". */
export function formatDuration(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 60) return `${seconds.toFixed(0)} s`;
  const [small, large, unit, name] = seconds < 3600 ? [seconds, 60, 's', 'min'] : [seconds / 60, 60, 'min', 'h'];
  const whole = Math.round(small);
  return `${Math.floor(whole / large)} ${name} ${String(whole % large).padStart(2, '0')} ${unit}`;
}
