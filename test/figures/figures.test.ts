/** The `figures` command: its files, its numbers against closed forms, and verdicts that can fail. */

import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { FIGURES } from '../../src/figures/catalogue';
import { checkOf, verdictOf } from '../../src/figures/checks';
import { figuresPage } from '../../src/figures/page';

const CLI = new URL('../../dist/cli.js', import.meta.url).pathname;
const PUBLISHED = new URL('../../docs/figures/', import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), 'hessian-figures-'));
afterAll(() => rmSync(folder, { recursive: true }));

const run = (...words: string[]) => spawnSync(process.execPath, [CLI, 'figures', ...words], { encoding: 'utf8' });
const read = (path: string) => JSON.parse(readFileSync(path, 'utf8'));

describe('figures', () => {
  it('writes a picture, the numbers behind it and a page, and prints verdicts', () => {
    const { status, stdout } = run('--quick', '--only', '2a,5,universality', '--out', folder);
    expect(stdout.split('\n').map((line) => line.split(':')[0])).toEqual(['2a', '5', 'universality', '']);
    expect(status).toBe(0);
    expect(readdirSync(folder).sort()).toEqual([
      'README.md',
      'figure-2a.json',
      'figure-2a.svg',
      'figure-5.json',
      'figure-5.svg',
      'figure-universality.json',
      'figure-universality.svg',
    ]);
    for (const id of ['2a', '5', 'universality']) {
      expect(readFileSync(join(folder, `figure-${id}.svg`), 'utf8')).toMatch(/^<svg .*<\/svg>\s*$/s);
      expect(readFileSync(join(folder, 'README.md'), 'utf8')).toContain(`(figure-${id}.svg)`);
    }
  });

  it('gives JSON on standard output', () => {
    const { stdout } = run('--quick', '--only', '2a', '--json', '--out', join(folder, 'json'));
    expect(JSON.parse(stdout).figures).toMatchObject([{ id: '2a', verdict: { holds: true } }]);
  });

  it.each([
    [['--only', '9z'], /--only: expected some of 1a,1b/],
    [['--out', CLI], /--out: cannot write into the folder/],
    [['--seed=-1'], /seed: expected/],
  ])('refuses %j', (words, message) => {
    const { status, stderr } = run(...words);
    expect(status).toBe(2);
    expect(stderr).toMatch(message);
  });
});

describe('a verdict', () => {
  const check = (simulated: number) => checkOf('x', { predicted: 1, simulated, tolerance: 0.1 }, 'a test');

  it('fails with one of its checks, with NaN, and without any', () => {
    expect(verdictOf([check(1.05)]).holds).toBe(true);
    expect(verdictOf([check(1.05), check(1.2)])).toMatchObject({
      holds: false,
      line: expect.stringMatching(/^DISAGREES/),
    });
    expect(verdictOf([check(Number.NaN)]).holds).toBe(false);
    expect(verdictOf([]).holds).toBe(false);
  });
});

describe('the published figures', () => {
  const ids = FIGURES.map(({ id }) => id);

  it('are all there, small, at full size, and each agrees', () => {
    for (const id of ids) {
      expect(read(join(PUBLISHED, `figure-${id}.json`))).toMatchObject({
        quick: false,
        seed: 0,
        verdict: { holds: true },
      });
      expect(existsSync(join(PUBLISHED, `figure-${id}.svg`))).toBe(true);
      expect(readFileSync(join(PUBLISHED, `figure-${id}.svg`)).length).toBeLessThan(150_000);
    }
  });

  it('have the page that their numbers give', () => {
    const figures = FIGURES.map(({ id, title }) => {
      const { verdict } = read(join(PUBLISHED, `figure-${id}.json`));
      return { id, title, picture: `figure-${id}.svg`, verdict };
    });
    expect(readFileSync(join(PUBLISHED, 'README.md'), 'utf8')).toBe(figuresPage(figures, { seed: 0, quick: false }));
  });

  it('predict what corollary 1 says of figures 4 and 1', () => {
    const checks = (id: string): { quantity: string; predicted: number }[] =>
      read(join(PUBLISHED, `figure-${id}.json`)).verdict.checks;
    const value = (id: string, quantity: string) => checks(id).find((entry) => entry.quantity === quantity)?.predicted;
    // w = 0: g = 1/4, so lambda = (m + 1) (m + c) / (4 m) and cos^2 = (m^2 - c) / (m (m + c)), m = |mean|^2 = 0.8, c = 1/4.
    const [m, c] = [0.8, 0.25];
    expect(value('4', 'outlier, right')).toBeCloseTo(((m + 1) * (m + c)) / (4 * m), 12);
    expect(value('4', 'cos² with mean')).toBeCloseTo((m ** 2 - c) / (m * (m + c)), 12);
  });
});
