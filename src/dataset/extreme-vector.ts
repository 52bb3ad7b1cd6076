/** The eigenvector at one end of H = (1/n) sum g_i x_i x_i^T by passes over the rows. */

import { MemoryError } from '../errors';
import type { RowSource } from '../rows/row-source';
import { extremePairs, leastBlocks } from '../simulation/lanczos/extreme-pairs';
import { KrylovSpace } from '../simulation/lanczos/krylov-space';
import { BLOCK_VECTORS } from '../simulation/lanczos/operator';
import { RitzSolver } from '../simulation/lanczos/ritz';
import { Verification } from '../simulation/lanczos/verification';
import type { Pacer } from '../simulation/pacer';
import { seedTrialStream } from '../simulation/seed';
import type { Kernels } from '../wasm/kernels';
import { RowsOperator, rowsOperatorBytes } from './rows-operator';

const STREAM_BYTES = 32;
/** Steps before a restart. */
const STEPS = 32;

export interface ExtremeVectorJob {
  readonly source: RowSource;
  /** g, one for each row. */
  readonly curvatures: Float64Array;
  readonly side: 'left' | 'right';
  /** ||H v - lambda v|| / ||H||. */
  readonly tolerance: number;
  readonly maxMultiplications: number;
  /** Of the random vectors that Lanczos begins with. */
  readonly seed: number | bigint;
}

export interface ExtremeVector {
  readonly eigenvalue: number;
  /** Unit norm, p entries. */
  readonly vector: Float64Array;
  readonly residual: number;
  /** By H, of 8 vectors each. */
  readonly multiplications: number;
}

/** @throws MemoryError before anything is allocated; ConvergenceError */
export async function extremeVector(kernels: Kernels, pacer: Pacer, job: ExtremeVectorJob): Promise<ExtremeVector> {
  const { exports, arena } = kernels;
  const { source, curvatures, side, tolerance, maxMultiplications } = job;
  const [samples, p] = [curvatures.length, source.columns];
  const wanted = side === 'left' ? { smallest: 1, largest: 0 } : { smallest: 0, largest: 1 };
  const blocks = Math.min(Math.max(STEPS, leastBlocks(wanted)), Math.ceil(p / BLOCK_VECTORS));
  const needed =
    rowsOperatorBytes(kernels, samples, p) +
    KrylovSpace.bytes(kernels, p, blocks) +
    RitzSolver.bytes(kernels, blocks * BLOCK_VECTORS) +
    Verification.bytes(kernels, p) +
    exports.paddedOrder(p) * Float64Array.BYTES_PER_ELEMENT +
    STREAM_BYTES;
  if (needed > arena.available) throw new MemoryError(needed, arena.available, 'fewer features');
  let residual = 1;
  const breathe = () => pacer.breathe('extremes', Math.min(0.99, Math.log(residual) / Math.log(tolerance)));
  const operator = new RowsOperator(kernels, { source, samples }, curvatures, breathe);
  const stream = arena.allocate(STREAM_BYTES);
  seedTrialStream(kernels, stream, { seed: job.seed, trial: 0 }, 'probes');
  const space = new KrylovSpace(kernels, operator, blocks, stream);
  const solver = new RitzSolver(kernels, space.capacity);
  const verification = new Verification(kernels, operator);
  space.begin();
  const onLook = (worst: number) => {
    residual = Math.min(residual, worst);
  };
  const pairs = await extremePairs(space, solver, verification, { wanted, tolerance, maxMultiplications, onLook });
  const column = arena.allocate(p * Float64Array.BYTES_PER_ELEMENT);
  exports.blockColumn(column, pairs.vectors, 0, p);
  return {
    eigenvalue: pairs.values[0],
    vector: exports.readVector(column, p),
    residual: pairs.residuals[0],
    multiplications: space.multiplications,
  };
}
