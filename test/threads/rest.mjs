// Run by rest.test.ts in a process of its own, with the library's file and what counts as quiet as its arguments: what threads do when there is nothing to
// do. Prints milliseconds of processor time, and numbers of threads, as JSON. Ends by itself, with threads that were never ended.
import { readdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const { defineModel, Engine, simulate } = await import(process.argv[2]);
/** Milliseconds of the processor below which a process rests. */
const QUIET = Number(process.argv[3]);
// Large enough that each stage takes several slices on any machine: aborts and errors come between slices.
const model = defineModel({ features: 1000, samples: 4000, response: 'logistic', loss: 'logistic', w: [1] });

/** Linux alone can tell. */
const countThreads = () => {
  try {
    return readdirSync('/proc/self/task').length;
  } catch {
    return null;
  }
};

/**
 * What the process uses in 400 ms of rest, after the 50 ms that compilers may still want. On a busy machine these take longer
 * to be done, so the quietest of some tries counts: a thread that spins is never quiet.
 */
async function restingMilliseconds() {
  let least = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < 10 && least >= QUIET; attempt++) {
    await sleep(50);
    const before = process.cpuUsage();
    await sleep(400);
    const { user, system } = process.cpuUsage(before);
    least = Math.min(least, (user + system) / 1000);
  }
  return least;
}

const result = { used: {}, threads: {} };
await simulate(model);
result.threads.before = countThreads();
let engine = await Engine.create({ threads: 5 });
result.threads.created = countThreads();
result.used.created = await restingMilliseconds();
await simulate(model, { engine });
result.used.afterCall = await restingMilliseconds();

for (const stage of ['build', 'tridiagonalize']) {
  const controller = new AbortController();
  const onProgress = (progress) => progress.stage === stage && controller.abort();
  await simulate(model, { engine, signal: controller.signal, onProgress }).catch(({ name }) => {
    result[stage] = name;
  });
  result.used[stage] = await restingMilliseconds();
}

const thrown = await simulate(model, {
  engine,
  onProgress: () => {
    throw new Error('of the caller');
  },
}).catch(({ message }) => message);
result.error = thrown;
result.used.afterError = await restingMilliseconds();

engine.dispose();
// Threads take a moment to end. Where they do not, the number says so.
for (let wait = 0; wait < 6000 && countThreads() > result.threads.before; wait++) await sleep(10);
result.threads.disposed = countThreads();
engine = await Engine.create({ threads: 3 });
process.stdout.write(JSON.stringify(result));
