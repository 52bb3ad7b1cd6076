import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';

const CLI = new URL('../../dist/cli.js', import.meta.url).pathname;

let folder: string;
let file: string;
const MODEL = {
  aspectRatio: 0.5,
  response: 'phase-retrieval',
  preprocessing: { kind: 'clip', bound: 3 },
  wStar: [1],
};
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hessian-'));
  file = join(folder, 'model.json');
  writeFileSync(file, JSON.stringify(MODEL));
});
afterAll(() => rmSync(folder, { recursive: true }));
const run = (...args: string[]) =>
  spawnSync(process.execPath, [CLI, 'initialize', ...args], { encoding: 'utf8', cwd: folder });

it('initialize --optimal --json meets the reference, and finds nothing beyond the threshold', () => {
  const { status, stdout } = run(file, '--optimal', '--at', '0.5,1.9,2.2', '--json');
  expect(status).toBe(0);
  const { weakRecoveryThreshold, rows } = JSON.parse(stdout);
  expect(weakRecoveryThreshold).toBeCloseTo(2, 10);
  expect(Math.abs(rows[0].alignment - 0.485824)).toBeLessThan(1e-6);
  expect(Math.abs(rows[0].outlier - 0.604776)).toBeLessThan(1e-6);
  expect(Math.abs(rows[1].alignment - 0.010638)).toBeLessThan(1e-6);
  expect(rows[2].outlier).toBeNull();
});

it('initialize --preprocess --simulate: thresholds, standard errors, and a figure with its numbers', () => {
  const words = ['clip:3', 'designed:1', 'regularized', 'optimal'];
  const args = ['--preprocess', words.join(','), '--at', '0.2,1.5', '--features', '60', '--trials', '4', '--seed', '2'];
  const { status, stdout, stderr } = run(file, ...args, '--simulate', '--json', '--out', 'figure.svg');
  expect({ status, stderr }).toEqual({ status: 0, stderr: 'Figure written to figure.svg\n' });
  const { thresholds, rows } = JSON.parse(stdout);
  expect(Object.keys(thresholds)).toEqual(words);
  expect(thresholds.optimal).toBeCloseTo(2, 10);
  expect(thresholds['clip:3']).toBeLessThan(thresholds['designed:1']);
  expect(rows.map(({ preprocessing }: { preprocessing: string }) => preprocessing)).toEqual([...words, ...words]);
  for (const { aspectRatio, alignment, simulated } of rows) {
    expect(simulated).toMatchObject({ features: 60, trials: 4, samples: Math.round(60 / aspectRatio) });
    // Far from the threshold a sample is near the limit; p = 60 allows no more.
    if (aspectRatio < 0.3) expect(Math.abs(simulated.alignment.mean - alignment)).toBeLessThan(0.15);
    expect(simulated.alignment.standardError).toBeGreaterThan(0);
  }
  const svg = readFileSync(join(folder, 'figure.svg'), 'utf8');
  for (const word of words) expect(svg).toContain(`>${word}<`);
  const again = run(file, ...args, '--simulate', '--json', '--out', 'again.svg');
  expect(again.stdout).toBe(stdout);
  expect(readFileSync(join(folder, 'again.svg'), 'utf8')).toBe(svg);
});

it.each([
  [['--optimal', '--compare'], /give one of --optimal, --preprocess and --compare/],
  [['--preprocess', 'clip:0'], /--preprocess: expected some of .* got clip:0/],
  [['--preprocess', 'cube'], /--preprocess: expected some of .* got cube/],
  [['--preprocess', 'identity,identity'], /identity is there twice/],
  [['--at=-1'], /--at: expected numbers above 0/],
  [['--out', 'figure.pdf'], /--out: expected a file name that ends in .svg or .png/],
])('initialize model %j: code 2 and one line', (flags, message) => {
  const { status, stderr } = run(file, ...flags);
  expect(stderr).toMatch(message);
  expect({ status, lines: stderr.trim().split('\n').length }).toEqual({ status: 2, lines: 1 });
});
