/** The caller's functions, guarded: what they return is checked at every call, and an error names the point. */

import { FunctionError } from '../errors';
import type { CustomLabels, CustomLoss, CustomMap, CustomPreprocessing } from './model';

const FINITE = 'a finite number';
/** Probabilities may miss a sum of 1 by their rounding alone. */
const SUM_TOLERANCE = 1e-12;

/** g(y, h). */
export function guardedCurvature({ curvature }: CustomLoss): (y: number, h: number) => number {
  return (y, h) => {
    const g = curvature(y, h);
    if (!Number.isFinite(g)) throw new FunctionError('loss.curvature', FINITE, { y, h }, g);
    return g;
  };
}

/** T(y). */
export function guardedTransform({ transform }: CustomPreprocessing): (y: number) => number {
  return (y) => {
    const g = transform(y);
    if (!Number.isFinite(g)) throw new FunctionError('preprocessing.transform', FINITE, { y }, g);
    return g;
  };
}

/** The noiseless y at h*. */
export function guardedMap({ map }: CustomMap): (hStar: number) => number {
  return (hStar) => {
    const y = map(hStar);
    if (!Number.isFinite(y)) throw new FunctionError('response.map', FINITE, { hStar }, y);
    return y;
  };
}

/** The probabilities of the values of y at h*. */
export function guardedProbabilities({ probabilities, values }: CustomLabels): (hStar: number) => readonly number[] {
  return (hStar) => {
    const found = probabilities(hStar);
    if (found?.length !== values.length) {
      throw new FunctionError('response.probabilities', `${values.length} probabilities`, { hStar }, found);
    }
    let sum = 0;
    for (const probability of found) {
      if (!(probability >= 0 && probability <= 1 + SUM_TOLERANCE)) {
        throw new FunctionError('response.probabilities', 'numbers from 0 to 1', { hStar }, found);
      }
      sum += probability;
    }
    if (Math.abs(sum - 1) > SUM_TOLERANCE * values.length) {
      throw new FunctionError('response.probabilities', `probabilities that add to 1, not ${sum}`, { hStar }, found);
    }
    return found;
  };
}
