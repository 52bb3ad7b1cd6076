/** `compare <model>`: both roads, a table, a histogram in the terminal, and the figure as a file. */

import { compare } from '../../compare';
import { checkWritable } from '../../data/save';
import { parseSeed, parseTrials } from '../arguments';
import { comparisonJson } from '../comparison-json';
import { interruptSignal } from '../interrupt';
import { loadModel } from '../load-model';
import { progressBar } from '../progress';
import { saveFigure } from '../save-figure';
import { comparisonTable } from '../table';
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
  const model = await loadModel(name);
  const { out } = flags;
  if (out !== undefined) await checkFigurePath(out);
  const bar = progressBar(trials);
  const signal = interruptSignal();
  const comparison = await compare(model, { seed, trials, signal, onProgress: bar.onProgress }).finally(bar.stop);
  if (flags.json) process.stdout.write(`${JSON.stringify(comparisonJson(comparison), null, 2)}\n`);
  else process.stdout.write(`${comparisonTable(comparison)}\n${terminalHistogram(comparison)}\n`);
  if (out !== undefined) {
    await saveFigure(out, comparison);
    process.stderr.write(`figure written to ${out}\n`);
  }
}
