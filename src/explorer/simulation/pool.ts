/** Simulation threads: each with a memory of its own, so that no special headers are needed. */

import { Remote } from '../base/calls';

/** One core stays with the page and the law. */
const MOST = 8;
const count = Math.max(1, Math.min(MOST, (navigator.hardwareConcurrency || 2) - 1));

export const simulationThreads: readonly Remote[] = Array.from(
  { length: count },
  () => new Remote(() => new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })),
);

/** Below this p one thread is soon done, and gives the same bits on every device. */
const LEAST_SHARED = 1500;

/**
 * A single large trial is shared by all cores where memory can be shared; several go on a thread each, which is faster. The
 * eigenvalues' last digits depend on the number of threads, and on nothing else.
 */
export function threadsFor(trials: number, features: number): number {
  if (trials > 1 || features < LEAST_SHARED || !globalThis.crossOriginIsolated) return 1;
  return Math.min(MOST, navigator.hardwareConcurrency || 1);
}
