/**
 * Every response with every loss that fits it: E[g] and E[g^2] of the law against the simulation's own kernels, the law's
 * sums against plain ones over the plane, and the error estimates against both.
 */

import { beforeAll, describe, expect, it } from 'vitest';
import { gramOf, signalGeometry } from '../../../src/covariance/geometry';
import { ModelError } from '../../../src/errors';
import { curvatureLaw } from '../../../src/law/curvature/builder';
import { signalBasis } from '../../../src/law/curvature/signal-basis';
import { defineModel, type ModelInput } from '../../../src/model/define-model';
import { LOSS_KINDS } from '../../../src/model/losses';
import type { Loss, Model } from '../../../src/model/model';
import { PREPROCESSING_KINDS } from '../../../src/model/preprocessings';
import { RESPONSE_KINDS } from '../../../src/model/responses';
import { curverOf, responderOf } from '../../../src/simulation/sampler';
import { createKernels, type Kernels } from '../../../src/wasm/kernels';

const COUNT = 10_000;
/** Standard errors that 200 comparisons may be off by: the chance that a true one fails is below 1e-4. */
const ERRORS = 5;

const SIGNALS = { mean: [0.3, -0.2], w: [0.5, 0.2], wStar: [-0.1, 0.6] } as const;
const COVARIANCE = { eigenvalues: [1, 2], weights: [0.5, 0.5] } as const;

const inputs: [string, ModelInput][] = RESPONSE_KINDS.flatMap((kind) => {
  const parameter = ['logistic', 'probit', 'poisson'].includes(kind)
    ? {}
    : kind === 'sign'
      ? { flip: 0.1 }
      : { noise: 0.4 };
  const base = { aspectRatio: 0.5, response: { kind, ...parameter }, covariance: COVARIANCE, ...SIGNALS };
  return [
    ...LOSS_KINDS.map((loss): [string, ModelInput] => [`${loss} loss, ${kind} response`, { ...base, loss }]),
    ...PREPROCESSING_KINDS.map((name): [string, ModelInput] => [
      `${name}, ${kind} response`,
      { ...base, preprocessing: name === 'identity' ? { kind: name } : { kind: name, bound: 0.9 } },
    ]),
  ];
});

const models = inputs.flatMap(([name, input]): [string, Model][] => {
  try {
    return [[name, defineModel(input)]];
  } catch (error) {
    if (error instanceof ModelError) return [];
    throw error;
  }
});

let kernels: Kernels;

beforeAll(async () => {
  kernels = await createKernels();
});

/** g of COUNT samples, from two streams of normals for the coordinates of the basis. */
function sampleCurvature(model: Model): Float64Array {
  const { exports, arena } = kernels;
  arena.reset();
  const geometry = signalGeometry(model);
  const gram = gramOf(geometry, 0);
  const [stream, coordinates, h, hStar, y, g, uniforms] = [32, 16 * COUNT, ...Array(5).fill(8 * COUNT)].map((bytes) =>
    arena.allocate(bytes),
  );
  exports.seedStream(stream, Uint32Array.of(7), new Uint32Array(0));
  exports.fillNormals(coordinates, stream, 2 * COUNT);
  exports.fillUniforms(uniforms, stream, COUNT);
  const a = arena.view(coordinates, 2 * COUNT);
  const [fields, stars] = [arena.view(h, COUNT), arena.view(hStar, COUNT)];
  const { w, wStar } = signalBasis(geometry);
  for (let i = 0; i < COUNT; i++) {
    fields[i] = gram[0][1] + (w[0] ?? 0) * a[2 * i] + (w[1] ?? 0) * a[2 * i + 1];
    stars[i] = gram[0][2] + (wStar[0] ?? 0) * a[2 * i] + (wStar[1] ?? 0) * a[2 * i + 1];
  }
  const space = { h, hStar, y, g, uniforms };
  responderOf(kernels, model.response)(space, COUNT);
  curverOf(kernels, (model.loss ?? model.preprocessing) as Loss)(space, COUNT);
  return arena.view(g, COUNT).slice();
}

function statistics(values: Float64Array): { mean: number; standardError: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return { mean, standardError: Math.sqrt(variance / values.length) };
}

it('covers the catalogue', () => {
  // 3 responses of labels with 4 losses for them, 1 of counts with 1, and 7 losses and 3 preprocessings for all 9.
  expect(models.length).toBe(3 * 4 + 1 + 9 * 7 + 9 * 3);
});

describe('the law of g against samples of it', () => {
  it.each(models)('%s', (_, model) => {
    const law = curvatureLaw(model, signalGeometry(model));
    const g = sampleCurvature(model);
    const first = statistics(g);
    const second = statistics(g.map((value) => value * value));
    const rounding = 1e-12 * (1 + Math.abs(law.mean) + law.secondMoment);
    expect(Math.abs(first.mean - law.mean)).toBeLessThanOrEqual(ERRORS * first.standardError + rounding);
    expect(Math.abs(second.mean - law.secondMoment)).toBeLessThanOrEqual(ERRORS * second.standardError + rounding);
    // Zero has a mass of its own exactly where samples say so.
    const zeros = statistics(g.map((value) => Number(value === 0)));
    expect(Math.abs(zeros.mean - law.atomAtZero)).toBeLessThanOrEqual(ERRORS * zeros.standardError + rounding);
    // No sample outside of the support.
    const [low, high] = [law.support[0][0], law.support[law.support.length - 1][1]];
    expect(Math.min(...g.subarray(0, 5000))).toBeGreaterThanOrEqual(low - 1e-12);
    expect(Math.max(...g.subarray(0, 5000))).toBeLessThanOrEqual(high + 1e-12);
  });
});
