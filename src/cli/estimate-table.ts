/** An estimated spectrum as tables for the terminal: its ends, its density and distribution function beside the law's. */

import type { Law } from '../law/law';
import { SIGNALS } from '../model/model';
import type { SpectrumEstimate } from '../simulation/lanczos/spectrum-estimate';
import { formatCosine, formatNumber, formatWithError } from '../words/format';
import { SIGNAL_NAMES } from '../words/model-words';
import { plainTable } from './plain-table';

const DIGITS = 8;

export function estimateTable(estimate: SpectrumEstimate, law: Law, points: readonly number[]): string {
  const ends = plainTable([
    'eigenvalue',
    'value',
    'law',
    ...SIGNALS.map((name) => `cos² ${SIGNAL_NAMES[name]}`),
    'residual',
  ]);
  for (const { index, eigenvalue, residual, alignment } of estimate.extremes) {
    ends.push([
      index + 1,
      formatNumber(eigenvalue, DIGITS),
      formatNumber(predictedEnd(law, index, estimate.features), DIGITS),
      ...SIGNALS.map((name) => formatCosine(alignment[name], 5)),
      residual.toExponential(1),
    ]);
  }

  const density = plainTable(['x', 'density (smoothed)', 'law', 'share up to x', 'law']);
  for (const x of points) {
    const { value, standardError } = estimate.density(x);
    const cdf = estimate.cdf(x);
    density.push([
      formatNumber(x, 4),
      formatWithError(value, standardError),
      formatNumber(law.density(x), 4),
      formatWithError(cdf.value, cdf.standardError),
      formatNumber(law.cdf(x), 4),
    ]);
  }

  const seconds = Object.values(estimate.timing).reduce((sum, stage) => sum + stage, 0) / 1000;
  const cost = `${estimate.multiplications} passes over X, ${seconds.toFixed(1)} s, ${(estimate.memory / 2 ** 20).toFixed(0)} MiB`;
  return `${ends}\n\n${density}\n\n${cost}`;
}

/** Where the law has the eigenvalue of this index: at an outlier beyond the bulks, or (the next one) at the edge. */
function predictedEnd({ outliers, bulks }: Law, index: number, features: number): number | null {
  const left = outliers.filter(({ side }) => side === 'left');
  const right = outliers.filter(({ side }) => side === 'right').reverse();
  const fromRight = features - 1 - index;
  if (index < fromRight)
    return index === left.length ? (bulks[0]?.left.location ?? null) : (left[index]?.location ?? null);
  if (fromRight === right.length) return bulks.at(-1)?.right.location ?? null;
  return right[fromRight]?.location ?? null;
}
