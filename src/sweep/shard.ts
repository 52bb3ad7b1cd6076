/**
 * Which part of a sweep a process does, as it is told or as the scheduler that started it says, and the batches of trials that this
 * part is made of.
 */

import { ModelError } from '../errors';
import type { Model } from '../model/model';
import type { Sweep } from './sweep-file';

export interface Shard {
  /** 0 .. count - 1. */
  readonly index: number;
  readonly count: number;
}

export const WHOLE: Shard = { index: 0, count: 1 };

type Environment = Readonly<Record<string, string | undefined>>;
type Scheduler = Readonly<{ index: string } & Partial<Record<'first' | 'last' | 'step' | 'count', string>>>;

/** The variables by which schedulers number the tasks of an array, and by which some say how many there are. */
const SCHEDULERS: readonly Scheduler[] = [
  {
    index: 'SLURM_ARRAY_TASK_ID',
    first: 'SLURM_ARRAY_TASK_MIN',
    last: 'SLURM_ARRAY_TASK_MAX',
    step: 'SLURM_ARRAY_TASK_STEP',
    count: 'SLURM_ARRAY_TASK_COUNT',
  },
  { index: 'JOB_COMPLETION_INDEX' },
  { index: 'AWS_BATCH_JOB_ARRAY_INDEX', count: 'AWS_BATCH_JOB_ARRAY_SIZE' },
  { index: 'SGE_TASK_ID', first: 'SGE_TASK_FIRST', last: 'SGE_TASK_LAST', step: 'SGE_TASK_STEPSIZE' },
  { index: 'PBS_ARRAY_INDEX' },
  { index: 'PBS_ARRAYID' },
];

/** `i/N` with 0 <= i < N. */
export function parseShard(text: string): Shard {
  const match = /^(\d+)\/(\d+)$/.exec(text);
  const [index, count] = [Number(match?.[1]), Number(match?.[2])];
  if (!match || !(index < count && count <= 1_000_000)) {
    throw new ModelError('shard', 'i/N with 0 <= i < N, for example 0/8', text);
  }
  return { index, count };
}

/**
 * The shard that the environment's scheduler asks for; null outside of an array job.
 * @param shards how many there are, where the scheduler does not say (Kubernetes, PBS)
 */
export function shardOf(environment: Environment, shards?: number): Shard | null {
  for (const names of SCHEDULERS) {
    const index = wholeNumber(environment[names.index]);
    if (index === null) continue;
    const read = (name: string | undefined) => (name === undefined ? null : wholeNumber(environment[name]));
    const { first, last, step, count } = names;
    const from = read(first) ?? 0;
    const stride = read(step) ?? 1;
    const spanned = read(last) === null ? null : Math.floor(((read(last) as number) - from) / stride) + 1;
    const total = shards ?? read(count) ?? spanned;
    if (total === null) {
      throw new ModelError(`--shards (${names.index} is set)`, 'the number of tasks of the array', shards);
    }
    return parseShard(`${(index - from) / stride}/${total}`);
  }
  return null;
}

/** Null where a variable is missing, or says that there is no array (SGE: "undefined"). */
function wholeNumber(text: string | undefined): number | null {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : null;
}

/** What a worker is given at once. */
export interface Batch {
  readonly cell: number;
  readonly trials: readonly number[];
}

/** Small trials go out together, so that messages cost little; few enough that workers end at about the same time. */
const BATCH_MILLISECONDS = 100;
const BATCH_TRIALS = 256;

/**
 * Milliseconds of one trial on a core of 2025, about: n p^2 for the build, 4/3 p^3 for the reduction, the samples, the
 * eigenvalues and the call itself.
 */
export function estimateMilliseconds({ samples, features }: Model): number {
  const n = samples as number;
  const p = features as number;
  return (n * p * p) / 24e6 + ((4 / 3) * p ** 3) / 19e6 + 4.7e-6 * n * p + 13e-6 * p * p + 0.05;
}

/**
 * A shard's batches, the longest trials first. Ranked by cost, batches are dealt out to shards like cards, forth and back,
 * so that all shards take about as long.
 *
 * @param milliseconds of a trial, for each cell
 */
export function batchesOf(sweep: Sweep, milliseconds: readonly number[], { index, count }: Shard): Batch[] {
  const batches = sweep.cells.flatMap((cell) => batchesOfCell(cell.index, sweep.trials, milliseconds[cell.index]));
  const cost = ({ cell, trials }: Batch) => milliseconds[cell] * trials.length;
  const ranked = batches.map((batch, k) => ({ batch, k })).sort((a, b) => cost(b.batch) - cost(a.batch) || a.k - b.k);
  const dealt = ranked.filter((_, rank) => {
    const turn = rank % (2 * count);
    return index === Math.min(turn, 2 * count - 1 - turn);
  });
  return dealt.map(({ batch }) => batch);
}

function batchesOfCell(cell: number, trials: number, milliseconds: number): Batch[] {
  const size = Math.min(BATCH_TRIALS, Math.max(1, Math.floor(BATCH_MILLISECONDS / milliseconds)));
  return Array.from({ length: Math.ceil(trials / size) }, (_, k) => ({
    cell,
    trials: Array.from({ length: Math.min(size, trials - k * size) }, (_, i) => k * size + i),
  }));
}
