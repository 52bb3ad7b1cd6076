/** Samples of a model with what the law of data needs to know of them, by plain sums. */

import type { DataStatistics } from '../../src/dataset/data-statistics';
import { shapeOf } from '../../src/law/curvature/loss-shape';
import type { Model } from '../../src/model/model';
import { drawSamples } from '../../src/simulation/drawn-samples';
import { sharedEngine } from '../../src/simulation/engine';
import { hessianOf } from '../../src/simulation/hessian-of';
import { packedLength } from '../../src/wasm/packed-matrix';

export interface DrawnData {
  /** n x p, row-major. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly statistics: DataStatistics;
  /** p x p. */
  readonly hessian: Float64Array;
}

/** `model`: with a size, and w and wStar given by their values. */
export async function drawData(model: Model, seed: number, trial = 0): Promise<DrawnData> {
  const engine = await sharedEngine();
  const conduct = { trial, signal: undefined, onProgress: undefined };
  const { x, y, wStar } = await engine.compute(conduct, async (kernels) =>
    drawSamples(kernels, model, { seed, trial }),
  );
  const w = 'values' in model.w ? Float64Array.from(model.w.values) : new Float64Array(model.features as number);
  const law = model.loss ?? model.preprocessing;
  if (law === null) throw new Error('a loss or a preprocessing');
  return describeData(x, y, w, shapeOf(law).g, wStar.some((value) => value !== 0) ? wStar : undefined);
}

export async function describeData(
  x: Float64Array,
  y: Float64Array,
  w: Float64Array,
  curvature: (y: number, h: number) => number,
  teacher?: Float64Array,
): Promise<DrawnData> {
  const [samples, features] = [y.length, w.length];
  const projections = product(x, w);
  const curvatures = projections.map((h, i) => curvature(y[i], h));
  const mean = new Float64Array(features);
  for (let i = 0; i < samples; i++) for (let j = 0; j < features; j++) mean[j] += x[i * features + j] / samples;
  const centered = x.map((value, k) => value - mean[k % features]);
  let fourthMoment = 0;
  for (let i = 0; i < samples; i++) {
    const row = centered.subarray(i * features, (i + 1) * features);
    fourthMoment += row.reduce((sum, value) => sum + value * value, 0) ** 2 / samples;
  }
  const covariance = await hessianOf(centered, new Float64Array(samples).fill(1));
  return {
    x,
    y,
    hessian: await hessianOf(x, curvatures),
    statistics: {
      ...{ samples, features, curvatures, projections, mean, fourthMoment, weights: w },
      covariance: packed(covariance, features),
      ...(teacher && { teacher, teacherProjections: product(x, teacher) }),
    },
  };
}

function product(x: Float64Array, v: Float64Array): Float64Array {
  const rows = x.length / v.length;
  return Float64Array.from({ length: rows }, (_, i) =>
    v.reduce((sum, value, j) => sum + value * x[i * v.length + j], 0),
  );
}

/** In the kernels' layout, straight from its description: blocks of 8 rows, groups of 4, lines of 4 x 2. */
export function packed(matrix: Float64Array, order: number): Float64Array {
  const out = new Float64Array(packedLength(order));
  let at = 0;
  const entry = (i: number, j: number) => (i < order && j < order ? matrix[i * order + j] : 0);
  for (let block = 0; block * 8 < order; block++) {
    for (let group = 0; group < 2; group++) {
      for (let j = 0; j < 8 * (block + 1); j += 2) {
        for (let i = 0; i < 4; i++) {
          for (let side = 0; side < 2; side++) out[at++] = entry(8 * block + 4 * group + i, j + side);
        }
      }
    }
  }
  return out;
}
