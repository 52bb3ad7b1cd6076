/** What a data set's law is, and what it says, in words. */

import type { DataComparison } from '../dataset/data-comparison';
import type { Signal } from '../model/model';

export const DATA_SIGNAL_NAMES: Readonly<Record<Signal, string>> = { mean: 'sample mean', w: 'w', wStar: 'teacher' };

const ESTIMATORS = {
  identity: 'a multiple of the identity',
  'ledoit-wolf': 'Ledoit-Wolf shrinkage',
  population: 'the population spectrum inferred from the sample',
  given: 'it was given',
} as const;

/** Which law it is, and why. */
export function lawWords(comparison: DataComparison): string[] {
  const { fitted } = comparison.law;
  const lengths = comparison.equalLengths
    ? ['Rows are taken at one length, with curvatures that give the same H.']
    : [];
  return [
    fitted
      ? 'Law at the minimizer: w was fitted on these very rows, which bends their scores and curvatures.'
      : 'Law at a fixed w: it holds where w was not fitted on these rows.',
    `Curvatures and scores are those of the rows; their covariance is taken as ${estimatorWords(comparison)}.`,
    ...lengths,
  ];
}

/** Which law it is, in phrases for a picture. */
export function lawPhrases(comparison: DataComparison): string[] {
  const { fitted } = comparison.law;
  const lengths = comparison.equalLengths ? ['rows at one length'] : [];
  return [
    fitted ? 'law at the minimizer' : 'law at a fixed w',
    ...lengths,
    `covariance: ${estimatorWords(comparison)}`,
  ];
}

function estimatorWords({ law }: DataComparison): string {
  const { estimator, shrinkage } = law.covariance;
  return shrinkage ? `${ESTIMATORS[estimator]} by ${Number(shrinkage.amount.toPrecision(3))}` : ESTIMATORS[estimator];
}

export function causeWords(cause: readonly Signal[]): string {
  return cause.length === 0 ? 'unexplained' : cause.map((name) => DATA_SIGNAL_NAMES[name]).join(', ');
}
