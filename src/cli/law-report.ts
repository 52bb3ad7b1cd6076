/** What `law` and `compare` both print of a law: its statistics, what is expected at the model's size, its likeness to Marchenko-Pastur. */

import { ConvergenceError } from '../errors';
import {
  conditionNumber,
  logDeterminant,
  negativeFraction,
  traceOfInverse,
} from '../law/distribution/linear-statistics';
import { type MarchenkoPasturVerdict, marchenkoPasturVerdict } from '../law/distribution/nearest-marchenko-pastur';
import { edgeFluctuation, outlierFluctuation, type SampleSize } from '../law/finite-size/fluctuation';
import type { Law } from '../law/law';
import type { MinimizerState } from '../law/minimizer/minimizer-law';
import type { Estimate } from '../numerics/estimate';
import { formatNumber } from '../words/format';
import { plainTable } from './plain-table';

const DIGITS = 10;
const STATISTICS = [
  ['logDeterminant', 'log |det H| / p'],
  ['traceOfInverse', 'trace of the inverse / p'],
  ['conditionNumber', 'condition number'],
  ['negativeFraction', 'share of negative eigenvalues'],
] as const;

/** As JSON has no infinity, an infinite value is null, with the reason. */
interface Statistic {
  readonly value: number | null;
  readonly error: number | null;
  readonly reason: string | null;
}

export function distributionJson(law: Law, size: SampleSize | null) {
  const edges = law.bulks.flatMap((_, bulk) => (['left', 'right'] as const).map((side) => ({ bulk, side })));
  return {
    moments: law.moments.map(({ order, value, error }) => ({ order, ...finite({ value, error }) })),
    statistics: {
      logDeterminant: statistic(() => logDeterminant(law)),
      traceOfInverse: statistic(() => traceOfInverse(law)),
      conditionNumber: statistic(() => conditionNumber(law)),
      negativeFraction: statistic(() => negativeFraction(law)),
    },
    marchenkoPastur: resolved(() => verdictJson(marchenkoPasturVerdict(law, size))),
    finiteSize: size && {
      edges: edges.map((end) => ({ ...end, ...edgeFluctuation(law, end, size) })),
      outliers: law.outliers.map((outlier) => outlierFluctuation(law, outlier, size)),
    },
  };
}

export function verdictJson({ fit, ...rest }: MarchenkoPasturVerdict) {
  return { aspectRatio: fit.aspectRatio, shift: fit.shift, scale: fit.scale, ...rest };
}

/** A value with its error, or the reason why there is none. */
export function statistic(compute: () => Estimate): Statistic {
  const result = resolved(compute);
  return 'value' in result ? finite(result) : { value: null, error: null, ...result };
}

function finite({ value, error }: Estimate): Statistic {
  if (Number.isFinite(value)) return { value, error, reason: null };
  return { value: null, error: null, reason: value < 0 ? 'minus infinity' : 'infinity' };
}

/** The value, or the reason why there is none. */
function resolved<T>(compute: () => T): T | { readonly reason: string } {
  try {
    return compute();
  } catch (error) {
    if (error instanceof ConvergenceError) return { reason: error.message };
    throw error;
  }
}

/** The same as tables, and the verdict in words. */
export function distributionTables({
  moments,
  statistics,
  marchenkoPastur,
  finiteSize,
}: ReturnType<typeof distributionJson>): string[] {
  const means = plainTable(['mean over the law', 'value', 'error']);
  for (const { name, value, error, reason } of [
    ...moments.map(({ order, ...moment }) => ({ name: `moment ${order}`, ...moment })),
    ...STATISTICS.map(([key, name]) => ({ name, ...statistics[key] })),
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

/** What is known of a fit, by the names that tables give it. */
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
    if (estimate) table.push([name, formatNumber(estimate.value, DIGITS), estimate.error.toExponential(0)]);
  }
  return table.toString();
}
