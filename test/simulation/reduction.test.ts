import { describe, expect, it } from 'vitest';
import { defineModel } from '../../src/model/define-model';
import { Engine } from '../../src/simulation/engine';
import type { Progress } from '../../src/simulation/pacer';
import { LEAST_TWO_STAGE_ORDER, reductionStages } from '../../src/simulation/reduction';
import { simulate } from '../../src/simulation/simulate';
import { symmetricEigenvalues } from '../../src/simulation/symmetric-eigenvalues';
import { createKernels } from '../../src/wasm/kernels';

const engine = await Engine.create();
const kernels = await createKernels();

const LARGE = LEAST_TWO_STAGE_ORDER;

/** As in test/assembly/two-stage.test.ts. */
const tolerance = (p: number, norm: number) => 8 * Math.sqrt(p) * Number.EPSILON * norm;

const model = defineModel({
  features: LARGE,
  samples: 150,
  response: 'logistic',
  loss: 'logistic',
  mean: [2],
  w: [1],
  wStar: [1],
});

describe('the reduction', () => {
  it('is in two stages for large matrices without eigenvectors, by one thread', () => {
    expect(reductionStages(kernels, LARGE, false)).toBe(2);
    expect(reductionStages(kernels, LARGE - 1, false)).toBe(1);
    expect(reductionStages(kernels, LARGE, true)).toBe(1);
    expect(reductionStages({ ...kernels, threads: 2 }, LARGE, false)).toBe(1);
  });

  it('gives a trial the same spectrum in one stage and in two', async () => {
    const two = await simulate(model, { engine });
    const one = await simulate(model, { engine, pairs: [LARGE - 1] });
    const norm = Math.sqrt(one.frobeniusSquared);
    expect(one.frobeniusSquared).toBe(two.frobeniusSquared);
    const error = two.eigenvalues.reduce((most, value, i) => Math.max(most, Math.abs(value - one.eigenvalues[i])), 0);
    expect(error).toBeLessThanOrEqual(tolerance(LARGE, norm));
    // 150 samples: as many eigenvalues that are not zero.
    expect(two.eigenvalues[LARGE - 151]).toBeLessThanOrEqual(tolerance(LARGE, norm));
    expect(two.eigenvalues[LARGE - 150]).toBeGreaterThan(0.1);
    expect(one.pairs[0].residual).toBeLessThanOrEqual(tolerance(LARGE, 1));
  });

  it('gives the eigenvalues of a matrix that are known: of [-1, 2, -1] squared, permuted', async () => {
    const place = Int32Array.from({ length: LARGE }, (_, i) => (i * 10_007) % LARGE);
    const matrix = new Float64Array(LARGE * LARGE);
    const row = [6, -4, 1];
    for (let i = 0; i < LARGE; i++) {
      for (let j = 0; j <= i && j <= 2; j++) {
        const value = j === 0 && (i === 0 || i === LARGE - 1) ? 5 : row[j];
        matrix[place[i] * LARGE + place[i - j]] = value;
        matrix[place[i - j] * LARGE + place[i]] = value;
      }
    }
    const found = await symmetricEigenvalues(matrix, { engine });
    const expected = found.map((_, k) => (2 * Math.sin((Math.PI * (k + 1)) / (2 * (LARGE + 1)))) ** 4);
    const error = found.reduce((most, value, i) => Math.max(most, Math.abs(value - expected[i])), 0);
    expect(error).toBeLessThanOrEqual(tolerance(LARGE, 16));
  });

  it('reports progress that only grows, and stops within a slice of an abort', async () => {
    const seen: Progress[] = [];
    const controller = new AbortController();
    const reason = new Error('enough');
    const onProgress = (progress: Progress) => {
      seen.push(progress);
      // In the chase along the band, from its first slice on: it begins at 0.924 and lasts a few slices only.
      if (progress.stage === 'tridiagonalize' && progress.fraction > 0.93) controller.abort(reason);
    };
    await expect(simulate(model, { engine, signal: controller.signal, onProgress })).rejects.toBe(reason);
    const fractions = seen.map(({ fraction }) => fraction);
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
    expect(seen.filter(({ stage }) => stage === 'tridiagonalize').length).toBeGreaterThan(5);
    expect(fractions[fractions.length - 1]).toBeLessThan(1);
    // The engine goes on as if nothing had been.
    expect((await symmetricEigenvalues(Float64Array.of(2, 1, 1, 2), { engine })).length).toBe(2);
  });
});
