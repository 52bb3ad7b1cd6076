/** Simulation threads: each with a memory of its own, so that no special headers are needed. */

import { Remote } from '../base/remote';

/** One core stays with the page and the law. */
const MOST = 8;
const count = Math.max(1, Math.min(MOST, (navigator.hardwareConcurrency || 2) - 1));

export const simulationThreads: readonly Remote[] = Array.from(
  { length: count },
  () => new Remote(() => new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })),
);

/** A single trial is shared by all cores where memory can be shared; several go on a thread each, which is faster. */
export function threadsFor(trials: number): number {
  return trials === 1 && globalThis.crossOriginIsolated ? Math.min(MOST, navigator.hardwareConcurrency || 1) : 1;
}
