/** Tables as comma-separated values (RFC 4180), with numbers that read back to the very same float64. */

import type { Spectrum } from '../simulation/spectrum';

/** A column of a table: numbers or text, null where there is nothing. */
export interface Column {
  readonly name: string;
  readonly type: 'number' | 'text';
  readonly values: readonly (number | string | null)[];
}

/** One row, with its line end. */
export function csvRow(fields: readonly (number | string | null)[]): string {
  return `${fields.map(csvField).join(',')}\n`;
}

function csvField(value: number | string | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : String(value);
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

/** A header row, then one row an eigenvalue, ascending within a trial. */
export function encodeEigenvaluesCsv(trials: readonly Pick<Spectrum, 'trial' | 'eigenvalues'>[]): string {
  const rows = [csvRow(['trial', 'index', 'eigenvalue'])];
  for (const { trial, eigenvalues } of trials) {
    eigenvalues.forEach((value, index) => {
      rows.push(csvRow([trial, index, value]));
    });
  }
  return rows.join('');
}
