/** The law as tables for the terminal. */

import { SIGNALS } from '../model/model';
import { formatCosine, formatNumber } from '../words/format';
import { SIGNAL_NAMES } from '../words/model-words';
import { distributionTables } from './distribution-table';
import type { LawReport } from './law-json';
import { minimizerTable } from './minimizer-table';
import { plainTable } from './plain-table';

const DIGITS = 10;
const error = (value: number) => value.toExponential(0);

export function lawTable(report: LawReport): string {
  const { support, atomAtZero, outliers, margins, density, cdf, stieltjes, diagnostics } = report;
  const end = (value: number | null) => (value === null ? 'unbounded' : formatNumber(value, DIGITS));
  const bulks = plainTable(['bulk', 'left edge', 'right edge', 'mass', 'error']);
  for (const [k, [left, right]] of support.entries()) {
    const errors = diagnostics.edges.slice(2 * k, 2 * k + 2).map((edge) => edge.error);
    const mass = formatNumber(diagnostics.bulks[k].mass, DIGITS);
    bulks.push([k + 1, end(left), end(right), mass, error(Math.max(...errors))]);
  }
  const parts = report.minimizer ? [minimizerTable(report.minimizer), bulks.toString()] : [bulks.toString()];
  const unusual = diagnostics.edges.filter(({ kind }) => kind === 'hard' || kind === 'soft');
  for (const { location, kind } of unusual) parts.push(`${kind} edge at ${formatNumber(location, DIGITS)}`);
  if (!diagnostics.support.certified) parts.push('the edges are not certified: two of them may be about to merge');
  if (atomAtZero > 0) parts.push(`mass at zero  ${formatNumber(atomAtZero, DIGITS)}`);

  if (outliers.length > 0) {
    const table = plainTable([
      'outlier',
      'location',
      ...SIGNALS.map((name) => `cos² ${SIGNAL_NAMES[name]}`),
      'cause',
      'error',
    ]);
    for (const [k, { location, side, alignment, cause }] of outliers.entries()) {
      const cosines = SIGNALS.map((name) => formatCosine(alignment[name], 8));
      const causes = cause.map((name) => SIGNAL_NAMES[name]).join(', ');
      table.push([side, formatNumber(location, DIGITS), ...cosines, causes, error(diagnostics.outliers[k].error)]);
    }
    parts.push(table.toString());
  } else parts.push('no outliers');
  const held = margins.filter(({ margin }) => margin < 0);
  if (held.length > 0) {
    const table = plainTable(['held at', 'edge', 'margin', ...SIGNALS.map((name) => `cos² ${SIGNAL_NAMES[name]}`)]);
    for (const { side, edge, margin, direction } of held) {
      const cosines = SIGNALS.map((name) => formatCosine(direction[name], 4));
      table.push([side, formatNumber(edge, DIGITS), formatNumber(margin, 5), ...cosines]);
    }
    parts.push(table.toString());
  }
  parts.push(...distributionTables(report));

  if (density.length > 0) {
    const table = plainTable(['x', 'density', 'error', 'mass up to x', 'error']);
    for (const [k, { x, density: value }] of density.entries()) {
      const mass = cdf[k];
      const below = mass.value === null ? '-' : formatNumber(mass.value, DIGITS);
      table.push([
        ...[x, formatNumber(value, DIGITS), error(diagnostics.density[k].error)],
        ...[below, mass.error === null ? '-' : error(mass.error)],
      ]);
    }
    parts.push(table.toString());
  }
  if (stieltjes.length > 0) {
    const table = plainTable(['z', 'm', 'delta', 'error']);
    for (const [k, { z, m, delta }] of stieltjes.entries()) {
      table.push([complex(z), complex(m), complex(delta), error(diagnostics.stieltjes[k].error)]);
    }
    parts.push(table.toString());
  }
  return `${parts.join('\n\n')}\n`;
}

function complex([re, im]: [number, number]): string {
  return `${formatNumber(re, DIGITS)} ${im < 0 ? '-' : '+'} ${formatNumber(Math.abs(im), DIGITS)}i`;
}
