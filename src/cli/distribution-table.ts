/** The law as a distribution, as tables and a sentence for the terminal. */

import { formatNumber } from '../words/format';
import type { DistributionReport, verdictJson } from './distribution-json';
import { plainTable } from './plain-table';

const DIGITS = 10;
const STATISTICS = {
  logDeterminant: 'log |det H| / p',
  traceOfInverse: 'trace of the inverse / p',
  conditionNumber: 'condition number',
  negativeFraction: 'share of negative eigenvalues',
} as const;

export function distributionTables({ moments, statistics, marchenkoPastur, finiteSize }: DistributionReport): string[] {
  const means = plainTable(['mean over the law', 'value', 'error']);
  const named = (Object.keys(STATISTICS) as (keyof typeof STATISTICS)[]).map((key) => ({
    name: STATISTICS[key],
    ...statistics[key],
  }));
  for (const { name, value, error, reason } of [
    ...moments.map(({ order, ...moment }) => ({ name: `moment ${order}`, ...moment })),
    ...named,
  ]) {
    means.push([
      name,
      value === null ? reason : formatNumber(value, DIGITS),
      error === null ? '' : error.toExponential(0),
    ]);
  }
  const parts = [means.toString()];

  if (finiteSize) {
    const table = plainTable(['at this size', 'expected', 'std. deviation', 'source']);
    const push = (
      name: string,
      { expected, standardDeviation, source, reason }: (typeof finiteSize.outliers)[number],
    ) => table.push([name, formatNumber(expected, 7), formatNumber(standardDeviation, 3), source ?? reason ?? '']);
    for (const edge of finiteSize.edges) push(`bulk ${edge.bulk + 1}, ${edge.side} end`, edge);
    for (const [k, outlier] of finiteSize.outliers.entries()) push(`outlier ${k + 1}`, outlier);
    parts.push(table.toString());
  }
  parts.push(
    'reason' in marchenkoPastur
      ? `nearest Marchenko-Pastur law: ${marchenkoPastur.reason}`
      : verdictWords(marchenkoPastur),
  );
  return parts;
}

/** Whether the law only looks Marchenko-Pastur, in words. */
export function verdictWords(verdict: ReturnType<typeof verdictJson>): string {
  const { aspectRatio, shift, scale, distance, noise, featuresNeeded, trialsNeeded } = verdict;
  const fit = `ratio ${formatNumber(aspectRatio, 5)}, shift ${formatNumber(shift, 5)}, scale ${formatNumber(scale, 5)}`;
  if (verdict.verdict === 'exact') return `The law is Marchenko-Pastur: ${fit}.`;
  const { kolmogorovSmirnov, wasserstein1 } = distance;
  const sentences = [
    `The nearest Marchenko-Pastur law (${fit}) is ${formatNumber(kolmogorovSmirnov, 3)} away ` +
      `(Kolmogorov-Smirnov; Wasserstein-1 ${formatNumber(wasserstein1, 3)}).`,
  ];
  if (verdict.verdict === 'different') {
    sentences.push(`One spectrum of this size strays ${formatNumber(noise, 2)} from its law: it tells the two apart.`);
  } else if (verdict.verdict === 'similar') {
    sentences.push(
      `One spectrum of this size strays ${formatNumber(noise, 2)} from its law: it only looks Marchenko-Pastur, ` +
        `and about ${trialsNeeded} spectra, or ${featuresNeeded} features, tell the two apart.`,
    );
  } else sentences.push(`A spectrum of about ${featuresNeeded} features tells the two apart.`);
  return sentences.join('\n');
}
