/** `sweep plot DIR`: a quantity against what was swept, as a figure. */

import { extname } from 'node:path';
import { writeFileAtomically } from '../../../data/save';
import { renderPng } from '../../../plot/png';
import { renderSweepFigure } from '../../../plot/sweep-figure';
import { chartOf } from '../../../sweep/chart';
import { summarizeQuantity } from '../../../sweep/summary';
import { checkOutputPath, FIGURE_ENDINGS } from '../../output-file';

interface PlotFlags {
  readonly quantity?: string;
  readonly out?: string;
}

export async function runSweepPlot(folder: string, flags: PlotFlags): Promise<void> {
  const out = await checkOutputPath('out', flags.out, FIGURE_ENDINGS);
  const svg = await renderSweepFigure(chartOf(await summarizeQuantity(folder, flags.quantity)));
  await writeFileAtomically(out, extname(out) === '.png' ? await renderPng(svg) : svg);
  process.stderr.write(`Figure written to ${out}\n`);
}
