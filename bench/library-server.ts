/**
 * `node library-server.js plain|relaxed`: this library as a peer of benches that run in another process. One JSON request a line on
 * stdin, one JSON answer a line on stdout, as bench/peers/process.ts asks.
 */

import { writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { Engine, type Simd } from '../src/index';
import { peakBytes } from './peak-memory';
import type { Task } from './peer';
import { createLibrary } from './peers/library';
import { type ProcessRequest, readArray } from './peers/process';

const wanted = process.argv[2] as Simd;
const { simd } = await Engine.create({ simd: wanted, warmUp: false });
const library = createLibrary({ name: 'library', simd });
const tasks = new Map<number, Task>();

interface Preparation {
  readonly job: 'trials' | 'hessian' | 'packedBuild' | 'multiplyAdds' | 'eigenvalues';
  readonly features: number;
  readonly samples: number;
  readonly count: number;
  readonly arrays: Readonly<Record<string, string>>;
}

async function prepare({ job, features, samples, count, arrays }: Preparation): Promise<Task> {
  const [x, g, matrix, mean, w, wStar] = ['x', 'g', 'matrix', 'mean', 'w', 'wStar'].map((name) =>
    name in arrays ? readArray(arrays[name]) : new Float64Array(0),
  );
  if (job === 'trials') return library.trials({ features, samples, mean, w, wStar }, count);
  if (job === 'eigenvalues') return library.eigenvalues({ features, matrix });
  return library[job]({ features, samples, x, g });
}

async function answer(request: ProcessRequest): Promise<Record<string, number>> {
  const { id } = request;
  if (request.do === 'prepare') {
    tasks.set(id, await prepare(request as unknown as Preparation));
    return {};
  }
  if (request.do === 'memory') return { bytes: peakBytes() };
  const task = tasks.get(id);
  if (task === undefined) throw new Error(`no task ${id}`);
  if (request.do === 'time') {
    let milliseconds = 0;
    for (let run = 0; run < (request.runs as number); run++) milliseconds += await task.time();
    return { milliseconds };
  }
  writeFileSync(request.path as string, await task.result());
  return {};
}

console.log(JSON.stringify({ version: process.versions.node, simd }));
for await (const line of createInterface({ input: process.stdin })) {
  console.log(JSON.stringify(await answer(JSON.parse(line))));
}
