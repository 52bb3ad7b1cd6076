/** The time that a long computation takes: it stays civil towards its host, and its stages are timed. */

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
  /** The share of this trial's work that is done, in [0, 1]. */
  readonly fraction: number;
}

/** What any run needs beside its task. */
export interface Conduct {
  readonly trial: number;
  readonly signal: AbortSignal | undefined;
  readonly onProgress: ((progress: Progress) => void) | undefined;
}

/** A page stays responsive, and costs little, when the event loop runs this often. */
const SLICE_MILLISECONDS = 12;

/** Between slices of kernel work: reports progress, lets the event loop run, and stops where the caller has aborted. */
export class Pacer {
  readonly #conduct: Conduct;
  #lastPause = performance.now();

  constructor(trial: number, signal: AbortSignal | undefined, onProgress: Conduct['onProgress']) {
    this.#conduct = { trial, signal, onProgress };
    signal?.throwIfAborted();
  }

  /** To be awaited between slices; `fraction` is the share of the trial's work that is done. */
  async breathe(stage: Progress['stage'], fraction: number): Promise<void> {
    if (performance.now() - this.#lastPause < SLICE_MILLISECONDS) return;
    const { trial, signal, onProgress } = this.#conduct;
    onProgress?.({ stage, trial, fraction });
    await pause();
    signal?.throwIfAborted();
    this.#lastPause = performance.now();
  }
}

/** Lets the event loop run: timers, a click on cancel, a Ctrl-C. A plain setTimeout would cost 4 ms each in a page. */
function pause(): Promise<void> {
  if (typeof setImmediate === 'function') return new Promise((resolve) => setImmediate(resolve));
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

/** Adds up the milliseconds of each stage. */
export class Stopwatch<Stage extends string> {
  readonly milliseconds: Record<Stage, number>;

  constructor(stages: readonly Stage[]) {
    this.milliseconds = Object.fromEntries(stages.map((stage) => [stage, 0])) as Record<Stage, number>;
  }

  /** Runs `work` and books its time. */
  measure<Result>(stage: Stage, work: () => Result): Result {
    const start = performance.now();
    const result = work();
    this.milliseconds[stage] += performance.now() - start;
    return result;
  }
}
