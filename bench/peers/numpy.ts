/** NumPy on one thread, in one Python process that lives as long as the benches and does its own timing. */

import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Peer, Task } from '../peer';
// Bundled as text, so that the benches are one file.
import server from './numpy-server.py?raw';

interface Request {
  readonly do: 'prepare' | 'time' | 'result';
  readonly id: number;
  readonly [detail: string]: unknown;
}

/** Two variables by which some machines slow a current OpenBLAS down are taken away: it chooses by the processor itself. */
function environment(): NodeJS.ProcessEnv {
  const { OPENBLAS_CORETYPE: _, OPENBLAS_L2_SIZE: __, ...rest } = process.env;
  return { ...rest, OPENBLAS_NUM_THREADS: '1', OMP_NUM_THREADS: '1', MKL_NUM_THREADS: '1' };
}

/** Null where no Python with NumPy is found ($PYTHON, or python3). */
export async function createNumpy(): Promise<Peer | null> {
  const child = spawn(process.env.PYTHON ?? 'python3', ['-c', server], {
    env: environment(),
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

  async function ask(request: Request): Promise<{ milliseconds?: number }> {
    child.stdin.write(`${JSON.stringify(request)}\n`);
    const answer = await lines.next();
    if (answer.done) throw new Error(`NumPy ended at ${request.do}`);
    return JSON.parse(answer.value);
  }

  async function prepare(
    job: string,
    sizes: { features: number; samples?: number },
    arrays: Record<string, Float64Array>,
  ): Promise<Task> {
    const id = jobs++;
    const paths: Record<string, string> = {};
    for (const [name, values] of Object.entries(arrays)) {
      paths[name] = join(folder, `${id}-${name}`);
      writeFileSync(paths[name], values);
    }
    await ask({ do: 'prepare', id, job, ...sizes, arrays: paths });
    return {
      time: async () => (await ask({ do: 'time', id })).milliseconds as number,
      async result() {
        const path = join(folder, `${id}-result`);
        await ask({ do: 'result', id, path });
        const bytes = readFileSync(path);
        return new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
      },
    };
  }

  return {
    name: `NumPy ${numpy}`,
    note: `one thread, ${blas}; timed inside Python`,
    hessian: ({ features, x, g }) => prepare('hessian', { features }, { x, g }),
    eigenvalues: ({ features, matrix }) => prepare('eigenvalues', { features }, { matrix }),
    trial: ({ features, samples, mean, w, wStar }) => prepare('trial', { features, samples }, { mean, w, wStar }),
    close() {
      child.stdin.end();
      rmSync(folder, { recursive: true });
    },
  };
}
