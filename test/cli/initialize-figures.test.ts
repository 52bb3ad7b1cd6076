import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { optimalAlignment } from '../../src/initialization/optimal-preprocessing';
import { defineModel } from '../../src/model/define-model';
import { PRESETS } from '../../src/model/presets';

const CLI = new URL('../../dist/cli.js', import.meta.url).pathname;
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hessian-'));
});
afterAll(() => rmSync(folder, { recursive: true }));
const run = (...args: string[]) =>
  spawnSync(process.execPath, [CLI, 'initialize', ...args], { encoding: 'utf8', cwd: folder });

describe('initialize --design', () => {
  it('T keeps to its range, and the ranges end at what no bound allows', () => {
    const flags = ['spectral-initialization', '--design', '--at', '0.4', '--range=-3,2', '--json', '--out', 'T.svg'];
    const { status, stdout } = run(...flags);
    expect(status).toBe(0);
    const { values, ranges, unbounded, alignment } = JSON.parse(stdout);
    for (const { T } of values) expect(Math.abs(T + 0.5)).toBeLessThanOrEqual(2.5);
    expect(values[0].T).toBe(-3);
    const model = defineModel({ ...PRESETS['spectral-initialization'], samples: 2000 });
    expect(unbounded.alignment).toBeCloseTo(optimalAlignment(model), 12);
    const alignments = ranges.map((range: { alignment: number }) => range.alignment);
    expect(alignments).toEqual([...alignments].sort((a, b) => a - b));
    expect(unbounded.alignment - alignments.at(-1)).toBeLessThan(1e-4);
    expect(alignment).toBeGreaterThan(alignments[2]);
    expect(readFileSync(join(folder, 'T.svg'), 'utf8')).toMatch(/^<svg/);
  });
  it.each([['--range=1,2'], ['--range=-1,0'], ['--range=-1']])('refuses %s', (range) => {
    const { status, stderr } = run('spectral-initialization', '--design', range);
    expect({ status, refused: /--range: expected least,largest/.test(stderr) }).toEqual({ status: 2, refused: true });
  });
});

describe('initialize --study', () => {
  it('is refused with a model', () => {
    const { status, stderr } = run('first-example', '--study');
    expect(stderr).toMatch(/takes no model/);
    expect(status).toBe(2);
  });
});
