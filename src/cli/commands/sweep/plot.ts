/** `sweep plot DIR`: a quantity against what was swept, as a figure. */

import { renderSweepFigure } from '../../../plot/sweep-figure';
import { chartOf } from '../../../sweep/chart';
import { summarizeQuantity } from '../../../sweep/statistics';
import type { Flags } from '../../arguments';
import { checkOutputPath, FIGURE_ENDINGS, writeFigure } from '../../output';

type PlotFlags = Flags<'out'> & { readonly quantity?: string };

export async function runSweepPlot(folder: string, flags: PlotFlags): Promise<void> {
  const out = await checkOutputPath('out', flags.out, FIGURE_ENDINGS);
  await writeFigure(out, await renderSweepFigure(chartOf(await summarizeQuantity(folder, flags.quantity))));
}
