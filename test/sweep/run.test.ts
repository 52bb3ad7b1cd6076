import { readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defineModel, simulate } from '../../src/index';
import { decodeFloats } from '../../src/sweep/shard-file';
import { parseSweepFile } from '../../src/sweep/sweep-file';
import { childrenOf, until } from '../processes';
import { Sandbox } from './command';

const SWEEP = {
  model: { samples: 90, features: [20, 30], response: 'logistic', loss: 'logistic', w: [0.5, { list: [0, 1] }] },
  trials: 25,
  seed: 3,
  keep: { eigenvalues: true, extremes: 1, distances: true, histogram: { from: 0, to: 1, bins: 10 } },
};

let sandbox: Sandbox;
let reference: Record<string, string>;

beforeAll(async () => {
  sandbox = new Sandbox();
  sandbox.write('sweep.json', SWEEP);
  expect((await sandbox.run('run', 'sweep.json', '--out', 'one', '--workers', '1')).status).toBe(0);
  reference = sandbox.merged('one');
});
afterAll(() => sandbox.remove());

const shard = (out: string, name: string) => join(sandbox.folder, out, 'shards', name);

describe('sweep run', () => {
  it('merges into tables and arrays', () => {
    expect(Object.keys(reference)).toEqual([
      'eigenvalues.npz',
      'histograms.npz',
      'statistics.csv',
      'trials.csv',
      'trials.parquet',
    ]);
    const rows = sandbox.read('one', 'trials.csv').trim().split('\n');
    expect(rows[0]).toBe('cell,trial,seed,features,w[1],smallest,largest,kolmogorovSmirnov,wasserstein1');
    expect(rows).toHaveLength(1 + 4 * 25);
  });

  it("keeps simulate()'s eigenvalues of the cell's seed, to the bit", async () => {
    const sweep = parseSweepFile(JSON.stringify(SWEEP));
    const { model, seed } = sweep.cells[2];
    const { eigenvalues } = await simulate(defineModel(model as Parameters<typeof defineModel>[0]), { seed, trial: 4 });
    const line = readFileSync(shard('one', '0-of-1.0001.ndjson'), 'utf8')
      .split('\n')
      .find((text) => text.startsWith('{"cell":2,"trial":4,'));
    const record = JSON.parse(line as string);
    expect(decodeFloats(record.eigenvalues)).toEqual(eigenvalues);
    expect([record.smallest, record.largest]).toEqual([[eigenvalues[0]], [eigenvalues[29]]]);
    const counted = eigenvalues.filter((value) => value >= 0 && value <= 1).length;
    expect(record.histogram.reduce((sum: number, count: number) => sum + count, 0)).toBe(counted);
  });

  it.each([2, 3])('gives the same bytes with %i workers', async (workers) => {
    const out = `workers-${workers}`;
    expect((await sandbox.run('run', 'sweep.json', '--out', out, '--workers', `${workers}`)).status).toBe(0);
    expect(sandbox.merged(out)).toEqual(reference);
  });

  it('gives the same bytes in shards, split anew in between', async () => {
    const part = (text: string) =>
      sandbox.run('run', 'sweep.json', '--out', 'shards', '--workers', '1', '--shard', text);
    expect((await part('1/3')).status).toBe(0);
    expect(await sandbox.run('merge', 'shards')).toMatchObject({ status: 2, stdout: '' });
    const [first, second] = await Promise.all([part('0/2'), part('1/2')]);
    expect([first.status, second.status]).toEqual([0, 0]);
    expect((await sandbox.run('merge', 'shards')).status).toBe(0);
    expect(sandbox.merged('shards')).toEqual(reference);
  });

  it('does again what a torn or damaged line held', async () => {
    expect((await sandbox.run('run', 'sweep.json', '--out', 'torn')).status).toBe(0);
    const path = shard('torn', '0-of-1.0001.ndjson');
    const text = readFileSync(path, 'utf8');
    truncateSync(path, text.length - 40);
    const lines = readFileSync(path, 'utf8').split('\n');
    lines[5] = `${lines[5].slice(0, 30)}\0\0\0`;
    writeFileSync(path, lines.join('\n'));
    const again = await sandbox.run('run', 'sweep.json', '--out', 'torn');
    expect(again.stdout).toContain('2 trials in');
    expect(sandbox.merged('torn')).toEqual(reference);
  });

  it('goes on from any byte at which a shard ends', async () => {
    const whole = readFileSync(shard('one', '0-of-1.0001.ndjson'));
    const sweep = parseSweepFile(JSON.stringify(SWEEP));
    const { ShardIndex } = await import('../../src/sweep/shard-index');
    sandbox.write('sweep.json', SWEEP);
    await sandbox.run('run', 'sweep.json', '--out', 'cut', '--shard', '0/1000');
    const folder = join(sandbox.folder, 'cut', 'shards');
    const lineEnds = [...whole.keys()].filter((k) => whole[k] === 10);
    // Every byte of the header's end and the first records, and one in 97 of the rest.
    for (let size = lineEnds[0] - 3; size <= whole.length; size += size < lineEnds[2] ? 1 : 97) {
      writeFileSync(join(folder, readdirSync(folder)[0]), whole.subarray(0, size));
      const index = ShardIndex.read(folder, sweep);
      expect(index.done).toBe(Math.max(0, lineEnds.filter((end) => end < size).length - 1));
      expect(index.damaged).toBe(0);
    }
  });

  it('refuses a folder of another sweep, and leaves it as it was', async () => {
    sandbox.write('other.json', { ...SWEEP, trials: 26 });
    const refused = await sandbox.run('run', 'other.json', '--out', 'one');
    expect(refused).toMatchObject({ status: 2, stdout: '' });
    expect(refused.stderr).toContain('results of a different sweep');
    expect(sandbox.merged('one')).toEqual(reference);
    // Its layout does not matter.
    writeFileSync(join(sandbox.folder, 'same.json'), JSON.stringify(SWEEP, null, 4));
    expect((await sandbox.run('run', 'same.json', '--out', 'one')).status).toBe(0);
  });

  it('refuses shards of another version', async () => {
    await sandbox.run('run', 'sweep.json', '--out', 'version', '--shard', '0/50');
    const path = shard('version', '0-of-50.0001.ndjson');
    writeFileSync(path, readFileSync(path, 'utf8').replace(/"version":"[^"]+"/, '"version":"9.9.9"'));
    expect((await sandbox.run('run', 'sweep.json', '--out', 'version')).stderr).toContain('one of version 9.9.9');
  });

  it('lets one process at a time compute a shard', async () => {
    sandbox.write('long.json', {
      model: { samples: 900, features: 300, response: 'logistic', loss: 'logistic' },
      trials: 5000,
    });
    const { child, outcome } = sandbox.start(['run', 'long.json', '--out', 'locked', '--workers', '1']);
    await until(() => sandbox.trialsOnDisk('locked') > 0);
    for (const words of [[], ['--shard', '0/2']]) {
      const second = await sandbox.run('run', 'long.json', '--out', 'locked', ...words);
      expect(second.status).toBe(1);
      expect(second.stderr).toContain(`being computed by process ${child.pid}`);
    }
    child.kill('SIGKILL');
    await outcome;
    // The lock of a process that is gone is in nobody's way.
    const third = sandbox.start(['run', 'long.json', '--out', 'locked', '--shard', '0/5000']);
    expect((await third.outcome).status).toBe(0);
  });

  it('records what fails three times, does the rest, and says so', async () => {
    const model = { samples: 90, features: [20, 60_000], response: 'logistic', loss: 'logistic' };
    sandbox.write('failing.json', { model, trials: 3 });
    const result = await sandbox.run('run', 'failing.json', '--out', 'failing');
    expect(result.status).toBe(1);
    expect(result.stderr.match(/^failed: cell 1, trial \d: MemoryError: needs/gm)).toHaveLength(3);
    const rows = sandbox.read('failing', 'trials.csv').trim().split('\n');
    expect(rows.slice(1).map((row) => row.split(',')[0])).toEqual(['0', '0', '0']);
    expect(sandbox.read('failing', 'failures.csv')).toContain('1,2,MemoryError,');
    expect((await sandbox.run('merge', 'failing')).status).toBe(1);
  });

  it('records a trial whose worker dies three times', async () => {
    const model = { samples: 3000, features: 1500, response: 'logistic', loss: 'logistic' };
    sandbox.write('deadly.json', { model, trials: 1 });
    const { child, outcome } = sandbox.start(['run', 'deadly.json', '--out', 'deadly', '--workers', '1']);
    const killed = new Set<number>();
    for (let kill = 0; kill < 3; kill++) {
      let worker = 0;
      await until(() => {
        worker = childrenOf(child.pid as number).find((pid) => !killed.has(pid)) ?? 0;
        return worker > 0;
      });
      killed.add(worker);
      process.kill(worker, 'SIGKILL');
    }
    const { status, stderr } = await outcome;
    expect(status).toBe(1);
    expect(stderr).toContain('failed: cell 0, trial 0: WorkerError: its worker died (SIGKILL)');
  });

  it('finds its shard in the variables of a scheduler', async () => {
    const environment = { JOB_COMPLETION_INDEX: '3' };
    const words = ['run', 'sweep.json', '--out', 'indexed', '--workers', '1'];
    expect(await sandbox.start(words, environment).outcome).toMatchObject({ status: 2 });
    const { status, stderr } = await sandbox.start([...words, '--shards', '8'], environment).outcome;
    expect(status).toBe(0);
    expect(stderr).toContain("shard 3/8, by the scheduler's variables\n");
    expect(readdirSync(join(sandbox.folder, 'indexed', 'shards'))).toEqual(['3-of-8.0001.ndjson']);
  });
});
