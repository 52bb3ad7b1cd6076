/** Eigenpairs at the ends of H = (1/n) sum g_i x_i x_i^T by Lanczos: on H where it is held, else by passes over the rows. */

import { MemoryError } from '../errors';
import type { RowSource } from '../rows/row-source';
import {
  type Ends,
  type ExtremePairs,
  type ExtremesOptions,
  eigenpairsOf,
  extremePairs,
  leastBlocks,
} from '../simulation/lanczos/extreme-pairs';
import { KrylovSpace } from '../simulation/lanczos/krylov-space';
import { BLOCK_VECTORS, type BlockOperator, packedOperator } from '../simulation/lanczos/operator';
import { RitzSolver } from '../simulation/lanczos/ritz';
import { Verification } from '../simulation/lanczos/verification';
import type { Pacer } from '../simulation/pacer';
import { STREAM_BYTES, seedTrialStream } from '../simulation/seed';
import type { Kernels } from '../wasm/kernels';
import { buildMatrices, fitsDense, type SampleStatistics } from './data-matrices';
import { type DataEigenvalues, type DataTask, placeSignals } from './dense-spectrum';
import { RowsOperator, rowsOperatorBytes } from './rows-operator';

/** Steps before a restart. */
const STEPS = 32;
/** ||H v - lambda v|| / ||H|| of the pairs of a spectrum, and passes over the rows that they may take. */
const TOLERANCE = 1e-10;
const MAX_MULTIPLICATIONS = 2000;

/** @param extremes how many at each end */
export async function extremeSpectrum(
  kernels: Kernels,
  task: DataTask,
  extremes: number,
  pacer: Pacer,
): Promise<DataEigenvalues> {
  const { data, point, choose } = task;
  const p = data.source.columns;
  const wanted = { smallest: Math.min(extremes, p), largest: Math.min(extremes, p) };
  const blocks = blocksFor(wanted, p);
  const { operator, trace, statistics } = fitsDense(kernels, data.samples, p)
    ? await heldOperator(kernels, task, pacer)
    : await streamedOperator(kernels, task, blocks, () => pacer.breathe('extremes', 0));
  choose(statistics, null);
  const lanczos = new Lanczos(kernels, operator, blocks, 0);
  const signals = placeSignals(kernels, data, point);
  const found = await lanczos.pairs({ wanted, tolerance: TOLERANCE, maxMultiplications: MAX_MULTIPLICATIONS });
  const pairs = eigenpairsOf(kernels, signals, found, p);
  return { eigenvalues: null, pairs, orthogonality: found.orthogonality, trace };
}

interface PreparedOperator {
  readonly operator: BlockOperator;
  readonly trace: number;
  readonly statistics: SampleStatistics;
}

async function heldOperator(kernels: Kernels, task: DataTask, pacer: Pacer): Promise<PreparedOperator> {
  const p = task.data.source.columns;
  const { space, statistics } = await buildMatrices(kernels, task, (done) => pacer.breathe('build', done));
  const trace = kernels.exports.packedTrace(space.matrix, p);
  return { operator: packedOperator(kernels, space.matrix, p), trace, statistics };
}

async function streamedOperator(
  kernels: Kernels,
  { data, scorer }: DataTask,
  blocks: number,
  breathe: () => Promise<void>,
): Promise<PreparedOperator> {
  const { exports, arena } = kernels;
  const { samples, source, mean } = data;
  const p = source.columns;
  const total = bytesOnRows(kernels, samples, p, blocks) + 3 * exports.blockBytes(p);
  if (total > arena.available) throw new MemoryError(total, arena.available, 'ask for fewer `extremes`');
  const chunk = exports.chunkSamples(samples);
  const perSample = () => arena.allocate(chunk * Float64Array.BYTES_PER_ELEMENT);
  const space = { h: perSample(), y: perSample(), weights: perSample() };
  let start = 0;
  for await (const rows of source.chunks(chunk)) {
    scorer.score(space, start, rows);
    start += rows.length / p;
    await breathe();
  }
  const operator = new RowsOperator(kernels, data, scorer.scores.curvatures, breathe);
  return { operator, trace: await operator.trace(), statistics: { ...scorer.scores, mean, moments: null } };
}

export interface ExtremeVectorJob {
  readonly source: RowSource;
  /** g, one for each row. */
  readonly curvatures: Float64Array;
  readonly side: 'left' | 'right';
  /** ||H v - lambda v|| / ||H||. */
  readonly tolerance: number;
  readonly maxMultiplications: number;
  /** The seed of the random vectors that Lanczos begins with. */
  readonly seed: number | bigint;
}

export interface ExtremeVector {
  readonly eigenvalue: number;
  /** Unit norm, p entries. */
  readonly vector: Float64Array;
  readonly residual: number;
  /** Multiplications by H, of 8 vectors each. */
  readonly multiplications: number;
}

/**
 * The eigenvector at one end, by passes over the rows.
 * @throws MemoryError before anything is allocated; ConvergenceError
 */
export async function extremeVector(kernels: Kernels, pacer: Pacer, job: ExtremeVectorJob): Promise<ExtremeVector> {
  const { exports, arena } = kernels;
  const { source, curvatures, side, tolerance, maxMultiplications } = job;
  const [samples, p] = [curvatures.length, source.columns];
  const wanted = side === 'left' ? { smallest: 1, largest: 0 } : { smallest: 0, largest: 1 };
  const blocks = blocksFor(wanted, p);
  const column = exports.paddedOrder(p) * Float64Array.BYTES_PER_ELEMENT;
  const needed = bytesOnRows(kernels, samples, p, blocks) + column + STREAM_BYTES;
  if (needed > arena.available) throw new MemoryError(needed, arena.available, 'fewer features');
  let residual = 1;
  const onLook = (worst: number) => {
    residual = Math.min(residual, worst);
  };
  const breathe = () => pacer.breathe('extremes', Math.min(0.99, Math.log(residual) / Math.log(tolerance)));
  const operator = new RowsOperator(kernels, { source, samples }, curvatures, breathe);
  const lanczos = new Lanczos(kernels, operator, blocks, job.seed);
  const pairs = await lanczos.pairs({ wanted, tolerance, maxMultiplications, onLook });
  const vector = arena.allocate(p * Float64Array.BYTES_PER_ELEMENT);
  exports.blockColumn(vector, pairs.vectors, 0, p);
  return {
    eigenvalue: pairs.values[0],
    vector: exports.readVector(vector, p),
    residual: pairs.residuals[0],
    multiplications: lanczos.space.multiplications,
  };
}

/** Thick-restart block Lanczos from random vectors of a seed, with all that it works on. */
class Lanczos {
  readonly space: KrylovSpace;
  readonly #solver: RitzSolver;
  readonly #verification: Verification;

  constructor(kernels: Kernels, operator: BlockOperator, blocks: number, seed: number | bigint) {
    const stream = kernels.arena.allocate(STREAM_BYTES);
    seedTrialStream(kernels, stream, { seed, trial: 0 }, 'probes');
    this.space = new KrylovSpace(kernels, operator, blocks, stream);
    this.#solver = new RitzSolver(kernels, this.space.capacity);
    this.#verification = new Verification(kernels, operator);
  }

  pairs(goal: ExtremesOptions): Promise<ExtremePairs> {
    this.space.begin();
    return extremePairs(this.space, this.#solver, this.#verification, goal);
  }
}

/** Blocks of vectors in the Krylov space. */
function blocksFor(wanted: Ends, p: number): number {
  return Math.min(Math.max(STEPS, leastBlocks(wanted)), Math.ceil(p / BLOCK_VECTORS));
}

/** Bytes that Lanczos takes where every multiplication is a pass over the rows. */
function bytesOnRows(kernels: Kernels, samples: number, p: number, blocks: number): number {
  return (
    rowsOperatorBytes(kernels, samples, p) +
    KrylovSpace.bytes(kernels, p, blocks) +
    RitzSolver.bytes(kernels, blocks * BLOCK_VECTORS) +
    Verification.bytes(kernels, p)
  );
}
