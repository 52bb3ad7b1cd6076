/**
 * Sweeps that are killed, stopped and starved. `SWEEP_KILLS=20 npx vitest run test/sweep/crash.test.ts` kills twenty times
 * over one sweep.
 */

import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { childrenOf, until } from '../processes';
import { FastRandom } from '../reference/fast-random';
import { Sandbox } from './command';

const KILLS = Number(process.env.SWEEP_KILLS ?? 3);
const TRIALS = 40 * KILLS;

const SWEEP = {
  model: {
    samples: { of: 'features', times: 3 },
    features: [60, 200],
    response: 'logistic',
    loss: 'logistic',
    w: [{ from: 0, to: 1, steps: 3 }],
  },
  trials: TRIALS,
  seed: 5,
  keep: { eigenvalues: true, extremes: 2, alignments: true },
};
const ALL = 6 * TRIALS;

let sandbox: Sandbox;
let reference: Record<string, string>;

beforeAll(async () => {
  sandbox = new Sandbox();
  sandbox.write('sweep.json', SWEEP);
  expect(await sandbox.run('run', 'sweep.json', '--out', 'reference')).toMatchObject({ status: 0 });
  reference = sandbox.merged('reference');
});
afterAll(() => sandbox.remove());

describe('a sweep that is stopped', () => {
  it(`gives the same bytes after ${KILLS} kills at random moments`, async () => {
    const random = new FastRandom(KILLS);
    for (let kill = 0; kill < KILLS; kill++) {
      const before = sandbox.trialsOnDisk('killed');
      const { child, outcome } = sandbox.start(['run', 'sweep.json', '--out', 'killed', '--workers', '2']);
      // The moment: after a random number of further trials, and then somewhere within the next few.
      const further = Math.floor((random.uniform() * 0.8 * ALL) / KILLS);
      await until(() => sandbox.trialsOnDisk('killed') >= before + further || child.exitCode !== null);
      await sleep(20 * random.uniform());
      child.kill('SIGKILL');
      expect((await outcome).signal).toBe('SIGKILL');
    }
    expect(sandbox.trialsOnDisk('killed')).toBeLessThan(ALL);
    expect((await sandbox.run('run', 'sweep.json', '--out', 'killed')).status).toBe(0);
    expect(sandbox.merged('killed')).toEqual(reference);
    // Nothing was done twice but what was on its way when it was killed.
    expect(sandbox.trialsOnDisk('killed')).toBe(ALL);
  });

  it('by Ctrl-C ends with 130, leaves no worker and no lock, and goes on', async () => {
    const { child, outcome } = sandbox.start(['run', 'sweep.json', '--out', 'stopped', '--workers', '2']);
    await until(() => sandbox.trialsOnDisk('stopped') > 5);
    const workers = childrenOf(child.pid as number);
    expect(workers.length).toBeGreaterThan(0);
    child.kill('SIGINT');
    const { status, stderr } = await outcome;
    expect(status).toBe(130);
    expect(stderr).toMatch(/interrupted\n$/);
    for (const worker of workers) expect(() => process.kill(worker, 0)).toThrow('ESRCH');
    const again = await sandbox.run('run', 'sweep.json', '--out', 'stopped');
    expect(again).toMatchObject({ status: 0 });
    expect(again.stdout).toMatch(/\(\d+ done before\)/);
    expect(sandbox.merged('stopped')).toEqual(reference);
  });
});

describe('a worker that is killed', () => {
  it('is replaced, and its trials are done again', async () => {
    const { child, outcome } = sandbox.start(['run', 'sweep.json', '--out', 'worker', '--workers', '2']);
    for (let kill = 1; kill <= 3; kill++) {
      await until(() => sandbox.trialsOnDisk('worker') > 20 * kill && childrenOf(child.pid as number).length > 0);
      process.kill(childrenOf(child.pid as number)[0], 'SIGKILL');
    }
    expect(await outcome).toMatchObject({ status: 0 });
    expect(sandbox.merged('worker')).toEqual(reference);
  });
});

describe('a full disk', () => {
  const mounted: string[] = [];
  afterEach(() => {
    for (const path of mounted.splice(0)) execFileSync('umount', [path]);
  });

  function mount(path: string, size: string): boolean {
    mkdirSync(path);
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', path], { stdio: 'pipe' });
    } catch {
      return false;
    }
    mounted.push(path);
    return true;
  }

  it('stops the sweep clearly; with room it goes on', async (context) => {
    const disk = join(sandbox.folder, 'disk');
    if (!mount(disk, '100k')) return context.skip('mounting a small tmpfs needs root');
    const full = await sandbox.run('run', 'sweep.json', '--out', 'disk/out');
    expect(full.status).toBe(1);
    expect(full.stderr).toMatch(/cannot write .*0-of-1\.0001\.ndjson: no space left on device/);
    const kept = sandbox.trialsOnDisk('disk/out');
    expect(kept).toBeGreaterThan(10);
    // As full as before: it fails again, and harms nothing.
    expect((await sandbox.run('run', 'sweep.json', '--out', 'disk/out')).status).toBe(1);
    expect(sandbox.trialsOnDisk('disk/out')).toBe(kept);
    execFileSync('mount', ['-o', 'remount,size=64m', disk]);
    const freed = await sandbox.run('run', 'sweep.json', '--out', 'disk/out');
    expect(freed).toMatchObject({ status: 0 });
    expect(freed.stdout).toContain(`(${kept} done before)`);
    expect(sandbox.merged('disk/out')).toEqual(reference);
  });
});
