/** A transition as tables for the terminal. */

import type { Transition } from '../law/transitions/transition';
import { SIGNALS } from '../model/model';
import { formatCosine, formatNumber } from '../words/format';
import { PARAMETER_NAMES, SIGNAL_NAMES } from '../words/model-words';
import { plainTable } from './plain-table';

const DIGITS = 10;
/** Rows of the curve, evenly chosen. */
const ROWS = 15;

export function transitionTable({ parameter, value, criticals, reason, signal, curve }: Transition): string {
  const name = PARAMETER_NAMES[parameter];
  const parts: string[] = [`${name} = ${formatNumber(value, DIGITS)} in the model`];
  if (criticals.length > 0) {
    const cosines = SIGNALS.map((each) => `cos² ${SIGNAL_NAMES[each]}`);
    const table = plainTable([`critical ${name}`, 'outlier is there', 'side', 'edge', ...cosines, 'error']);
    for (const { value: critical, present, side, edge, direction, error } of criticals) {
      const shares = SIGNALS.map((each) => formatCosine(direction[each], 4));
      table.push([
        formatNumber(critical, DIGITS),
        present,
        side,
        formatNumber(edge, 8),
        ...shares,
        error.toExponential(0),
      ]);
    }
    parts.push(table.toString());
  }
  if (reason !== null) parts.push(`no critical value: ${reason}`);
  if (curve.length > 0) {
    const cosine = signal === null ? 'cos²' : `cos² ${SIGNAL_NAMES[signal]}`;
    const table = plainTable([name, 'edge', 'outlier', 'gap', cosine]);
    const stride = Math.max(1, Math.ceil(curve.length / ROWS));
    for (const point of curve.filter((_, k) => k % stride === 0)) {
      const { location, gap } = point;
      table.push([
        formatNumber(point.value, 5),
        formatNumber(point.edge, 7),
        formatNumber(location, 7),
        formatNumber(gap, 3),
        formatCosine(point.alignment, 4),
      ]);
    }
    parts.push(table.toString());
  }
  return `${parts.join('\n\n')}\n`;
}
