/** NumPy, in one Python process that lives as long as the benches and does its own timing. */

import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type MatrixInput, NORMALS_SEED, type SampleInput, type TrialInput } from '../inputs';
import type { Peer, Task } from '../peer';
// Bundled as text, so that the benches are one file.
import server from './numpy-server.py?raw';

interface Request {
  readonly do: 'prepare' | 'time' | 'result' | 'memory';
  readonly id: number;
  readonly [detail: string]: unknown;
}

/** Two variables by which some machines slow a current OpenBLAS down are taken away: it chooses by the processor itself. */
function environment(threads: number): NodeJS.ProcessEnv {
  const { OPENBLAS_CORETYPE: _, OPENBLAS_L2_SIZE: __, ...rest } = process.env;
  const count = String(threads);
  return { ...rest, OPENBLAS_NUM_THREADS: count, OMP_NUM_THREADS: count, MKL_NUM_THREADS: count };
}

export interface NumpyOptions {
  readonly threads: number;
  /** Whole trials write into arrays that are allocated once, as few people write them. */
  readonly preallocated: boolean;
}

/** Null where no Python with NumPy is found ($PYTHON, or python3). */
export async function createNumpy({ threads, preallocated }: NumpyOptions): Promise<Peer | null> {
  const child = spawn(process.env.PYTHON ?? 'python3', ['-c', server], {
    env: environment(threads),
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  child.on('error', () => {});
  child.stdin.on('error', () => {});
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const hello = await lines.next();
  if (hello.done) return null;
  const { numpy, blas } = JSON.parse(hello.value);
  const folder = mkdtempSync(join(tmpdir(), 'hessian-bench-'));
  let jobs = 0;

  async function ask(request: Request): Promise<{ milliseconds?: number; bytes?: number }> {
    child.stdin.write(`${JSON.stringify(request)}\n`);
    const answer = await lines.next();
    if (answer.done) throw new Error(`NumPy ended at ${request.do}`);
    return JSON.parse(answer.value);
  }

  async function prepare(
    job: string,
    details: Record<string, unknown>,
    arrays: Record<string, Float64Array>,
  ): Promise<Task> {
    const id = jobs++;
    const paths: Record<string, string> = {};
    for (const [name, values] of Object.entries(arrays)) {
      paths[name] = join(folder, `${id}-${name}`);
      writeFileSync(paths[name], values);
    }
    await ask({ do: 'prepare', id, job, ...details, arrays: paths });
    return {
      time: async () => (await ask({ do: 'time', id })).milliseconds as number,
      async result() {
        const path = join(folder, `${id}-result`);
        await ask({ do: 'result', id, path });
        const bytes = readFileSync(path);
        return new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
      },
      memory: async () => (await ask({ do: 'memory', id })).bytes as number,
    };
  }

  const trials = ({ features, samples, mean, w, wStar }: TrialInput, count: number) =>
    prepare('trials', { features, samples, count, preallocated }, { mean, w, wStar });
  const variant = [preallocated ? ', preallocated' : '', threads > 1 ? `, ${threads} threads` : ''].join('');
  return {
    name: `NumPy ${numpy}${variant}`,
    note: `${threads === 1 ? 'one thread' : `${threads} threads`}, ${blas}; timed inside Python`,
    // The single stages are the same, preallocated or not.
    ...(!preallocated && {
      normals: (count: number) => prepare('normals', { count, seed: NORMALS_SEED }, {}),
      hessian: ({ features, x, g }: SampleInput) => prepare('hessian', { features }, { x, g }),
      eigenvalues: ({ features, matrix }: MatrixInput) => prepare('eigenvalues', { features }, { matrix }),
    }),
    trial: (input) => trials(input, 1),
    trials,
    close() {
      child.stdin.end();
      rmSync(folder, { recursive: true });
    },
  };
}
