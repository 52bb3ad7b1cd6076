/** Which part of a sweep a process does: as it is told, or as the scheduler that started it says. */

import { ModelError } from '../errors';

export interface Shard {
  /** 0 .. count - 1. */
  readonly index: number;
  readonly count: number;
}

export const WHOLE: Shard = { index: 0, count: 1 };

type Environment = Readonly<Record<string, string | undefined>>;

/** The variables by which schedulers number the tasks of an array, and by which some say how many there are. */
const SCHEDULERS = [
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
] as const;

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
    const { first, last, step, count } = {
      first: undefined,
      last: undefined,
      step: undefined,
      count: undefined,
      ...names,
    };
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
