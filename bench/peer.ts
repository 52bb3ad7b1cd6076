/** What a peer is: a way to do each of the topics' jobs, or some of them. */

import type { MatrixInput, SampleInput, TrialInput } from './inputs';

/** One job on one input, prepared: buffers allocated, input converted. */
export interface Task {
  /** Does the job once; the milliseconds it took. */
  time(): number | Promise<number>;
  /**
   * Does it several times without a pause, where each run would otherwise be asked of another process and find its caches cold; the
   * milliseconds that all of them took.
   */
  timeTogether?(runs: number): number | Promise<number>;
  /** What the last run gave. */
  result(): Float64Array | Promise<Float64Array>;
  /** Peak memory in bytes, where it can be told. */
  memory?(): number | Promise<number>;
  /** Gives back what the job holds, at its end. */
  close?(): void;
}

export interface Peer {
  readonly name: string;
  /** What must be known to read its row. */
  readonly note?: string;
  /** Beyond this p a run would take too long to be repeated; no bound by default. */
  readonly maxFeatures?: number;
  /** H, p x p: its lower triangle counts. */
  hessian?(input: SampleInput): Task | Promise<Task>;
  /** Ascending. */
  eigenvalues?(input: MatrixInput): Task | Promise<Task>;
  /** Eigenvalues of one trial, ascending; each run is a new trial. */
  trial?(input: TrialInput): Task | Promise<Task>;
  /** `count` trials; gives the last one's eigenvalues. */
  trials?(input: TrialInput, count: number): Task | Promise<Task>;
  /** Standard normals; each run draws others. */
  normals?(count: number): Task | Promise<Task>;
  /** H of samples that are packed already, as a trial's are; there is nothing to compare. */
  packedBuild?(input: SampleInput): Task | Promise<Task>;
  /** As many multiply-adds as that takes, in registers: what its SIMD can do at most. */
  multiplyAdds?(input: SampleInput): Task | Promise<Task>;
  close?(): void | Promise<void>;
}

/** A task timed from here: `run` does the job, `result` converts what it left. */
export function timed<Output>(run: () => Output, result: (output: Output) => Float64Array): Task {
  let output: Output | undefined;
  return {
    time() {
      const start = performance.now();
      output = run();
      return performance.now() - start;
    },
    result: () => result(output as Output),
  };
}
