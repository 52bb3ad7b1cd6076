/** NumPy, in Python processes that do their own timing. */

import { type MatrixInput, NORMALS_SEED, type SampleInput, type TrialInput } from '../inputs';
import type { Peer, Task } from '../peer';
// Bundled as text, so that the benches are one file.
import server from './numpy-server.py?raw';
import { type PeerProcess, startProcess } from './process';

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

/**
 * Null where no Python with NumPy is found ($PYTHON, or python3). Each job has a process of its own, as a script has: what a
 * larger job leaves behind in the C library's allocator would let a smaller one reuse pages that it would have to ask for.
 */
export async function createNumpy({ threads, preallocated }: NumpyOptions): Promise<Peer | null> {
  const start = () =>
    startProcess<{ numpy: string; blas: string }>(
      process.env.PYTHON ?? 'python3',
      ['-c', server],
      environment(threads),
    );
  const first = await start();
  if (first === null) return null;
  first.close();
  const { numpy, blas } = first.hello;

  async function prepare(...job: Parameters<PeerProcess<unknown>['prepare']>): Promise<Task> {
    const python = await start();
    if (python === null) throw new Error('NumPy did not start again');
    return { ...(await python.prepare(...job)), close: () => python.close() };
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
  };
}
