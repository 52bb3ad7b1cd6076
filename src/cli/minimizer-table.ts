/** The limits of a fitted w, as a table for the terminal. */

import type { MinimizerState } from '../law/minimizer/minimizer-law';
import { formatNumber } from '../words/format';
import { plainTable } from './plain-table';

/** Of what is known of a fit. */
export const FIT_NAMES = {
  squaredNorm: '|w|²',
  wStarOverlap: 'w* . w',
  meanOverlap: 'mean . w',
  intercept: 'intercept',
  gamma: 'gamma',
  m: 'Cov(h*, h)',
  q: 'Var(h)',
  meanCurvature: 'E g',
} as const;

export function minimizerTable(state: MinimizerState): string {
  const table = plainTable(['fitted', 'limit', 'error']);
  for (const [key, name] of Object.entries(FIT_NAMES)) {
    const estimate = state[key as keyof typeof FIT_NAMES];
    if (estimate) table.push([name, formatNumber(estimate.value, 10), estimate.error.toExponential(0)]);
  }
  return table.toString();
}
