import type { SignalGeometry } from '../../src/covariance/geometry';

export interface FrameSignals {
  readonly mean?: readonly number[];
  readonly w?: readonly number[];
  readonly wStar?: readonly number[];
}

/** Signals in the signal frame over the given eigenspaces, without the checks of a model. */
export function frameGeometry(
  eigenvalues: readonly number[],
  weights: readonly number[],
  { mean = [0], w = [0], wStar = [0] }: FrameSignals = {},
): SignalGeometry {
  const vectors = [mean, w, wStar];
  const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);
  return {
    atoms: eigenvalues.map((eigenvalue, k) => ({
      eigenvalue,
      weight: weights[k],
      gram: vectors.map((a) => vectors.map((b) => weights[k] * dot(a, b))),
    })),
  };
}

/** l'' of the logistic loss. */
export function logisticCurvature(h: number): number {
  return 0.25 / Math.cosh(h / 2) ** 2;
}
