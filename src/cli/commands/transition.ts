/** `transition <model> --vary w`: the critical values, and the curves of gap and alignment, as a table, JSON or a figure. */

import { type Transition, transition } from '../../law/transitions/transition';
import type { Model } from '../../model/model';
import { modelFileOf } from '../../model/model-file';
import { renderTransition } from '../../plot/transition-figure';
import { formatCosine, formatNumber } from '../../words/format';
import { PARAMETER_NAMES, SIGNAL_NAMES } from '../../words/model-words';
import { type Flags, parseParameter, parsePositive } from '../arguments';
import { loadModelOfLaw } from '../load';
import { checkFigurePath, json, print, writeFigure } from '../output';
import { COSINE_HEADS, cosineCells, plainTable } from '../plain-table';

type TransitionFlags = Flags<'vary' | 'from' | 'to' | 'out', 'json' | 'details'>;

export async function runTransition(name: string, flags: TransitionFlags): Promise<void> {
  const vary = parseParameter(flags.vary);
  const from = parsePositive('from', flags.from);
  const to = parsePositive('to', flags.to);
  const out = await checkFigurePath(flags.out);
  const model = await loadModelOfLaw(name);
  const found = transition(model, { vary, ...(from !== undefined && { from }), ...(to !== undefined && { to }) });
  print(flags.json ? json(transitionJson(model, found, flags.details === true)) : transitionTable(found));
  if (out !== null) await writeFigure(out, await renderTransition(model, found));
}

/** The critical value and the curve; with `details` all that is known of them. */
function transitionJson(model: Model, found: Transition, details: boolean) {
  const { parameter, critical, reason, value, criticals, searched, side, signal, curve } = found;
  if (details) {
    return { parameter, critical, reason, value, criticals, searched, side, signal, curve, model: modelFileOf(model) };
  }
  const points = curve.map(({ value: at, edge, location, alignment }) => ({ value: at, edge, location, alignment }));
  return { parameter, critical, curve: points };
}

const DIGITS = 10;
/** Rows of the curve, evenly chosen. */
const ROWS = 15;

function transitionTable({ parameter, value, criticals, reason, signal, curve }: Transition): string {
  const name = PARAMETER_NAMES[parameter];
  const parts: string[] = [`${name} = ${formatNumber(value, DIGITS)} in the model`];
  if (criticals.length > 0) {
    const table = plainTable([`critical ${name}`, 'outlier is there', 'side', 'edge', ...COSINE_HEADS, 'error']);
    for (const { value: critical, present, side, edge, direction, error } of criticals) {
      table.push([
        formatNumber(critical, DIGITS),
        present,
        side,
        formatNumber(edge, 8),
        ...cosineCells(direction, 4),
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
  return parts.join('\n\n');
}
