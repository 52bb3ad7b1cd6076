/** `transition <model> --vary w`: the critical values, and the curves of gap and alignment, as a table, JSON or a figure. */

import { extname } from 'node:path';
import { writeFileAtomically } from '../../data/save';
import { transition } from '../../law/transitions/transition';
import { renderPng } from '../../plot/png';
import { renderTransition } from '../../plot/transition-figure';
import { parseParameter, parsePositive } from '../arguments';
import { noteEntries } from '../entries-note';
import { loadModel } from '../load-model';
import { checkOutputPath, FIGURE_ENDINGS } from '../output-file';
import { transitionJson } from '../transition-json';
import { transitionTable } from '../transition-table';

interface TransitionFlags {
  readonly vary?: string;
  readonly from?: string | number;
  readonly to?: string | number;
  readonly out?: string;
  readonly json?: boolean;
  readonly details?: boolean;
}

export async function runTransition(name: string, flags: TransitionFlags): Promise<void> {
  const vary = parseParameter(flags.vary);
  const from = parsePositive('from', flags.from);
  const to = parsePositive('to', flags.to);
  const out = flags.out === undefined ? null : await checkOutputPath('out', flags.out, FIGURE_ENDINGS);
  const model = await loadModel(name);
  noteEntries(model);
  const found = transition(model, { vary, ...(from !== undefined && { from }), ...(to !== undefined && { to }) });
  process.stdout.write(
    flags.json
      ? `${JSON.stringify(transitionJson(model, found, flags.details === true), null, 2)}\n`
      : transitionTable(found),
  );
  if (out !== null) {
    const svg = await renderTransition(model, found);
    await writeFileAtomically(out, extname(out) === '.png' ? await renderPng(svg) : svg);
    process.stderr.write(`Figure written to ${out}\n`);
  }
}
