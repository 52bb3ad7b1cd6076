/** `compare <model>`: both roads, a table, a histogram in the terminal, and the figure as a file. */

import { compare } from '../../compare/compare';
import { writeFileAtomically } from '../../data/save';
import { parseSeed, parseTrials } from '../arguments';
import { comparisonJson } from '../comparison-json';
import { comparisonTable } from '../comparison-table';
import { noteEntries } from '../entries-note';
import { interruptSignal } from '../interrupt';
import { loadModel } from '../load-model';
import { checkOutputPath, encodeFigure, FIGURE_ENDINGS } from '../output-file';
import { progressBar } from '../progress';
import { terminalHistogram } from '../terminal-histogram';

interface CompareFlags {
  readonly seed?: string | number;
  readonly trials?: string | number;
  readonly out?: string;
  readonly json?: boolean;
}

export async function runCompare(name: string, flags: CompareFlags): Promise<void> {
  const seed = parseSeed(flags.seed);
  const trials = parseTrials(flags.trials);
  const out = flags.out === undefined ? null : await checkOutputPath('out', flags.out, FIGURE_ENDINGS);
  const model = await loadModel(name);
  noteEntries(model);
  const bar = progressBar(trials);
  const options = { seed, trials, signal: interruptSignal(), onProgress: bar.onProgress };
  const comparison = await compare(model, options).finally(() => bar.stop());
  if (flags.json) process.stdout.write(`${JSON.stringify(comparisonJson(comparison), null, 2)}\n`);
  else process.stdout.write(`${comparisonTable(comparison)}\n\n${terminalHistogram(comparison, terminalSize())}\n`);
  if (out !== null) {
    await writeFileAtomically(out, await encodeFigure(out, comparison));
    process.stderr.write(`Figure written to ${out}\n`);
  }
}

/** The terminal's width, where there is a terminal. */
function terminalSize(): { columns?: number } {
  return process.stdout.columns === undefined ? {} : { columns: process.stdout.columns };
}
