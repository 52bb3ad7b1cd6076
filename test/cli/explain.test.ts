import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { figureModelOf } from '../../src/plot/metadata';

const CLI = new URL('../../dist/cli.js', import.meta.url).pathname;
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hessian-'));
  const model = { aspectRatio: 0.1, response: 'logistic', loss: 'logistic', w: [1] };
  writeFileSync(join(folder, 'model.json'), JSON.stringify(model));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...args], { cwd: folder, encoding: 'utf8' });
  return { status, stdout, stderr };
}

describe('transition', () => {
  it('--json: the critical value and the curve', () => {
    const { status, stdout, stderr } = run('transition', 'model.json', '--vary', 'w', '--json');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const report = JSON.parse(stdout);
    expect(Object.keys(report)).toEqual(['parameter', 'critical', 'curve']);
    expect(report.parameter).toBe('w');
    for (const point of report.curve) expect(Object.keys(point)).toEqual(['value', 'edge', 'location', 'alignment']);
    const details = JSON.parse(run('transition', 'model.json', '--vary', 'w', '--json', '--details').stdout);
    expect(details).toMatchObject({ critical: report.critical, reason: null, side: 'left', value: 1 });
    expect(Math.abs(report.critical - 1.25794)).toBeLessThan(0.5001e-5);
    for (const { value, edge, location, alignment } of report.curve) {
      if (value <= report.critical) expect({ location, alignment }).toEqual({ location: null, alignment: 0 });
      else if (value > report.critical * (1 + 1e-9)) {
        expect(location).toBeLessThan(edge);
        expect(alignment).toBeGreaterThan(0);
      }
    }
    expect(report.curve.some(({ value }: { value: number }) => value === report.critical)).toBe(true);
  });

  it('draws the curves, the same each time, with the model inside', () => {
    const draw = (name: string) => run('transition', 'model.json', '--vary', 'w', '--from', '0.5', '--out', name);
    const first = draw('a.svg');
    expect(first).toMatchObject({ status: 0, stderr: 'Figure written to a.svg\n' });
    expect(first.stdout).toMatch(/critical \|w\|\s.*\n\s*1\.25793758/);
    draw('b.svg');
    const svg = readFileSync(join(folder, 'a.svg'), 'utf8');
    expect(svg).toBe(readFileSync(join(folder, 'b.svg'), 'utf8'));
    expect(figureModelOf(svg).model?.w).toEqual([1]);
    expect(svg).toContain('threshold 1.25794');
  });

  it('null, with the reason, where there is none', () => {
    const { status, stdout } = run('transition', 'model.json', '--vary', 'mean', '--json', '--details');
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ critical: null, curve: [], reason: expect.stringContaining('zero') });
  });

  it.each([
    [
      'nothing to vary',
      ['transition', 'model.json'],
      /--vary: expected one of mean, w, wStar, aspectRatio, got nothing/,
    ],
    ['another parameter', ['transition', 'model.json', '--vary', 'loss'], /--vary: expected one of .*got loss/],
    ['a bad bound', ['transition', 'model.json', '--vary', 'w', '--from', '0'], /--from: expected a positive number/],
    ['an empty range', ['transition', 'model.json', '--vary', 'w', '--from', '2', '--to', '1'], /to: expected more/],
    ['a bad ending', ['transition', 'model.json', '--vary', 'w', '--out', 'a.gif'], /ends in \.svg or \.png/],
    ['no such file', ['explain', 'nowhere.json'], /cannot read the model file/],
  ])('refuses %s with exit code 2 and one line', (_, args, message) => {
    const { status, stdout, stderr } = run(...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });
});

describe('explain', () => {
  it('in words and as JSON, the same', () => {
    const words = run('explain', 'figure-5');
    expect(words).toMatchObject({ status: 0, stderr: '' });
    expect(words.stdout).toContain('Its cause is w.');
    const report = JSON.parse(run('explain', 'figure-5', '--json').stdout);
    expect(`${report.words.join('\n\n')}\n`).toBe(words.stdout);
    expect(report.outliers[0]).toMatchObject({ side: 'left', cause: ['w'], influence: { w: { without: null } } });
    expect(report.silent).toEqual([]);
  });
});
