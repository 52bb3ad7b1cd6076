import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { landscape } from '../../src/initialization/landscape';
import { optimalAlignment } from '../../src/initialization/optimal-preprocessing';
import { recoverPicture } from '../../src/initialization/picture-recovery';
import { defineModel } from '../../src/model/define-model';
import { PRESETS } from '../../src/model/presets';
import { Engine } from '../../src/simulation/engine';

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

describe('a picture', () => {
  it('is found to rounding where there are enough measurements, and is on the way what the law says', async () => {
    const picture = landscape(14);
    const engine = await Engine.create();
    const [few, many] = await recoverPicture(picture, { ratios: [0.4, 5], seed: 2, engine });
    engine.dispose();
    expect(few.descended.alignment).toBeLessThan(0.5);
    expect(few.predictedAlignment).toBe(0);
    expect(many.descended.error).toBeLessThan(1e-5);
    // p = 196: some 1 / sqrt(p).
    expect(Math.abs(many.spectral.alignment - many.predictedAlignment)).toBeLessThan(0.1);
    expect(many.samples).toBe(5 * 196);
  });
  it('initialize --picture draws it, the same bytes every time', () => {
    const flags = ['--picture', '--size', '10', '--ratios', '4', '--seed', '1', '--json'];
    const first = run(...flags, '--out', 'a.svg');
    expect(first.status).toBe(0);
    expect(JSON.parse(first.stdout)).toMatchObject({ pixels: 100, attempts: [{ ratio: 4, samples: 400 }] });
    expect(run(...flags, '--out', 'b.svg').stdout).toBe(first.stdout);
    const svg = readFileSync(join(folder, 'a.svg'), 'utf8');
    expect(readFileSync(join(folder, 'b.svg'), 'utf8')).toBe(svg);
    // The picture, the estimate, and what descent made of it: 100 pixels each, in runs.
    const runs = [...svg.matchAll(/M\d+ \d+h(\d+)/g)].reduce((sum, [, length]) => sum + Number(length), 0);
    expect(runs).toBe(300);
  });
  it.each([
    [['--picture', '--study'], /give one of --study and --picture/],
    [['first-example', '--picture'], /takes no model/],
    [['--picture', '--size', '2'], /--size: expected 4 to 128/],
    [['--picture', '--ratios', '0'], /--ratios: expected numbers above 0/],
  ])('initialize %j is refused', (flags, message) => {
    const { status, stderr } = run(...flags);
    expect(stderr).toMatch(message);
    expect(status).toBe(2);
  });
});
