/** A data set's spectrum as tables for the terminal. */

import type { DataComparison, OutlierMark } from '../dataset/data-comparison';
import type { HessianSpectrum, RowsSpectrum } from '../dataset/hessian-spectrum';
import { columnName } from '../dataset/survey';
import type { Bulk } from '../law/law';
import { SIGNALS } from '../model/model';
import { withoutZeros } from '../numerics/zeros';
import { causeWords, DATA_SIGNAL_NAMES, lawWords } from '../words/data-words';
import { formatCosine, formatCount, formatDifference, formatNumber } from '../words/format';
import { plainTable } from './plain-table';

const DIGITS = 8;

/** Columns that are named before it is only said how many more there are. */
const MOST_NAMED = 5;
/** Unexplained outliers that are listed, of the lowest and of the highest; and eigenpairs of each end. */
const MOST_UNEXPLAINED = 3;
const MOST_PAIRS = 3;
/** Bulks of fewer eigenvalues are put together. */
const FEW = 2.5;

export function spectrumTable(spectrum: HessianSpectrum): string {
  const { heldOut, fit } = spectrum;
  const parts = [notesOf(spectrum).join('\n')];
  if (fit) {
    parts.push(
      `w was fitted on these rows (ridge ${fit.ridge}): ${fit.iterations} steps of Newton's method, gradient ${fit.gradientNorm.toExponential(1)}`,
    );
  }
  parts.push(pairsTable(spectrum), ...lawParts(spectrum));
  if (heldOut) {
    parts.push(
      `held out: ${notesOf(heldOut).join('\n')}`,
      pairsTable(heldOut),
      ...lawParts(heldOut),
      sideBySide(spectrum, heldOut),
    );
  }
  return parts.join('\n\n');
}

/** What there is to know about the rows. */
function notesOf(rows: RowsSpectrum): string[] {
  const { samples, features, labels, survey, eigenvalues, trace } = rows;
  const notes = [
    `n = ${samples}, p = ${features}, p/n = ${formatNumber(features / samples, 4)}, trace of H ${formatNumber(trace, 6)}`,
  ];
  if (eigenvalues) {
    const zeros = features - withoutZeros(eigenvalues).length;
    const ends = `from ${formatNumber(eigenvalues[0], 6)} to ${formatNumber(eigenvalues[features - 1], 6)}`;
    notes.push(`${features} eigenvalues ${ends}${zeros > 0 ? `, ${zeros} of them zero` : ''}`);
  } else notes.push('the ends of the spectrum alone, by Lanczos');
  if (labels === 'classes') notes.push('labels 0 and 1 were taken as -1 and 1');
  if (features > samples) notes.push(`more features than samples: at least ${features - samples} eigenvalues are zero`);
  const { constant, duplicates } = survey;
  const name = (column: number) => columnName(rows.names, column);
  if (constant.length > 0) notes.push(`constant columns: ${listed(constant.map(name))}`);
  if (duplicates.length > 0) {
    notes.push(
      `columns equal to another one: ${listed(duplicates.map(([column, first]) => `${name(column)} = ${name(first)}`))}`,
    );
  }
  return notes;
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, MOST_NAMED).join(', ');
  return names.length > MOST_NAMED ? `${shown} and ${names.length - MOST_NAMED} more` : shown;
}

function pairsTable({ pairs, features }: RowsSpectrum): string {
  const signals = SIGNALS.filter((signal) => pairs.some(({ alignment }) => alignment[signal] !== undefined));
  const table = plainTable([
    'eigenvalue',
    'value',
    ...signals.map((signal) => `cos² ${DATA_SIGNAL_NAMES[signal]}`),
    'residual',
  ]);
  const ends = pairs.filter((_, k) => k < MOST_PAIRS || k >= pairs.length - MOST_PAIRS);
  for (const { index, eigenvalue, alignment, residual } of ends) {
    table.push([
      `${index + 1} of ${features}`,
      formatNumber(eigenvalue, DIGITS),
      ...signals.map((signal) => formatCosine(alignment[signal], 4)),
      residual.toExponential(1),
    ]);
  }
  return table.toString();
}

/** The law, and what it makes of the eigenvalues. */
function lawParts({ comparison, lawReason, samples, features, eigenvalues }: RowsSpectrum): string[] {
  if (comparison === null) return [`no law: ${lawReason}`];
  const { marks, missing, distance, marchenkoPastur } = comparison;
  const parts = [lawWords(comparison).join('\n')];
  parts.push(bulksTable(comparison, eigenvalues, features));
  if (eigenvalues === null) {
    for (const { location, cause } of comparison.law.outliers) {
      parts.push(`predicted: an outlier at ${formatNumber(location, 6)}, due to ${causeWords(cause)}`);
    }
    return parts;
  }
  const explained = marks.filter(({ verdict }) => verdict === 'outlier');
  const unexplained = marks.filter(({ verdict }) => verdict === 'unexplained');
  const edges = marks.filter(({ verdict }) => verdict === 'edge').length;
  const shown = unexplained.filter((_, k) => k < MOST_UNEXPLAINED || k >= unexplained.length - MOST_UNEXPLAINED);
  const listed = [...explained, ...shown].sort((a, b) => a.index - b.index);
  parts.push(listed.length > 0 ? marksTable(listed, features) : 'no outlier, explained or not');
  const more = unexplained.length - shown.length;
  if (more > 0) parts.push(`and ${formatCount(more, 'more eigenvalue')} outside, unexplained`);
  if (edges > 0) parts.push(`${formatCount(edges, 'eigenvalue')} just outside, as far as edges fluctuate at this size`);
  for (const { location, cause } of missing) {
    parts.push(`predicted and not seen: an outlier at ${formatNumber(location, 6)}, due to ${causeWords(cause)}`);
  }
  if (distance && marchenkoPastur) {
    parts.push(
      `All but zeros and explained outliers are ${formatNumber(distance.kolmogorovSmirnov, 3)} from the law (Kolmogorov-Smirnov), ` +
        `${formatNumber(marchenkoPastur.distance.kolmogorovSmirnov, 3)} from the Marchenko-Pastur law with the bulk's ends; ` +
        `n = ${samples}, p = ${features}.`,
    );
  }
  return parts;
}

/** Bulks with the eigenvalues that they should have, and have; those of one eigenvalue each, of C's large ones, together. */
function bulksTable({ law }: DataComparison, eigenvalues: Float64Array | null, features: number): string {
  const { bulks } = law.law;
  const table = plainTable(['bulk', 'from', 'to', 'eigenvalues by the law', 'found there']);
  const place = (value: number | null) => (value === null ? 'unbounded' : formatNumber(value, 6));
  const expected = (bulk: Bulk) => bulk.mass * law.features;
  const found = ({ left, right }: Bulk) =>
    eigenvalues?.filter((value) => value >= (left.location ?? -Infinity) && value <= (right.location ?? Infinity))
      .length;
  const large = bulks.filter((bulk) => expected(bulk) >= FEW);
  for (const [k, bulk] of large.entries()) {
    const { left, right } = bulk;
    table.push([k + 1, place(left.location), place(right.location), expected(bulk).toFixed(0), found(bulk) ?? '']);
  }
  const small = bulks.filter((bulk) => expected(bulk) < FEW);
  if (small.length > 0) {
    const total = (of: (bulk: Bulk) => number | undefined) => small.reduce((sum, bulk) => sum + (of(bulk) ?? 0), 0);
    const [first, last] = [small[0].left.location, small[small.length - 1].right.location];
    const name = `${small.length} small ones`;
    table.push([name, place(first), place(last), total(expected).toFixed(0), eigenvalues ? total(found) : '']);
  }
  const atZero = law.law.atomAtZero * law.features + features - law.features;
  if (atZero > 0.5) {
    table.push(['zero', '0', '0', atZero.toFixed(0), eigenvalues ? features - withoutZeros(eigenvalues).length : '']);
  }
  return table.toString();
}

function marksTable(marks: readonly OutlierMark[], features: number): string {
  const signals = SIGNALS.filter((signal) => marks.some(({ alignment }) => alignment[signal] !== undefined));
  const cosines = signals.map((name) => `cos² ${DATA_SIGNAL_NAMES[name]} (law)`);
  const table = plainTable(['outlier', 'value', 'law', 'score', ...cosines, 'p-value', 'due to']);
  for (const { index, eigenvalue, alignment, predicted, score, edgePValue, cause, along } of marks) {
    const shares = signals.map((name) => {
      const expected = predicted?.alignment[name];
      return `${formatCosine(alignment[name], 3)}${expected === undefined ? '' : ` (${formatCosine(expected, 3)})`}`;
    });
    const hint = along === null ? '' : ` (along ${DATA_SIGNAL_NAMES[along]})`;
    table.push([
      `${index + 1} of ${features}`,
      formatNumber(eigenvalue, 6),
      formatNumber(predicted?.location, 6),
      score === null ? '' : formatDifference(score),
      ...shares,
      formatNumber(edgePValue, 2),
      predicted === null ? `unexplained${hint}` : causeWords(cause),
    ]);
  }
  return table.toString();
}

/** Train and test, what can be compared. */
function sideBySide(train: RowsSpectrum, test: RowsSpectrum): string {
  const table = plainTable(['', 'these rows', 'held out']);
  const row = (name: string, of: (rows: RowsSpectrum) => number | null) =>
    table.push([name, formatNumber(of(train), 6), formatNumber(of(test), 6)]);
  row('trace of H', ({ trace }) => trace);
  row('largest eigenvalue', ({ pairs }) => pairs.at(-1)?.eigenvalue ?? null);
  row('smallest (zeros apart)', ({ pairs }) => pairs[0]?.eigenvalue ?? null);
  row('distance of the bulk to its law', ({ comparison }) => comparison?.distance?.kolmogorovSmirnov ?? null);
  return table.toString();
}
