/** Samples of several tasks, taken in turn: whatever slows the machine down for a while slows all of them down. */

import type { Task } from './peer';

export interface Measurement {
  /** Milliseconds (or MiB) of one run, in the order taken. */
  readonly samples: readonly number[];
  readonly median: number;
  /** First and third quartile. */
  readonly quartiles: readonly [number, number];
}

export interface MeasureOptions {
  /** Rounds for fast tasks; slower ones sit out all but the first few. */
  readonly rounds: number;
}

/** Below this, a sample is the mean of several runs. */
const MIN_SAMPLE_MS = 5;
const WARM_UP_MS = 200;
/** Where a run takes longer than this, in milliseconds, there are as many rounds at most: a few seconds for each task. */
const SLOW = [
  { over: 2500, rounds: 3 },
  { over: 500, rounds: 5 },
  { over: 100, rounds: 9 },
] as const;

export async function measureInTurn(tasks: readonly Task[], { rounds }: MeasureOptions): Promise<Measurement[]> {
  const plans = [];
  for (const task of tasks) {
    const once = await warmUp(task);
    plans.push({
      task,
      runs: Math.max(1, Math.ceil(MIN_SAMPLE_MS / once)),
      rounds: Math.min(rounds, SLOW.find(({ over }) => once > over)?.rounds ?? rounds),
      samples: [] as number[],
    });
  }
  for (let round = 0; round < rounds; round++) {
    for (const plan of plans) {
      if (round < plan.rounds) plan.samples.push(await sample(plan.task, plan.runs));
    }
  }
  return plans.map(({ samples }) => summarize(samples));
}

/** Until the compiler has had its time; a slow task is warm after one run. Gives the last run's milliseconds. */
async function warmUp(task: Task): Promise<number> {
  let spent = 0;
  for (;;) {
    const once = await task.time();
    spent += once;
    if (spent >= WARM_UP_MS) return once;
  }
}

async function sample(task: Task, runs: number): Promise<number> {
  if (task.timeTogether) return (await task.timeTogether(runs)) / runs;
  let sum = 0;
  for (let run = 0; run < runs; run++) sum += await task.time();
  return sum / runs;
}

export function summarize(samples: readonly number[]): Measurement {
  const sorted = [...samples].sort((a, b) => a - b);
  return { samples, median: quantile(sorted, 0.5), quartiles: [quantile(sorted, 0.25), quantile(sorted, 0.75)] };
}

/** Linear interpolation between order statistics. */
function quantile(sorted: readonly number[], share: number): number {
  const position = share * (sorted.length - 1);
  const below = Math.floor(position);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
}
