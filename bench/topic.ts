/** A topic: one job, given to every peer that can do it, checked, timed in turn. */

import { type Measurement, measureInTurn } from './measure';
import type { Peer, Task } from './peer';

export interface TopicOptions {
  readonly sizes: readonly number[];
  readonly rounds: number;
}

export interface Row {
  readonly peer: string;
  readonly measurement: Measurement;
  /** Ratio of this peer's median to the first row's, the library's. */
  readonly ratio: number;
}

export interface Group {
  /** What was measured, for example `p = 500, n = 1500`. */
  readonly label: string;
  readonly rows: readonly Row[];
}

export interface TopicReport {
  readonly name: string;
  readonly title: string;
  readonly check: string;
  /** Milliseconds by default. */
  readonly unit?: 'ms' | 'MiB';
  readonly groups: readonly Group[];
}

export interface Topic {
  readonly name: string;
  run(peers: readonly Peer[], options: TopicOptions): Promise<TopicReport>;
}

export interface Contestant {
  readonly peer: string;
  readonly task: Task;
}

/** Throws where `found` is not what it should be, given the library's result of its own first or last run. */
export type Check = (found: Float64Array, expected: Float64Array, peer: string, run: 'first' | 'last') => void;

/**
 * Runs every task once, checks its result against the first contestant's (the library), times all in turn, and checks the
 * last results again, so that no work can have been optimized away. The tasks are closed at the end.
 */
export async function contest(
  label: string,
  contestants: readonly Contestant[],
  rounds: number,
  check: Check,
): Promise<Group> {
  const checkAll = async (run: 'first' | 'last') => {
    const expected = await contestants[0].task.result();
    for (const { peer, task } of contestants) check(await task.result(), expected, peer, run);
  };
  try {
    for (const { task } of contestants) await task.time();
    await checkAll('first');
    const measurements = await measureInTurn(
      contestants.map(({ task }) => task),
      { rounds },
    );
    await checkAll('last');
    const rows = contestants.map(({ peer }, i) => ({
      peer,
      measurement: measurements[i],
      ratio: measurements[i].median / measurements[0].median,
    }));
    return { label, rows };
  } finally {
    for (const { task } of contestants) task.close?.();
  }
}

/** The peers that can do a job at this size, with the job prepared. */
export async function prepare(
  peers: readonly Peer[],
  features: number,
  prepareTask: (peer: Peer) => Task | Promise<Task> | undefined,
): Promise<Contestant[]> {
  const contestants: Contestant[] = [];
  for (const peer of peers) {
    if (features > (peer.maxFeatures ?? Number.POSITIVE_INFINITY)) continue;
    const task = await prepareTask(peer);
    if (task) contestants.push({ peer: peer.name, task });
  }
  return contestants;
}

/** Throws where a number is further from the expected one than `tolerance`. */
export function checkClose(what: string, found: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number) {
  if (found.length !== expected.length) throw new Error(`${what}: ${found.length} numbers, not ${expected.length}`);
  for (let i = 0; i < expected.length; i++) {
    if (!(Math.abs(found[i] - expected[i]) <= tolerance)) {
      throw new Error(`${what}: number ${i} is ${found[i]}, the library's ${expected[i]}, tolerance ${tolerance}`);
    }
  }
}
