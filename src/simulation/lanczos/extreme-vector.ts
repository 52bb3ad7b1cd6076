/** The eigenvector at one end of H = (1/n) sum g_i x_i x_i^T, for rows of the caller's that need not fit into memory. */

import type { RowSource } from '../../dataset/row-source';
import { MemoryError } from '../../errors';
import type { Kernels } from '../../wasm/kernels';
import type { Pacer } from '../pacer';
import { seedTrialStream } from '../sampling';
import { extremePairs, leastBlocks } from './extreme-pairs';
import { KrylovSpace } from './krylov-space';
import { BLOCK_VECTORS } from './operator';
import { RitzSolver } from './ritz';
import { RowsOperator, rowsLayout } from './rows-operator';
import { Verification } from './verification';

const STREAM_BYTES = 32;
/** Blocks of the Krylov space before it restarts. */
const BLOCKS = 32;

export interface ExtremeVectorJob {
  readonly source: RowSource;
  readonly curvatures: Float64Array;
  readonly side: 'left' | 'right';
  /** ||H v - lambda v|| / ||H||. */
  readonly tolerance: number;
  readonly maxMultiplications: number;
  /** Bytes that X may take. */
  readonly memory: number;
  readonly seed: number | bigint;
  /** Called once with each chunk of rows and the index of its first. */
  readonly look: (rows: Float64Array, start: number) => void;
}

export interface ExtremeVector {
  readonly eigenvalue: number;
  /** Unit norm, p entries. */
  readonly vector: Float64Array;
  readonly residual: number;
  /** By H, of 8 vectors each. */
  readonly multiplications: number;
  /** Whether X was held in memory, or read in each multiplication. */
  readonly isHeld: boolean;
}

/**
 * @throws MemoryError before anything is allocated; ConvergenceError; ModelError for rows that do not fit
 */
export async function extremeVector(kernels: Kernels, pacer: Pacer, job: ExtremeVectorJob): Promise<ExtremeVector> {
  const { exports, arena } = kernels;
  const { source, curvatures, side, tolerance, maxMultiplications } = job;
  const p = source.columns;
  const wanted = side === 'left' ? { smallest: 1, largest: 0 } : { smallest: 0, largest: 1 };
  const blocks = Math.min(Math.max(BLOCKS, leastBlocks(wanted)), Math.ceil(p / BLOCK_VECTORS));
  const needed =
    rowsLayout(kernels, curvatures.length, p, job.memory).bytes +
    KrylovSpace.bytes(kernels, p, blocks) +
    RitzSolver.bytes(kernels, blocks * BLOCK_VECTORS) +
    Verification.bytes(kernels, p) +
    2 * exports.paddedOrder(p) * Float64Array.BYTES_PER_ELEMENT +
    STREAM_BYTES;
  if (needed > arena.available) {
    throw new MemoryError(needed, arena.available, 'let X take less `memory` (it is read again then)');
  }
  let residual = 1;
  const breathe = () => pacer.breathe('extremes', Math.min(0.99, Math.log(residual) / Math.log(tolerance)));
  const operator = new RowsOperator(kernels, source, curvatures, job.memory, breathe);
  const stream = arena.allocate(STREAM_BYTES);
  seedTrialStream(kernels, stream, { seed: job.seed, trial: 0 }, 'probes');
  const space = new KrylovSpace(kernels, operator, blocks, stream);
  const solver = new RitzSolver(kernels, space.capacity);
  const verification = new Verification(kernels, operator);
  await operator.load(job.look);
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
    isHeld: operator.layout.isHeld,
  };
}
