/** Simulated spectra as a table for the terminal: a row for each trial. */

import type { Spectrum } from '../simulation/spectrum';
import { formatNumber } from '../words/format';
import { plainTable } from './plain-table';

const DIGITS = 8;

export function spectraTable(spectra: readonly Spectrum[]): string {
  const table = plainTable(['trial', 'smallest', 'median', 'largest', 'trace', 'milliseconds']);
  for (const { trial, eigenvalues, trace, timing } of spectra) {
    const at = (share: number) => formatNumber(eigenvalues[Math.round(share * (eigenvalues.length - 1))], DIGITS);
    const milliseconds = Object.values(timing).reduce((sum, stage) => sum + stage, 0);
    table.push([trial, at(0), at(0.5), at(1), formatNumber(trace, DIGITS), milliseconds.toFixed(0)]);
  }
  return table.toString();
}
