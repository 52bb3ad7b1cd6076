/** A progress bar on standard error, shown once a run has taken a second, and only to somebody who looks. */

import { Presets, SingleBar } from 'cli-progress';
import type { Progress } from '../simulation/pacer';

const SHOW_AFTER_MILLISECONDS = 1000;
const RESOLUTION = 1000;

export interface ProgressBar {
  readonly onProgress: (progress: Progress) => void;
  stop(): void;
}

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
