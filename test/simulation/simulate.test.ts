import { describe, expect, it } from 'vitest';
import { compare } from '../../src/compare/compare';
import { MemoryError, ModelError } from '../../src/errors';
import { limitingLaw } from '../../src/law/limiting-law';
import { defineModel } from '../../src/model/define-model';
import { PRESETS } from '../../src/model/presets';
import { Engine } from '../../src/simulation/engine';
import { simulate, simulateTrials } from '../../src/simulation/simulate';

const small = defineModel({
  samples: 120,
  features: 40,
  response: 'logistic',
  loss: 'logistic',
  mean: [2, 0],
  w: [0, 1],
  wStar: [0, 1],
});

describe('simulate', () => {
  it('keeps trace and Frobenius norm', async () => {
    const { eigenvalues, trace, frobeniusSquared } = await simulate(small, { seed: 3 });
    const norm = Math.max(...eigenvalues.map(Math.abs));
    const tolerance = 8 * Number.EPSILON * eigenvalues.length * norm;
    expect(Math.abs(eigenvalues.reduce((a, b) => a + b, 0) - trace)).toBeLessThan(tolerance);
    expect(Math.abs(eigenvalues.reduce((a, b) => a + b * b, 0) - frobeniusSquared)).toBeLessThan(tolerance * norm);
  });

  it('gives the same bits again, also on another engine, and others for another trial', async () => {
    const first = await simulate(small, { seed: 5, trial: 1 });
    const again = await simulate(small, { seed: 5, trial: 1, engine: await Engine.create() });
    expect(again.eigenvalues).toEqual(first.eigenvalues);
    expect((await simulate(small, { seed: 5, trial: 2 })).eigenvalues).not.toEqual(first.eigenvalues);
  });

  it('gives eigenpairs with small residuals and their alignments', async () => {
    const { pairs, eigenvalues } = await simulate(small, { pairs: (values) => [0, values.length - 1] });
    expect(pairs.map((pair) => pair.index)).toEqual([0, 39]);
    for (const pair of pairs) {
      expect(pair.eigenvalue).toBe(eigenvalues[pair.index]);
      expect(pair.residual).toBeLessThan(64 * 40 * Number.EPSILON);
    }
    expect(pairs[1].alignment.mean).toBeGreaterThan(0.5);
  });

  it('gives orthonormal eigenpairs, also of clusters and in a gap, with residuals at roundoff', async () => {
    // More features than samples: the null space is one cluster.
    const wide = defineModel({ samples: 30, features: 60, response: 'logistic', loss: 'logistic' });
    const gapped = defineModel({
      samples: 1600,
      features: 160,
      response: 'logistic',
      loss: 'logistic',
      covariance: { eigenvalues: [1, 4], weights: [0.5, 0.5] },
      mean: [1],
      w: [1],
    });
    for (const [model, indices] of [
      [wide, [...Array(60).keys()]],
      [gapped, [0, 79, 80, 81, 159]],
    ] as const) {
      const { pairs, orthogonality, features } = await simulate(model, { seed: 2, pairs: indices });
      expect(pairs.length).toBe(indices.length);
      expect(orthogonality).toBeGreaterThan(0);
      expect(orthogonality).toBeLessThanOrEqual(64 * Math.sqrt(features) * Number.EPSILON);
      for (const { residual } of pairs) expect(residual).toBeLessThanOrEqual(64 * features * Number.EPSILON);
    }
    expect((await simulate(small)).orthogonality).toBe(0);
  });

  it.each([1, 2, 16, 33, 39, 40])('gives in a batch what it gives one at a time, p = %i', async (features) => {
    const engine = await Engine.create();
    const signals = { mean: [1], w: [1], wStar: [1] };
    const model = defineModel({
      features,
      samples: 3 * features,
      response: 'logistic',
      loss: 'logistic',
      ...signals,
    });
    const found = [];
    for await (const spectrum of simulateTrials(model, { seed: 5, trials: 5, engine })) found.push(spectrum);
    expect(found).toHaveLength(5);
    for (const [trial, { timing, ...spectrum }] of found.entries()) {
      const { timing: _, ...alone } = await simulate(model, { seed: 5, trial, engine });
      expect(spectrum).toEqual(alone);
      expect(Object.values(timing).every((milliseconds) => milliseconds >= 0)).toBe(true);
    }
  });

  it('takes turns on one engine', async () => {
    const alone = await simulate(small, { seed: 9 });
    const together = await Promise.all([8, 9, 10].map((seed) => simulate(small, { seed })));
    expect(together[1].eigenvalues).toEqual(alone.eigenvalues);
  });

  it('stops when aborted, before and during the run', async () => {
    await expect(simulate(small, { signal: AbortSignal.abort() })).rejects.toThrow(/abort/i);
    const controller = new AbortController();
    const running = simulate(defineModel(PRESETS['first-example']), {
      signal: controller.signal,
      onProgress: () => controller.abort(),
    });
    await expect(running).rejects.toMatchObject({ name: 'AbortError' });
    expect((await simulate(small, { seed: 9 })).eigenvalues.length).toBe(40);
  });

  it('stops when aborted between trials that are shorter than a slice', async () => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 1);
    const seen: number[] = [];
    const run = async () => {
      const options = { trials: 20_000, signal: controller.signal };
      for await (const { trial } of simulateTrials(small, options)) seen.push(trial);
    };
    await expect(run()).rejects.toMatchObject({ name: 'AbortError' });
    expect(seen.length).toBeLessThan(20_000);
  });

  it('refuses what does not fit, before it allocates', async () => {
    const huge = defineModel({ samples: 10, features: 100_000, response: 'logistic', loss: 'logistic' });
    await expect(simulate(huge)).rejects.toThrow(MemoryError);
    await expect(simulate(huge)).rejects.toThrow(/needs 37\.\d+ GiB/);
    const theory = defineModel({ aspectRatio: 1, response: 'logistic', loss: 'logistic' });
    await expect(simulate(theory)).rejects.toThrow(ModelError);
    await expect(simulate(small, { seed: -1 })).rejects.toThrow(ModelError);
    await expect(simulate(small, { trial: 0.5 })).rejects.toThrow(ModelError);
  });
});

describe('compare', () => {
  it.each([
    ['right outlier', small],
    ['left outlier', defineModel({ samples: 1200, features: 240, response: 'logistic', loss: 'logistic', w: [4] })],
    [
      'more features than samples',
      defineModel({ samples: 150, features: 300, response: 'logistic', loss: 'square', mean: [3] }),
    ],
  ])('finds the predicted outlier within 6 standard errors: %s', async (_, model) => {
    const { outliers, distance, marchenkoPastur } = await compare(model, { seed: 1, trials: 12 });
    expect(outliers).toHaveLength(limitingLaw(model).outliers.length);
    for (const { predicted, location, locationStandardError, residual } of outliers) {
      // Finite-size bias is of order 1 / p, relative: allowed beside the statistical error.
      const allowed =
        6 * (locationStandardError as number) + (4 * Math.abs(predicted.location)) / (model.features as number);
      expect(Math.abs(location - predicted.location)).toBeLessThan(allowed);
      expect(residual).toBeLessThan(64 * (model.features as number) * Number.EPSILON);
    }
    expect(distance.kolmogorovSmirnov).toBeLessThan(0.05);
    expect(marchenkoPastur.distance.kolmogorovSmirnov).toBeGreaterThan(0);
  });
});
