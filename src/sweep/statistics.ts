/** Statistics of a quantity over the trials of a cell, beside what the law predicts. */

import { quantileOf } from '../numerics/histogram';

export interface Statistics {
  readonly trials: number;
  readonly mean: number;
  /** Of one trial, and of the mean: null for fewer than two trials. */
  readonly standardDeviation: number | null;
  readonly standardError: number | null;
  /** At QUANTILES. */
  readonly quantiles: readonly number[];
  readonly predicted: number | null;
  /** (mean - predicted) / standardError. */
  readonly z: number | null;
}

export const QUANTILES = [0.05, 0.25, 0.5, 0.75, 0.95] as const;

/** @param values at least one */
export function statisticsOf(values: readonly number[], predicted: number | null): Statistics {
  const trials = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / trials;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const standardDeviation = trials > 1 ? Math.sqrt(squares / (trials - 1)) : null;
  const standardError = standardDeviation === null ? null : standardDeviation / Math.sqrt(trials);
  const sorted = Float64Array.from(values).sort();
  return {
    trials,
    mean,
    standardDeviation,
    standardError,
    quantiles: QUANTILES.map((q) => quantileOf(sorted, q)),
    predicted,
    z: standardError && predicted !== null ? (mean - predicted) / standardError : null,
  };
}
