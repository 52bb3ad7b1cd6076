/**
 * One whole trial of the logistic model in typed-array JavaScript: sample, build H, reduce it, find its eigenvalues.
 *
 * x ~ N(mean, I), y = +-1 with P(y = 1) = 1 / (1 + exp(-wStar . x)), g = 1 / (4 cosh^2(w . x / 2)). Samples are drawn a
 * chunk at a time and never held whole. Logistic loss's curvature does not depend on y, but y is drawn all the same: a
 * trial of any other loss needs it.
 */

import { CHUNK, HessianSum } from './blocked-hessian';
import { blockedTridiagonalize } from './blocked-tridiagonal';
import { rootFreeEigenvalues } from './root-free-ql';

/** Where a trial takes its numbers from: the benches give it the fastest source, `FastRandom`. */
export interface RandomNumbers {
  normal(): number;
  uniform(): number;
}

/** All of length p. */
export interface LogisticSignals {
  readonly mean: Float64Array;
  readonly w: Float64Array;
  readonly wStar: Float64Array;
}

export interface BlockedTrial {
  /** p, ascending. */
  readonly eigenvalues: Float64Array;
  /** Draws of y = 1 among the n. */
  readonly positives: number;
}

/** A runner that keeps its buffers from one trial to the next. */
export function createBlockedTrial(samples: number, { mean, w, wStar }: LogisticSignals) {
  const features = mean.length;
  const sum = new HessianSum(features);
  const { rows, weights, matrix } = sum;
  return (random: RandomNumbers): BlockedTrial => {
    sum.reset();
    let positives = 0;
    for (let start = 0; start < samples; start += CHUNK) {
      const count = Math.min(CHUNK, samples - start);
      for (let k = 0; k < count; k++) {
        const row = k * matrix.stride;
        let h = 0;
        let hStar = 0;
        for (let j = 0; j < features; j++) {
          const x = mean[j] + random.normal();
          rows[row + j] = x;
          h += w[j] * x;
          hStar += wStar[j] * x;
        }
        if (random.uniform() * (1 + Math.exp(-hStar)) < 1) positives++;
        weights[k] = 1 / (4 * samples * Math.cosh(h / 2) ** 2);
      }
      sum.add(count);
    }
    return { eigenvalues: rootFreeEigenvalues(blockedTridiagonalize(matrix)), positives };
  };
}
