/** What a data set's law is, and what it says, in words. */

import type { Signal } from '../model';
import type { DataComparison } from './data-comparison';

export const DATA_SIGNAL_NAMES: Readonly<Record<Signal, string>> = { mean: 'sample mean', w: 'w', wStar: 'teacher' };

const ESTIMATORS = {
  identity: 'a multiple of the identity',
  'ledoit-wolf': "Ledoit and Wolf's linear shrinkage of the sample covariance",
  given: 'the covariance that was given',
} as const;

/** Which law it is, and why. */
export function lawWords({ law }: DataComparison, isFitted: boolean): string[] {
  const { estimator, shrinkage } = law.covariance;
  const amount = shrinkage ? ` (by ${Number(shrinkage.amount.toPrecision(3))})` : '';
  return [
    isFitted
      ? 'Law at the minimizer: w was fitted on these very rows, which bends their scores and curvatures.'
      : 'Law at a fixed w: it holds where w was not fitted on these rows.',
    `Curvatures and scores are those of the rows; their covariance is estimated by ${ESTIMATORS[estimator]}${amount}.`,
  ];
}

export function causeWords(cause: readonly Signal[]): string {
  return cause.length === 0 ? 'unexplained' : cause.map((name) => DATA_SIGNAL_NAMES[name]).join(', ');
}
