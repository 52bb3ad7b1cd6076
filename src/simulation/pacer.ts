/**
 * Keeps a long computation civil: between slices of kernel work it reports progress, lets the event loop run, and stops
 * where the caller has aborted.
 */

import { pause } from './pause';

/** Where a computation stands. */
export interface Progress {
  readonly stage:
    | 'fit'
    | 'build'
    | 'tridiagonalize'
    | 'eigenvalues'
    | 'eigenvectors'
    | 'sample'
    | 'quadrature'
    | 'extremes';
  readonly trial: number;
  /** Of this trial's work, in [0, 1]. */
  readonly fraction: number;
}

/** A page stays responsive, and costs little, when the event loop runs this often. */
const SLICE_MILLISECONDS = 12;

export class Pacer {
  #lastPause = performance.now();

  constructor(
    private readonly trial: number,
    private readonly signal: AbortSignal | undefined,
    private readonly onProgress: ((progress: Progress) => void) | undefined,
  ) {
    signal?.throwIfAborted();
  }

  /** To be awaited between slices; `fraction` is the share of the trial's work that is done. */
  async breathe(stage: Progress['stage'], fraction: number): Promise<void> {
    if (performance.now() - this.#lastPause < SLICE_MILLISECONDS) return;
    this.onProgress?.({ stage, trial: this.trial, fraction });
    await pause();
    this.signal?.throwIfAborted();
    this.#lastPause = performance.now();
  }
}
