/** A data set's spectrum as tables for the terminal. */

import { columnName } from '../dataset/column-name';
import { causeWords, DATA_SIGNAL_NAMES, lawWords } from '../dataset/data-words';
import type { HessianSpectrum, RowsSpectrum } from '../dataset/hessian-spectrum';
import type { OutlierMark } from '../dataset/outlier-marks';
import { formatCosine, formatCount, formatNumber } from '../format';
import { SIGNALS } from '../model';
import { withoutZeros } from '../simulation/zeros';
import { plainTable } from './plain-table';

const DIGITS = 8;

/** Columns that are named before it is only said how many more there are. */
const MOST_NAMED = 5;

export function dataSpectrumTable(spectrum: HessianSpectrum): string {
  const { heldOut, fit } = spectrum;
  const parts = [notesOf(spectrum).join('\n')];
  if (fit) {
    parts.push(
      `w was fitted on these rows (ridge ${fit.ridge}): ${fit.iterations} steps of Newton's method, gradient ${fit.gradientNorm.toExponential(1)}`,
    );
  }
  parts.push(pairsTable(spectrum), ...lawParts(spectrum, fit !== null));
  if (heldOut) {
    parts.push(
      `held out: ${notesOf(heldOut).join('\n')}`,
      pairsTable(heldOut),
      ...lawParts(heldOut, false),
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
  for (const { index, eigenvalue, alignment, residual } of pairs) {
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
function lawParts({ comparison, lawReason, samples, features }: RowsSpectrum, isFitted: boolean): string[] {
  if (comparison === null) return [`no law: ${lawReason}`];
  const { law, marks, missing, unmarked, bulk, distance, marchenkoPastur } = comparison;
  const parts = [lawWords(comparison, isFitted).join('\n')];
  const edges = plainTable(['bulk', 'law', 'these rows']);
  const { support } = law.law;
  for (const [k, [left, right]] of support.entries()) {
    const [first, last] = [k === 0 ? bulk?.[0] : null, k === support.length - 1 ? bulk?.[1] : null];
    const name = support.length > 1 ? `bulk ${k + 1}, ` : '';
    edges.push([`${name}left edge`, left === null ? 'unbounded' : formatNumber(left, 6), formatNumber(first, 6)]);
    edges.push([`${name}right edge`, right === null ? 'unbounded' : formatNumber(right, 6), formatNumber(last, 6)]);
  }
  parts.push(edges.toString());
  if (marks.length > 0) parts.push(marksTable(marks, features));
  else parts.push('no eigenvalue outside, and no outlier predicted');
  for (const { location, cause } of missing) {
    parts.push(`predicted and not seen: an outlier at ${formatNumber(location, 6)}, due to ${causeWords(cause)}`);
  }
  if (unmarked > 0)
    parts.push(`${formatCount(unmarked, 'more eigenvalue')} outside, whose eigenvectors were not computed`);
  if (distance && marchenkoPastur) {
    parts.push(
      `The bulk is ${formatNumber(distance.kolmogorovSmirnov, 3)} from the law (Kolmogorov-Smirnov), ` +
        `${formatNumber(marchenkoPastur.distance.kolmogorovSmirnov, 3)} from the Marchenko-Pastur law with its ends; ` +
        `n = ${samples}, p = ${features}.`,
    );
  }
  return parts;
}

function marksTable(marks: readonly OutlierMark[], features: number): string {
  const signals = SIGNALS.filter((signal) => marks.some(({ alignment }) => alignment[signal] !== undefined));
  const head = [
    'outlier',
    'value',
    'law',
    ...signals.map((name) => `cos² ${DATA_SIGNAL_NAMES[name]} (law)`),
    'p-value',
    'due to',
  ];
  const table = plainTable(head);
  for (const { index, eigenvalue, alignment, predicted, pValue, cause } of marks) {
    const cosines = signals.map((name) => {
      const expected = predicted?.alignment[name];
      return `${formatCosine(alignment[name], 3)}${expected === undefined ? '' : ` (${formatCosine(expected, 3)})`}`;
    });
    const values = [formatNumber(eigenvalue, 6), formatNumber(predicted?.location, 6)];
    table.push([`${index + 1} of ${features}`, ...values, ...cosines, formatNumber(pValue, 2), causeWords(cause)]);
  }
  return table.toString();
}

/** Train and test, what can be compared. */
function sideBySide(train: RowsSpectrum, test: RowsSpectrum): string {
  const table = plainTable(['', 'these rows', 'held out']);
  const row = (name: string, of: (rows: RowsSpectrum) => number | null) =>
    table.push([name, formatNumber(of(train), 6), formatNumber(of(test), 6)]);
  row('n', ({ samples }) => samples);
  row('trace of H', ({ trace }) => trace);
  row('largest eigenvalue', ({ pairs }) => pairs.at(-1)?.eigenvalue ?? null);
  row('smallest (zeros apart)', ({ pairs }) => pairs[0]?.eigenvalue ?? null);
  row('distance of the bulk to its law', ({ comparison }) => comparison?.distance?.kolmogorovSmirnov ?? null);
  return table.toString();
}
