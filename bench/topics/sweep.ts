/** Throughput of many trials: a sweep with one worker and with one for each core, NumPy in as many processes. */

import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { runSweep } from '../../src/sweep/run';
import { parseSweepFile } from '../../src/sweep/sweep-file';
import { SAMPLES_PER_FEATURE, trialInput } from '../inputs';
import type { Peer, Task } from '../peer';
import { createNumpy } from '../peers/numpy';
import { type Check, type Contestant, contest, type Topic } from '../topic';

/** Sizes at which sweeps are run: small trials, whose messages could cost, and large ones. */
const FEATURES = [100, 500];
/** Some seconds of one worker: what the last batch leaves idle must not count. */
const TRIALS: Readonly<Record<number, number>> = { 100: 20_000, 500: 80 };
const ROUNDS = 3;

export const sweep: Topic = {
  name: 'sweep',
  async run() {
    const workers = availableParallelism();
    const servers = await Promise.all(
      Array.from({ length: workers }, () => createNumpy({ threads: 1, preallocated: true })),
    );
    const numpy = servers.filter((server) => server !== null);
    const groups = [];
    const counted: Check = (found, expected, peer) => {
      if (found[0] !== expected[0]) throw new Error(`${peer}: ${found[0]} trials, not ${expected[0]}`);
    };
    for (const features of FEATURES) {
      const contestants: Contestant[] = [
        { peer: `${workers} workers`, task: sweepTask(features, workers) },
        { peer: '1 worker', task: sweepTask(features, 1) },
      ];
      if (numpy.length === workers) {
        contestants.push({ peer: `NumPy, ${workers} processes`, task: await numpyTask(features, numpy) });
      }
      const label = `${TRIALS[features]} trials, p = ${features}, n = ${SAMPLES_PER_FEATURE * features}`;
      groups.push(await contest(label, contestants, ROUNDS, counted));
    }
    return { name: 'sweep', title: 'Sweep: throughput without start-up', check: 'all trials done', groups };
  },
};

/** Milliseconds of all trials at the rate from the first report to the last: results on disk, start-up left out. */
function sweepTask(features: number, workers: number): Task {
  const model = { samples: SAMPLES_PER_FEATURE * features, features, response: 'logistic', loss: 'logistic', w: [1] };
  const parsed = parseSweepFile(JSON.stringify({ model, trials: TRIALS[features], keep: { eigenvalues: true } }));
  let trials = 0;
  return {
    async time() {
      const out = mkdtempSync(join(tmpdir(), 'hessian-bench-'));
      let first: { readonly at: number; readonly done: number } | undefined;
      const onProgress = ({ done }: { readonly done: number }) => {
        first ??= { at: performance.now(), done };
      };
      const summary = await runSweep(parsed, { out, workers, onProgress });
      const end = performance.now();
      rmSync(out, { recursive: true });
      trials = summary.trials - summary.failures.length;
      return first ? (trials * (end - first.at)) / (trials - first.done) : Number.NaN;
    },
    result: () => Float64Array.of(trials),
  };
}

/** The same number of trials, dealt out to the processes. */
async function numpyTask(features: number, servers: readonly Peer[]): Promise<Task> {
  const tasks = await Promise.all(servers.map((server) => server.trial?.(trialInput(features)) as Promise<Task>));
  const each = Math.ceil(TRIALS[features] / tasks.length);
  return {
    async time() {
      const start = performance.now();
      const all = tasks.map(async (task) => {
        for (let trial = 0; trial < each; trial++) await task.time();
      });
      await Promise.all(all);
      return performance.now() - start;
    },
    result: () => Float64Array.of(TRIALS[features]),
    close() {
      for (const task of tasks) task.close?.();
    },
  };
}
