/**
 * Takes minutes, most of them Slurm's own waiting after a node went down. On Debian, as root:
 *
 *     apt-get install --no-install-recommends slurm-wlm munge
 *     npm run build && SWEEP_SLURM=1 npx vitest run test/sweep/slurm.test.ts
 */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeUnless } from '../missing';
import { until } from '../processes';
import { Sandbox } from './command';
import { missingForSlurm, Slurm } from './slurm';

const SWEEP = {
  model: {
    samples: 900,
    features: 300,
    response: 'logistic',
    loss: 'logistic',
    w: [{ from: 0, to: 1, steps: 4 }],
  },
  trials: Number(process.env.SWEEP_SLURM_TRIALS ?? 150),
  keep: { eigenvalues: true },
};

describeUnless(missingForSlurm())('a Slurm of two nodes', () => {
  let sandbox: Sandbox;
  let slurm: Slurm;

  beforeAll(async () => {
    sandbox = new Sandbox();
    sandbox.write('sweep.json', SWEEP);
    slurm = await Slurm.start(sandbox.folder, 16_820);
  });
  afterAll(() => {
    slurm?.stop();
    sandbox?.remove();
  });

  it('runs an array and its merge, one node killed in the middle', async () => {
    const words = ['slurm', 'sweep.json', '--out', 'cluster', '--nodes', '3', '--workers', '1', '--submit'];
    const { status, stdout, stderr } = await sandbox.start(words, slurm.environment).outcome;
    expect(stderr).toBe('');
    expect(status).toBe(0);
    expect(stdout).toMatch(/^array \d+\nmerge \d+\n$/);

    const started = (shard: number) =>
      readdirSync(join(sandbox.folder, 'cluster', 'shards')).some((name) => name.startsWith(`${shard}-of-3`));
    await until(() => started(0) && started(1) && sandbox.trialsOnDisk('cluster') > 10, 250);
    const before = sandbox.trialsOnDisk('cluster');
    expect(before).toBeLessThan(4 * SWEEP.trials);
    slurm.killNode('n2');

    await until(() => slurm.query('squeue', '--noheader').trim() === '', 250);
    const log = readFileSync(join(sandbox.folder, 'cluster', 'slurm-merge.log'), 'utf8');
    expect(log).toContain(`${4 * SWEEP.trials} trials`);

    expect((await sandbox.run('run', 'sweep.json', '--out', 'here')).status).toBe(0);
    expect(sandbox.merged('cluster')).toEqual(sandbox.merged('here'));
  });
});
