/** What a sample says: its mean and how well that is known, and how far it is from a distribution function. */

import { ModelError } from '../errors';

/** The mean; NaN of no numbers. */
export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The standard error of the mean of independent numbers; null for fewer than two. */
export function standardError(values: readonly number[]): number | null {
  if (values.length < 2) return null;
  const middle = mean(values);
  const squares = values.reduce((sum, value) => sum + (value - middle) ** 2, 0);
  return Math.sqrt(squares / (values.length - 1) / values.length);
}

/** How far an empirical distribution of eigenvalues is from a law. */
export interface Distance {
  /** sup |F_n - F|, in [0, 1]. */
  readonly kolmogorovSmirnov: number;
  /** integral |F_n - F| dx, in units of the eigenvalues. */
  readonly wasserstein1: number;
}

/** Two-point Gauss-Legendre nodes on [0, 1]: between neighbouring points of a sample F is nearly linear. */
const NODES = [0.5 - Math.sqrt(3) / 6, 0.5 + Math.sqrt(3) / 6];

/** Outside the sample's range, the tail of F is integrated in steps of this many ranges until it is below 1e-9. */
const TAIL_STEP = 0.01;
const TAIL_NEGLIGIBLE = 1e-9;
const TAIL_STEPS_AT_MOST = 10_000;

/**
 * @param sorted a sample in ascending order, at least one value
 * @param cdf a continuous distribution function, rising from 0 to 1
 */
export function distanceTo(sorted: Float64Array, cdf: (x: number) => number): Distance {
  const n = sorted.length;
  if (n === 0) throw new ModelError('sample', 'at least one value', sorted);
  let kolmogorovSmirnov = 0;
  let wasserstein1 = 0;
  for (let i = 0; i < n; i++) {
    const value = cdf(sorted[i]);
    kolmogorovSmirnov = Math.max(kolmogorovSmirnov, (i + 1) / n - value, value - i / n);
    if (i === 0) continue;
    const width = sorted[i] - sorted[i - 1];
    for (const node of NODES) wasserstein1 += (width / 2) * Math.abs(i / n - cdf(sorted[i - 1] + node * width));
  }
  const step = TAIL_STEP * (sorted[n - 1] - sorted[0]);
  wasserstein1 += integrateTail(cdf, sorted[0], -step) + integrateTail((x) => 1 - cdf(x), sorted[n - 1], step);
  return { kolmogorovSmirnov, wasserstein1 };
}

/** Estimate of a function that falls to zero beyond `start` in the direction of `step`. */
function integrateTail(tail: (x: number) => number, start: number, step: number): number {
  let sum = 0;
  let x = start;
  for (let i = 0; i < TAIL_STEPS_AT_MOST && step !== 0 && tail(x) > TAIL_NEGLIGIBLE; i++) {
    for (const node of NODES) sum += (Math.abs(step) / 2) * tail(x + node * step);
    x += step;
  }
  return sum;
}
