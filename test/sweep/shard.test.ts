import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { batchesOf, parseShard, shardOf } from '../../src/sweep/shard';
import { parseSweepFile } from '../../src/sweep/sweep-file';

describe('a shard', () => {
  it('is written i/N', () => {
    expect(parseShard('3/8')).toEqual({ index: 3, count: 8 });
    for (const wrong of ['8/8', '3', '-1/8', '1/0', 'a/b']) expect(() => parseShard(wrong)).toThrow('i/N');
  });

  it.each([
    ['Slurm', { SLURM_ARRAY_TASK_ID: '5', SLURM_ARRAY_TASK_MIN: '0', SLURM_ARRAY_TASK_COUNT: '8' }, 5, 8],
    ['Slurm from 1', { SLURM_ARRAY_TASK_ID: '8', SLURM_ARRAY_TASK_MIN: '1', SLURM_ARRAY_TASK_COUNT: '8' }, 7, 8],
    [
      'Slurm in steps',
      { SLURM_ARRAY_TASK_ID: '4', SLURM_ARRAY_TASK_MIN: '0', SLURM_ARRAY_TASK_STEP: '2', SLURM_ARRAY_TASK_COUNT: '4' },
      2,
      4,
    ],
    ['AWS Batch', { AWS_BATCH_JOB_ARRAY_INDEX: '2', AWS_BATCH_JOB_ARRAY_SIZE: '10' }, 2, 10],
    ['SGE', { SGE_TASK_ID: '3', SGE_TASK_FIRST: '1', SGE_TASK_LAST: '9', SGE_TASK_STEPSIZE: '2' }, 1, 5],
  ])('comes from %s', (_, environment, index, count) => {
    expect(shardOf(environment as Record<string, string>)).toEqual({ index, count });
  });

  it('needs its number told where the scheduler does not', () => {
    for (const name of ['JOB_COMPLETION_INDEX', 'PBS_ARRAY_INDEX', 'PBS_ARRAYID']) {
      expect(shardOf({ [name]: '1' }, 4)).toEqual({ index: 1, count: 4 });
      expect(() => shardOf({ [name]: '1' })).toThrow(name);
      expect(() => shardOf({ [name]: '4' }, 4)).toThrow('i/N');
    }
  });

  it('is none outside of an array job', () => {
    expect(shardOf({})).toBeNull();
    expect(shardOf({ SGE_TASK_ID: 'undefined' })).toBeNull();
  });
});

describe('batches', () => {
  const model = { samples: 90, features: [10, 20, 30], response: 'logistic', loss: 'logistic' };
  const sweep = parseSweepFile(JSON.stringify({ model, trials: 70 }));

  it('are each trial once, whatever the shards and the costs', () => {
    const costs = fc.array(fc.double({ min: 0.01, max: 500, noNaN: true }), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), costs, (count, milliseconds) => {
        const shards = Array.from({ length: count }, (_, index) => batchesOf(sweep, milliseconds, { index, count }));
        const trials = shards.flat().flatMap((batch) => batch.trials.map((trial) => 70 * batch.cell + trial));
        expect(trials.sort((a, b) => a - b)).toEqual(Array.from({ length: 210 }, (_, k) => k));
      }),
      { seed: 1, numRuns: 50 },
    );
  });

  it('are dealt out so that shards take about as long: within two of the longest batches', () => {
    const milliseconds = [3, 40, 90];
    for (const count of [2, 3, 7]) {
      const loads = Array.from({ length: count }, (_, index) =>
        batchesOf(sweep, milliseconds, { index, count }).reduce(
          (sum, b) => sum + milliseconds[b.cell] * b.trials.length,
          0,
        ),
      );
      expect(Math.max(...loads) - Math.min(...loads)).toBeLessThanOrEqual(200);
    }
  });
});
