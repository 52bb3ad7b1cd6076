/** A comparison as tables for the terminal: predicted, simulated, difference. */

import pc from 'picocolors';
import type { Comparison, EdgeComparison, OutlierComparison } from '../compare/comparison';
import { SIGNALS } from '../model/model';
import { mean, standardError } from '../numerics/sample-statistics';
import { withoutZeros } from '../numerics/zeros';
import { formatCosine, formatDifference, formatNumber } from '../words/format';
import { SIGNAL_NAMES } from '../words/model-words';
import { FIT_NAMES, verdictJson, verdictWords } from './law-report';
import { plainTable } from './plain-table';

export interface TableOptions {
  /** What the terminal and NO_COLOR say by default. */
  readonly color?: boolean;
}

/** The difference column says how many of these digits agree. */
const formatLocation = (value: number | null) => formatNumber(value, 6);
const formatShare = (value: number | null) => formatCosine(value, 5);

interface Row {
  readonly name: string;
  readonly predicted: number | null;
  readonly simulated: number | null;
  readonly standardError: number | null;
  readonly format: (value: number | null) => string;
}

/** Edges, mass at zero, outliers with their alignments; then the distances to the law and to the Marchenko-Pastur fit. */
export function comparisonTable(comparison: Comparison, { color }: TableOptions = {}): string {
  const { bold, cyan } = pc.createColors(color);
  const withErrors = comparison.trials.length > 1;
  const head = ['', 'predicted', 'simulated', 'difference', ...(withErrors ? ['std. error'] : [])];
  const numbers = plainTable(head.map(bold));
  for (const { name, predicted, simulated, standardError, format } of rowsOf(comparison)) {
    const difference = predicted === null || simulated === null ? null : simulated - predicted;
    numbers.push([
      name.startsWith(' ') ? name : cyan(name),
      format(predicted),
      format(simulated),
      formatDifference(difference),
      ...(withErrors ? [formatNumber(standardError, 2)] : []),
    ]);
  }

  const distances = plainTable(['simulated bulk against', 'Kolmogorov-Smirnov', 'Wasserstein-1'].map(bold));
  for (const [name, { kolmogorovSmirnov, wasserstein1 }] of [
    ['limiting law', comparison.distance],
    ['Marchenko-Pastur fit', comparison.marchenkoPastur.distance],
  ] as const) {
    distances.push([cyan(name), formatNumber(kolmogorovSmirnov, 3), formatNumber(wasserstein1, 3)]);
  }
  if (comparison.fresh) {
    const { kolmogorovSmirnov, wasserstein1 } = comparison.fresh.distance;
    distances.push([cyan('fresh samples: law'), formatNumber(kolmogorovSmirnov, 3), formatNumber(wasserstein1, 3)]);
  }
  return `${numbers}\n\n${distances}\n\n${verdictWords(verdictJson(comparison.marchenkoPastur.nearest))}`;
}

function rowsOf(comparison: Comparison): Row[] {
  const { edges, outliers, law, trials } = comparison;
  const rows = edges.flatMap((edge, k) => edgeRows(edge, k, edges.length));
  if (law.atomAtZero > 0) rows.push(atomRow(law.atomAtZero, trials));
  return [...fitRows(comparison), ...rows, ...outliers.flatMap(outlierRows), ...freshRows(comparison.fresh)];
}

/** Edges and outliers of fresh samples. */
function freshRows(fresh: Comparison['fresh']): Row[] {
  if (fresh === null) return [];
  const { edges, outliers } = fresh;
  const rows = [...edges.flatMap((edge, k) => edgeRows(edge, k, edges.length)), ...outliers.flatMap(outlierRows)];
  return rows.map((row) => ({ ...row, name: row.name.startsWith(' ') ? row.name : `fresh, ${row.name}` }));
}

/** The numbers of a fit, predicted and found. */
function fitRows({ law: { minimizer }, trials }: Comparison): Row[] {
  const fits = trials.flatMap(({ fit }) => fit ?? []);
  if (minimizer === null || fits.length === 0) return [];
  return FITTED.flatMap((key): Row[] => {
    const predicted = minimizer[key]?.value ?? 0;
    const values = fits.map((fit) => fit[key] ?? 0);
    // Without a mean, or an intercept, both are zero.
    if (predicted === 0 && values.every((value) => value === 0)) return [];
    return [
      {
        ...{ name: FIT_NAMES[key], predicted, format: formatLocation },
        simulated: mean(values),
        standardError: standardError(values),
      },
    ];
  });
}

const FITTED = ['squaredNorm', 'wStarOverlap', 'meanOverlap', 'intercept'] as const;

function edgeRows(
  { predicted, simulated, standardError, fluctuation }: EdgeComparison,
  k: number,
  count: number,
): Row[] {
  const side = k % 2 === 0 ? 'left edge' : 'right edge';
  const name = count > 2 ? `bulk ${Math.floor(k / 2) + 1}, ${side}` : side;
  const format = (value: number | null) => (value === null ? 'unbounded' : formatLocation(value));
  const row = { name, predicted, simulated, standardError, format };
  if (fluctuation.expected === null) return [row];
  return [row, { ...row, name: '  at this size', predicted: fluctuation.expected }];
}

function atomRow(predicted: number, trials: Comparison['trials']): Row {
  const shares = trials.map(({ eigenvalues }) => 1 - withoutZeros(eigenvalues).length / eigenvalues.length);
  const simulated = shares.reduce((sum, share) => sum + share, 0) / shares.length;
  return { name: 'mass at zero', predicted, simulated, standardError: null, format: formatShare };
}

function outlierRows(outlier: OutlierComparison): Row[] {
  const { predicted, location, locationStandardError, alignment, alignmentStandardError, outside } = outlier;
  const where = predicted.side === 'gap' ? 'in a gap' : predicted.side;
  return [
    {
      name: `outlier, ${where}`,
      predicted: predicted.location,
      simulated: location,
      standardError: locationStandardError,
      format: formatLocation,
    },
    {
      name: '  p-value of a bulk eigenvalue',
      predicted: null,
      simulated: outside.pValue,
      standardError: null,
      format: (value) => formatNumber(value, 2),
    },
    ...SIGNALS.filter((signal) => predicted.alignment[signal] !== undefined).map((signal) => ({
      name: `  cos² with ${SIGNAL_NAMES[signal]}`,
      predicted: predicted.alignment[signal] ?? null,
      simulated: alignment[signal] ?? null,
      standardError: alignmentStandardError?.[signal] ?? null,
      format: formatShare,
    })),
  ];
}
