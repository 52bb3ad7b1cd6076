/** Eigenvalues as comma-separated values (RFC 4180 without its quotes: every field is a number). */

import type { Spectrum } from '../simulation/spectrum';

const HEADER = 'trial,index,eigenvalue';

/** A header row, then one row an eigenvalue, ascending within a trial. Reads back to the very same float64. */
export function encodeEigenvaluesCsv(trials: readonly Pick<Spectrum, 'trial' | 'eigenvalues'>[]): string {
  const rows = [HEADER];
  for (const { trial, eigenvalues } of trials) {
    eigenvalues.forEach((value, index) => {
      rows.push(`${trial},${index},${Object.is(value, -0) ? '-0' : value}`);
    });
  }
  return `${rows.join('\n')}\n`;
}
