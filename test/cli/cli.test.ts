import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import npyjs from 'npyjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SAYS_LISTENING, untilListening } from '../processes';
import theory from '../reference/theory.json';

const CLI = new URL('../../dist/cli.js', import.meta.url).pathname;
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hessian-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...args], { cwd: folder, encoding: 'utf8' });
  return { status, stdout, stderr };
}

function file(name: string, content: unknown): string {
  writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
  return name;
}

const model = {
  samples: 90,
  features: 30,
  response: 'logistic',
  loss: 'logistic',
  mean: [2, 0],
  w: [0, 1],
  wStar: [0, 1],
};

describe('the command line', () => {
  it('knows its version and help', () => {
    expect(run('--version').stdout).toMatch(/^hessian-eigenspectra\/\d+\.\d+\.\d+/);
    expect(run('--help')).toMatchObject({ status: 0, stderr: '' });
    expect(run('law', '--help').stdout).toContain('--at');
  });

  it.each(theory.cases.map((entry) => [entry.name, entry] as const))(
    'law --json meets the reference: %s',
    (_, entry) => {
      const { stieltjes } = entry.expected;
      const z = stieltjes.map(({ z: [re, im] }) => `${re}${im < 0 ? '' : '+'}${im}i`).join(',');
      const at = entry.expected.density.map(({ x }) => x).join(',');
      const { status, stdout } = run('law', file('case.json', entry.model), `--at=${at}`, `--z=${z}`, '--json');
      expect(status).toBe(0);
      const report = JSON.parse(stdout);
      const tolerance = entry.name === 'phase-retrieval-square' ? 1e-7 : 1e-8;
      for (const [k, { m, delta }] of stieltjes.entries()) {
        const off = (a: number[], b: number[]) => Math.hypot(a[0] - b[0], a[1] - b[1]) / Math.hypot(b[0], b[1]);
        expect(off(report.stieltjes[k].m, m)).toBeLessThan(tolerance);
        expect(off(report.stieltjes[k].delta, delta)).toBeLessThan(tolerance);
      }
      for (const [k, { density }] of entry.expected.density.entries()) {
        const allowed = density < 1e-3 ? 1e-6 : tolerance;
        expect(Math.abs(report.density[k].density - density)).toBeLessThanOrEqual(allowed * density);
      }
      for (const [k, { lambda }] of ('outliers' in entry.expected ? (entry.expected.outliers ?? []) : []).entries()) {
        expect(Math.abs(report.outliers[k].location / lambda - 1)).toBeLessThan(tolerance);
      }
    },
  );

  it('compares: a table on stdout, the figure in a file', () => {
    const result = run('compare', file('model.json', model), '--trials', '2', '--out', 'figure.svg');
    expect(result).toMatchObject({ status: 0, stderr: 'Figure written to figure.svg\n' });
    expect(result.stdout).toContain('outlier, right');
    expect(readFileSync(join(folder, 'figure.svg'), 'utf8')).toContain('<svg');
    const json = JSON.parse(run('compare', 'model.json', '--json').stdout);
    expect(json.outliers[0].side).toBe('right');
  });

  it('tells the law as a distribution, and what to expect at its size', () => {
    const report = JSON.parse(run('law', file('model.json', model), '--json').stdout);
    expect(report.moments.map(({ order }: { order: number }) => order)).toEqual([1, 2, 3, 4]);
    expect(report.statistics.logDeterminant).toMatchObject({ reason: null });
    expect(report.statistics.negativeFraction.value).toBe(0);
    expect(report.finiteSize.edges.map(({ side }: { side: string }) => side)).toEqual(['left', 'right']);
    expect(report.finiteSize.edges[1].expected).toBeLessThan(report.support[0][1]);
    expect(report.finiteSize.outliers[0]).toMatchObject({ source: 'theory' });
    expect(report.marchenkoPastur).toMatchObject({ verdict: 'similar' });
    const table = run('law', 'model.json').stdout;
    for (const words of ['moment 2', 'condition number', 'bulk 1, right end', 'only looks Marchenko-Pastur']) {
      expect(table).toContain(words);
    }
    // Without a size there is nothing to expect, and infinity is no JSON.
    const limit = { aspectRatio: 1.5, response: 'linear', loss: 'square' };
    const withAtom = JSON.parse(run('law', file('limit.json', limit), '--json').stdout);
    expect(withAtom.finiteSize).toBeNull();
    expect(withAtom.statistics.logDeterminant).toEqual({ value: null, error: null, reason: 'minus infinity' });
    expect(withAtom.marchenkoPastur).toMatchObject({ verdict: 'exact', noise: null });
  });

  it.each([
    ['gaussian', 0],
    ['rademacher', 1],
    [{ kind: 'student-t', degrees: 5 }, 1],
    [{ kind: 'student-t', degrees: 4 }, 2],
  ])('notes beside the law what %j entries leave open', (entries, notes) => {
    const { stderr } = run('law', file('entries.json', { ...model, entries }), '--json');
    expect(stderr.match(/Note: /g) ?? []).toHaveLength(notes);
    expect(stderr.includes('fourth moment')).toBe(notes === 2);
  });

  it('compares with spreads and p-values', () => {
    const comparison = JSON.parse(run('compare', file('model.json', model), '--json').stdout);
    expect(comparison.edges[1].fluctuation).toMatchObject({ source: 'theory', reason: null });
    expect(comparison.outliers[0].simulated.fluctuation.standardDeviation).toBeGreaterThan(0);
    expect(comparison.outliers[0].simulated.outside.pValue).toBeLessThan(0.01);
    expect(comparison.marchenkoPastur.nearest).toMatchObject({ verdict: 'similar' });
  });

  it('estimates: extremes as simulated, with residuals, and a table beside the law', () => {
    const { eigenvalues } = JSON.parse(run('simulate', file('model.json', model), '--seed', '4', '--json').stdout)
      .trials[0];
    const flags = ['--seed', '4', '--steps', '10', '--extremes', '2', '--at', '0.1,0.2'];
    const json = JSON.parse(run('estimate', 'model.json', ...flags, '--json').stdout);
    expect(json.extremes.map((pair: { index: number }) => pair.index)).toEqual([0, 1, 28, 29]);
    for (const { index, eigenvalue, residual } of json.extremes) {
      expect(Math.abs(eigenvalue - eigenvalues[index])).toBeLessThanOrEqual(1e-8 * eigenvalues[29]);
      expect(residual).toBeLessThanOrEqual(1e-9);
    }
    expect(json.density.map(({ x }: { x: number }) => x)).toEqual([0.1, 0.2]);
    expect(json.probes.length).toBe(8);
    const table = run('estimate', 'model.json', ...flags);
    expect(table).toMatchObject({ status: 0, stderr: '' });
    expect(table.stdout).toContain('share up to x');
    expect(run('estimate', 'model.json', '--probes', '0').status).toBe(2);
  });

  it('simulates on several threads, and ends', () => {
    const words = ['simulate', file('model.json', model), '--seed', '4', '--json'];
    const [alone, together] = [words, [...words, '--threads', '3']].map((all) => run(...all));
    expect(together.status).toBe(0);
    // Of this size there is nothing to share in the reduction: the bits are those of one thread.
    const eigenvalues = ({ stdout }: { stdout: string }) => JSON.parse(stdout).trials[0].eigenvalues;
    expect(eigenvalues(together)).toEqual(eigenvalues(alone));
  });

  it('simulates into NPY and CSV, the same numbers as in JSON', async () => {
    const json = JSON.parse(run('simulate', file('model.json', model), '--seed', '4', '--json').stdout);
    expect(run('simulate', 'model.json', '--seed', '4', '--eigenvalues', 'e.npy').status).toBe(0);
    expect(run('simulate', 'model.json', '--seed', '4', '--eigenvalues', 'e.csv').status).toBe(0);
    const bytes = readFileSync(join(folder, 'e.npy'));
    const npy = await new npyjs().load(
      bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer,
    );
    expect(npy.shape).toEqual([1, 30]);
    expect(Array.from(npy.data as Float64Array)).toEqual(json.trials[0].eigenvalues);
    const rows = readFileSync(join(folder, 'e.csv'), 'utf8').trim().split('\n').slice(1);
    expect(rows.map((row) => Number(row.split(',')[2]))).toEqual(json.trials[0].eigenvalues);
  });

  it.each([
    ['unknown command', ['predict'], /unknown command predict/],
    ['no model', ['law'], /missing required args/],
    ['unknown flag', ['law', 'first-example', '--foo'], /Unknown option/],
    ['no such file', ['law', 'nowhere.json'], /cannot read the model file nowhere\.json.*presets:/],
    ['a folder as model', ['law', '.'], /cannot read the model file/],
    ['bad seed', ['simulate', 'first-example', '--seed=-1'], /--seed: expected a whole number/],
    ['bad threads', ['simulate', 'first-example', '--threads', '0'], /--threads: expected/],
    [
      'too many threads',
      ['simulate', 'first-example', '--threads', '65'],
      /threads: expected an integer >= 1 and <= 64/,
    ],
    ['bad trials', ['simulate', 'first-example', '--trials', '0'], /--trials: expected/],
    ['bad number', ['law', 'first-example', '--at', '0.1,x'], /--at: expected numbers.*"x"/],
    ['bad complex', ['law', 'first-example', '--z', '1+j'], /--z: expected complex numbers/],
    ['bad ending', ['compare', 'first-example', '--out', 'figure.gif'], /ends in \.svg or \.png/],
    ['no such folder', ['compare', 'first-example', '--out', 'no/such/figure.svg'], /there is no folder no\/such/],
    ['unwritable path', ['compare', 'first-example', '--out', '/proc/figure.svg'], /cannot write \/proc\/figure\.svg/],
  ])('refuses %s with exit code 2 and one line', (_, args, message) => {
    const { status, stdout, stderr } = run(...args);
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(message);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  it('refuses truncated JSON and a wrong model with exit code 2', () => {
    expect(run('law', file('broken.json', '{"samples": 10,'))).toMatchObject({ status: 2, stdout: '' });
    expect(run('law', file('wrong.json', { ...model, loss: 'hinge' })).stderr).toMatch(/loss: expected one of/);
  });

  it('says how much memory a model needs that is too large', () => {
    const { status, stderr } = run('simulate', file('huge.json', { ...model, features: 100_000 }));
    expect(status).toBe(2);
    expect(stderr).toMatch(/needs 37\.\d+ GiB/);
  });

  it('stops on Ctrl-C with exit code 130 and leaves no file', async () => {
    const words = ['compare', 'first-example', '--trials', '500', '--out', 'never.svg'];
    const child = spawn(process.execPath, ['--import', SAYS_LISTENING, CLI, ...words], { cwd: folder });
    const closed = once(child, 'close');
    // From here on it is at its 500 trials.
    await untilListening(child);
    child.kill('SIGINT');
    expect(await closed).toEqual([130, null]);
    expect(readdirSync(folder).filter((name) => name.includes('never'))).toEqual([]);
  });
});
