/** What every peer is given: seeded, and the same to the bit. */

import { FastRandom } from '../test/reference/fast-random';

export const SIZES: readonly number[] = [50, 100, 200, 300, 500, 1000, 2000];
export const QUICK_SIZES: readonly number[] = [100, 300];

/** n = 3p, aspect ratio 1/3. */
export const SAMPLES_PER_FEATURE = 3;

/** Of the streams that draw normals. */
export const NORMALS_SEED = 12;

/** Stored samples and curvatures of both signs. */
export interface SampleInput {
  readonly features: number;
  readonly samples: number;
  /** n x p, row-major. */
  readonly x: Float64Array;
  readonly g: Float64Array;
}

export function sampleInput(features: number): SampleInput {
  const samples = SAMPLES_PER_FEATURE * features;
  const random = new FastRandom(features);
  const x = new Float64Array(samples * features);
  const g = new Float64Array(samples);
  for (let i = 0; i < x.length; i++) x[i] = random.normal();
  for (let i = 0; i < samples; i++) g[i] = random.normal();
  return { features, samples, x, g };
}

/** A dense symmetric matrix. */
export interface MatrixInput {
  readonly features: number;
  /** p x p, row-major, both triangles. */
  readonly matrix: Float64Array;
}

/** A Hessian as a user would have it: (1/n) sum of g x x^T over the samples of `sampleInput`. */
export function matrixInput(features: number): MatrixInput {
  const { samples, x, g } = sampleInput(features);
  const matrix = new Float64Array(features * features);
  for (let i = 0; i < samples; i++) {
    const row = x.subarray(i * features, (i + 1) * features);
    for (let j = 0; j < features; j++) {
      const scaled = (g[i] / samples) * row[j];
      for (let k = 0; k <= j; k++) matrix[j * features + k] += scaled * row[k];
    }
  }
  for (let j = 0; j < features; j++) for (let k = 0; k < j; k++) matrix[k * features + j] = matrix[j * features + k];
  return { features, matrix };
}

/** The logistic model with C = I, given by coordinates: mean, w and wStar of unit norm, w = wStar orthogonal to mean. */
export interface TrialInput {
  readonly features: number;
  readonly samples: number;
  readonly mean: Float64Array;
  readonly w: Float64Array;
  readonly wStar: Float64Array;
}

export function trialInput(features: number): TrialInput {
  const even = new Float64Array(features).fill(1 / Math.sqrt(features));
  const alternating = even.map((value, i) => (i % 2 === 0 ? value : -value));
  return {
    features,
    samples: SAMPLES_PER_FEATURE * features,
    mean: even,
    w: alternating,
    wStar: alternating,
  };
}
