import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { csvRow } from '../../src/data/csv';
import { encodeNpy } from '../../src/data/npy';
import { openRows } from '../../src/data/open-rows';
import { extremeVector } from '../../src/dataset/extreme-spectrum';
import {
  designedCandidate,
  fixedCandidate,
  OPTIMAL_CANDIDATE,
  withPreprocessing,
} from '../../src/initialization/candidate';
import { spectralEstimate } from '../../src/initialization/spectral-estimate';
import { defineModel, type ModelInput } from '../../src/model/define-model';
import { definePreprocessing } from '../../src/model/preprocessings';
import type { ResponseInput } from '../../src/model/responses';
import { rowsOf } from '../../src/rows/row-source';
import { type DrawnSamples, drawSamples } from '../../src/simulation/drawn-samples';
import { Engine } from '../../src/simulation/engine';
import { simulate } from '../../src/simulation/simulate';

const CLI = new URL('../../dist/cli.js', import.meta.url).pathname;
const CLIP = fixedCandidate('clip:3', definePreprocessing({ kind: 'clip', bound: 3 }));
let engine: Engine;
let folder: string;
beforeAll(async () => {
  engine = await Engine.create();
  folder = mkdtempSync(join(tmpdir(), 'hessian-'));
});
afterAll(() => {
  engine.dispose();
  rmSync(folder, { recursive: true });
});

const modelOf = (response: ResponseInput, norm: number, samples: number, features: number) =>
  defineModel({ samples, features, response, preprocessing: { kind: 'clip', bound: 3 }, wStar: [norm] } as ModelInput);
const drawn = (model: ReturnType<typeof modelOf>): Promise<DrawnSamples> =>
  engine.compute({ trial: 0, signal: undefined, onProgress: undefined }, async (kernels) =>
    drawSamples(kernels, model, { seed: 5, trial: 0 }),
  );
const dot = (a: Float64Array, b: Float64Array) => a.reduce((sum, value, k) => sum + value * b[k], 0);
const cosine = (a: Float64Array, b: Float64Array) => dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));

describe('spectralEstimate', () => {
  it('is the eigenvector of the simulation of the same samples', async () => {
    const model = modelOf('phase-retrieval', 1, 407, 61);
    const { x, y } = await drawn(model);
    const { pairs } = await simulate(model, { seed: 5, pairs: [60], engine });
    const found = await spectralEstimate(x, y, { preprocessing: CLIP, engine, tolerance: 1e-12 });
    expect(Math.abs(found.eigenvalue - pairs[0].eigenvalue)).toBeLessThan(1e-12 * pairs[0].eigenvalue * 61);
    expect(1 - Math.abs(cosine(found.estimate, pairs[0].vector))).toBeLessThan(1e-12);
    expect(found.residual).toBeLessThan(1e-12);
  });
  it('is the same, read in every pass or held', async () => {
    const { x, y } = await drawn(modelOf('phase-retrieval', 1, 300, 40));
    const { estimate, isHeld } = await spectralEstimate(x, y, { preprocessing: CLIP, engine });
    expect(isHeld).toBe(true);
    const source = rowsOf(x, 40);
    let passes = 0;
    const counted = {
      ...source,
      *chunks(rows: number) {
        passes++;
        yield* source.chunks(rows) as Iterable<Float64Array>;
      },
    };
    const job = { curvatures: y.map((label) => Math.min(label, 3)), side: 'right', tolerance: 1e-9, seed: 0 } as const;
    const read = await engine.compute({ trial: 0, signal: undefined, onProgress: undefined }, (kernels, pacer) =>
      extremeVector(kernels, pacer, { ...job, source: counted, maxMultiplications: 1000 }),
    );
    expect(passes).toBeGreaterThan(1);
    const norm = Math.hypot(...estimate);
    const sign = Math.sign(read.vector[0] * estimate[0]);
    for (let j = 0; j < 40; j++) expect(Math.abs((sign * estimate[j]) / norm - read.vector[j])).toBeLessThan(1e-15);
  });
  it.each([
    ['phase-retrieval', 1.7],
    ['amplitude', 0.6],
    ['relu', 2],
    [{ kind: 'tanh', noise: 0.1 }, 0.8],
    ['poisson', 0.7],
    [{ kind: 'phase-retrieval', noise: 0.5 }, 1],
  ] as [ResponseInput, number][])('%j with |wStar| = %d: length, sign and alignment', async (response, norm) => {
    const [samples, features] = [6000, 150];
    const { x, y, wStar } = await drawn(modelOf(response, norm, samples, features));
    const found = await spectralEstimate(x, y, { response, engine });
    // The labels' mean is known to some sd / sqrt(n).
    expect(Math.abs((found.norm as number) / norm - 1)).toBeLessThan(0.1);
    expect(Math.hypot(...found.estimate)).toBeCloseTo(found.norm as number, 10);
    const signed = cosine(found.estimate, wStar);
    if (found.hasSign) expect(signed).toBeGreaterThan(0);
    expect(Math.abs(signed ** 2 - found.predicted.alignment)).toBeLessThan(5 / Math.sqrt(features));
    expect(found.predicted.alignment).toBeGreaterThan(0.5);
    expect(Math.abs(found.meanSquare - 1)).toBeLessThan(5 * Math.sqrt(2 / (samples * features)));
  });
  it('takes T* as well, whose spectrum is far from even', async () => {
    const model = modelOf('phase-retrieval', 1, 400, 60);
    const { x, y } = await drawn(model);
    const sampled = withPreprocessing(model, OPTIMAL_CANDIDATE.preprocessing(model));
    const { pairs } = await simulate(sampled, { seed: 5, pairs: [59], engine });
    const found = await spectralEstimate(x, y, { preprocessing: OPTIMAL_CANDIDATE, norm: 1, engine, tolerance: 1e-11 });
    expect(1 - Math.abs(cosine(found.estimate, pairs[0].vector))).toBeLessThan(1e-6);
  });
  it('refuses labels that the response cannot give, rows that are missing, and what is not finite', async () => {
    const x = new Float64Array(12).fill(1);
    const estimate = (labels: number[], response: ResponseInput = 'phase-retrieval', rows = x) =>
      spectralEstimate(rows, Float64Array.from(labels), { response, engine });
    await expect(estimate([1, -1, 2])).rejects.toThrow(/labels\[1\]: expected a number >= 0/);
    await expect(estimate([1, 0, 1], 'logistic')).rejects.toThrow(/labels\[1\]: expected 1 or -1/);
    await expect(estimate([1, 0.5, 1], 'poisson')).rejects.toThrow(/labels\[1\]: expected a count/);
    await expect(estimate([1, Number.NaN, 1])).rejects.toThrow(/labels\[1\]: expected a finite number/);
    await expect(estimate([0, 0, 0])).rejects.toThrow(/labels: expected a mean above 0/);
    await expect(estimate([1, 1, 1, 1, 1])).rejects.toThrow(/rows of 2.4 numbers/);
    await expect(estimate([1, 1, -1], 'sign')).rejects.toThrow(/T that is not zero/);
    const bad = x.slice();
    bad[7] = Number.POSITIVE_INFINITY;
    await expect(estimate([1, 2, 3], 'phase-retrieval', bad)).rejects.toThrow(/features: row 1, column 3/);
    const labels = Float64Array.of(1, 2);
    await expect(spectralEstimate(rowsOf(x, 4), labels, { engine })).rejects.toThrow(
      /2 rows, one for each label, got "more"/,
    );
    const four = Float64Array.of(1, 2, 3, 4);
    await expect(spectralEstimate(rowsOf(x, 4), four, { engine })).rejects.toThrow(
      /4 rows, one for each label, got "3 rows"/,
    );
  });
});

describe('initialize --features --labels', () => {
  const run = (...args: string[]) =>
    spawnSync(process.execPath, [CLI, 'initialize', ...args], { encoding: 'utf8', cwd: folder });

  it('writes the estimate that the code gives, from NPY and from CSV', async () => {
    const { x, y } = await drawn(modelOf('phase-retrieval', 1, 300, 40));
    writeFileSync(join(folder, 'A.npy'), encodeNpy(x, [300, 40]));
    writeFileSync(join(folder, 'y.npy'), encodeNpy(y, [300]));
    const rows = Array.from({ length: 300 }, (_, i) => csvRow(Array.from(x.subarray(i * 40, (i + 1) * 40))));
    writeFileSync(join(folder, 'A.csv'), rows.join(''));
    const { estimate } = await spectralEstimate(x, y, { preprocessing: designedCandidate(2), engine });
    for (const name of ['A.npy', 'A.csv']) {
      const args = [
        '--features',
        name,
        '--labels',
        'y.npy',
        '--preprocess',
        'designed:2',
        '--out',
        'estimate.npy',
        '--json',
      ];
      const { status, stdout, stderr } = run(...args);
      expect({ status, stderr }).toEqual({ status: 0, stderr: 'Estimate written to estimate.npy\n' });
      expect(JSON.parse(stdout)).toMatchObject({ samples: 300, features: 40, side: 'right', hasSign: false });
      expect(readFileSync(join(folder, 'estimate.npy'))).toEqual(Buffer.from(encodeNpy(estimate, [40])));
    }
    const chunks: number[] = [];
    for await (const chunk of (await openRows(join(folder, 'estimate.npy'))).chunks(100)) chunks.push(...chunk);
    expect(chunks).toEqual([...estimate]);
  });
  it('refuses files that lie, and flags that do not fit, with code 2 and one line', () => {
    writeFileSync(join(folder, 'lie.npy'), 'not an array');
    writeFileSync(join(folder, 'short.npy'), encodeNpy(new Float64Array(40), [10, 4]).subarray(0, 200));
    writeFileSync(join(folder, 'ones.npy'), encodeNpy(new Float64Array(10).fill(1), [10]));
    writeFileSync(join(folder, 'ten.npy'), encodeNpy(new Float64Array(40).fill(1), [10, 4]));
    for (const [args, message] of [
      [['--features', 'lie.npy', '--labels', 'ones.npy'], /cannot read lie.npy/],
      [['--features', 'short.npy', '--labels', 'ones.npy'], /cannot read short.npy/],
      [['--features', 'none.npy', '--labels', 'ones.npy'], /cannot read none.npy/],
      [['--features', 'ten.npy'], /expected two files/],
      [['--features', 'ten.npy', '--labels', 'ones.npy', '--response', 'cubic'], /--response: expected one of/],
      [['--features', 'ten.npy', '--labels', 'ones.npy', '--preprocess', 'clip'], /--preprocess: expected some of/],
      [
        ['--features', 'ten.npy', '--labels', 'ones.npy', '--out', 'figure.svg'],
        /--out: expected a file name that ends/,
      ],
      [[], /expected a model/],
    ] as [string[], RegExp][]) {
      const { status, stderr, stdout } = run(...args);
      expect(stderr).toMatch(message);
      expect(stderr.trim().split('\n')).toHaveLength(1);
      expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    }
  });
});
