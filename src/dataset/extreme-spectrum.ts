/** Eigenpairs at both ends of H by Lanczos: on H where it fits into memory, else by passes over the rows. */

import { MemoryError } from '../errors';
import { eigenpairsOf, extremePairs, leastBlocks } from '../simulation/lanczos/extreme-pairs';
import { KrylovSpace } from '../simulation/lanczos/krylov-space';
import { BLOCK_VECTORS, type BlockOperator, packedOperator } from '../simulation/lanczos/operator';
import { RitzSolver } from '../simulation/lanczos/ritz';
import { Verification } from '../simulation/lanczos/verification';
import type { Pacer } from '../simulation/pacer';
import { seedTrialStream } from '../simulation/seed';
import type { Kernels } from '../wasm/kernels';
import { fitsDense } from './data-space';
import type { DataEigenvalues, SampleStatistics } from './data-spectrum';
import { buildData, type DataTask } from './dense-spectrum';
import { RowsOperator, rowsOperatorBytes } from './rows-operator';
import { placeSignals } from './signal-space';

const STREAM_BYTES = 32;
/** ||H v - lambda v|| / ||H||. */
const TOLERANCE = 1e-10;
const MAX_MULTIPLICATIONS = 2000;
/** Steps before a restart. */
const STEPS = 32;

/** The random vectors that Lanczos begins with. */
const BEGINNING = { seed: 0, trial: 0 };

/** @param extremes how many at each end */
export async function extremeSpectrum(
  kernels: Kernels,
  task: DataTask,
  extremes: number,
  pacer: Pacer,
): Promise<DataEigenvalues> {
  const { arena } = kernels;
  const { data, point, choose } = task;
  const p = data.source.columns;
  const wanted = { smallest: Math.min(extremes, p), largest: Math.min(extremes, p) };
  const blocks = Math.min(Math.max(STEPS, leastBlocks(wanted)), Math.ceil(p / BLOCK_VECTORS));
  const breathe = () => pacer.breathe('extremes', 0);
  const { operator, trace, statistics } = fitsDense(kernels, data.samples, p)
    ? await heldOperator(kernels, task, pacer)
    : await streamedOperator(kernels, task, blocks, breathe);
  choose(statistics, null);
  const stream = arena.allocate(STREAM_BYTES);
  seedTrialStream(kernels, stream, BEGINNING, 'probes');
  const space = new KrylovSpace(kernels, operator, blocks, stream);
  const solver = new RitzSolver(kernels, space.capacity);
  const verification = new Verification(kernels, operator);
  const signals = placeSignals(kernels, data, point);
  space.begin();
  const found = await extremePairs(space, solver, verification, {
    wanted,
    tolerance: TOLERANCE,
    maxMultiplications: MAX_MULTIPLICATIONS,
  });
  const pairs = eigenpairsOf(kernels, signals, found, p);
  return { eigenvalues: null, pairs, orthogonality: found.orthogonality, trace };
}

interface Prepared {
  readonly operator: BlockOperator;
  readonly trace: number;
  readonly statistics: SampleStatistics;
}

async function heldOperator(kernels: Kernels, task: DataTask, pacer: Pacer): Promise<Prepared> {
  const p = task.data.source.columns;
  const { space, statistics } = await buildData(kernels, task, (done) => pacer.breathe('build', done));
  const trace = kernels.exports.packedTrace(space.matrix, p);
  return { operator: packedOperator(kernels, space.matrix, p), trace, statistics };
}

async function streamedOperator(
  kernels: Kernels,
  { data, scorer }: DataTask,
  blocks: number,
  breathe: () => Promise<void>,
): Promise<Prepared> {
  const { exports, arena } = kernels;
  const { samples, source, mean } = data;
  const p = source.columns;
  const total =
    rowsOperatorBytes(kernels, samples, p) +
    KrylovSpace.bytes(kernels, p, blocks) +
    RitzSolver.bytes(kernels, blocks * BLOCK_VECTORS) +
    Verification.bytes(kernels, p) +
    3 * exports.blockBytes(p);
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
