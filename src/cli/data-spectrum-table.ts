/** A data set's spectrum as tables for the terminal. */

import { columnName } from '../dataset/column-name';
import type { HessianSpectrum, RowsSpectrum } from '../dataset/hessian-spectrum';
import { formatCosine, formatNumber } from '../format';
import { SIGNALS } from '../model';
import { withoutZeros } from '../simulation/zeros';
import { plainTable } from './plain-table';

const DIGITS = 8;
const NAMES = { mean: 'sample mean', w: 'w', wStar: 'teacher' } as const;
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
  parts.push(pairsTable(spectrum));
  if (heldOut) parts.push(`held out: ${notesOf(heldOut).join('\n')}`, pairsTable(heldOut));
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
  const table = plainTable(['eigenvalue', 'value', ...signals.map((signal) => `cos² ${NAMES[signal]}`), 'residual']);
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
