import { describe, expect, it } from 'vitest';
import { defineModel, limitingLaw, simulate } from '../../src/index';
import { seedWords } from '../../src/simulation/seed';
import { createKernels } from '../../src/wasm/kernels';
import { createBlockedTrial } from './blocked-trial';
import { fixedPointLaw } from './fixed-point-law';

const SEED = 3;

/** The library's own streams, in the order in which a trial draws from them. */
async function recordedStreams(normals: number, uniforms: number) {
  const { exports, arena } = await createKernels();
  const record = (kind: 'fillNormals' | 'fillUniforms', index: number, count: number) => {
    const stream = arena.allocate(32);
    const out = arena.allocate(8 * count);
    exports.seedStream(stream, seedWords(SEED), Uint32Array.of(0, index));
    exports[kind](out, stream, count);
    return arena.view(out, count).slice().values();
  };
  const normalValues = record('fillNormals', 0, normals);
  const uniformValues = record('fillUniforms', 1, uniforms);
  const next = (values: Iterator<number>) => values.next().value as number;
  return { normal: () => next(normalValues), uniform: () => next(uniformValues) };
}

describe('the blocked trial', () => {
  // Orders and samples that fill neither tiles nor chunks.
  it.each([
    [37, 130],
    [60, 240],
  ])('is the trial of simulate(), given the same random numbers: p = %i, n = %i', async (features, samples) => {
    const mean = Float64Array.from({ length: features }, (_, i) => Math.cos(i) / Math.sqrt(features));
    const w = Float64Array.from({ length: features }, (_, i) => Math.sin(3 * i) / Math.sqrt(features));
    const { eigenvalues } = createBlockedTrial(samples, { mean, w, wStar: w })(
      await recordedStreams(features * samples, samples),
    );
    const signals = { mean: { values: mean }, w: { values: w }, wStar: { values: w } };
    const model = defineModel({ samples, features, response: 'logistic', loss: 'logistic', ...signals });
    const expected = (await simulate(model, { seed: SEED })).eigenvalues;
    expect(eigenvalues).toHaveLength(features);
    eigenvalues.forEach((value, i) => {
      expect(Math.abs(value - expected[i])).toBeLessThanOrEqual(
        10 * Number.EPSILON * features * expected[features - 1],
      );
    });
  });
});

describe('the law by fixed point', () => {
  it.each([
    [0.1, 2],
    [0.8, 1],
    [2, 0.5],
  ])('is the law of limitingLaw(): c = %d, |w| = %d', (aspectRatio, signalNorm) => {
    const law = limitingLaw(defineModel({ aspectRatio, response: 'logistic', loss: 'logistic', w: [signalNorm] }));
    const plain = fixedPointLaw(signalNorm, aspectRatio);
    for (const [re, im] of [
      [0.05, 0.02],
      [0.2, 0.05],
      [-0.3, 0.1],
      [1, 1],
    ]) {
      const { m } = law.stieltjes({ re, im });
      const found = plain.stieltjes(re, im);
      // A step below 1e-12 is an error below 1e-12 / (1 - q); the map contracts at q < 0.999 this far from the line.
      expect(Math.hypot(found.re - m.re, found.im - m.im)).toBeLessThanOrEqual(1e-9 * Math.hypot(m.re, m.im));
    }
  });
});
