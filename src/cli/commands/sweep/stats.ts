/** `sweep stats DIR`: a quantity in each cell, beside what the law predicts. */

import { valueText } from '../../../sweep/axis';
import { type QuantitySummary, summarizeQuantity } from '../../../sweep/statistics';
import { formatNumber } from '../../../words/format';
import type { Flags } from '../../arguments';
import { json, print } from '../../output';
import { plainTable } from '../../plain-table';

type StatsFlags = Flags<never, 'json'> & { readonly quantity?: string };

export async function runSweepStats(folder: string, flags: StatsFlags): Promise<void> {
  const { sweep, quantity, cells } = await summarizeQuantity(folder, flags.quantity);
  const axes = sweep.axes.map(({ name }) => name);
  const rows = cells.map(({ cell: { index, values, seed }, statistics }) => ({
    cell: index,
    values,
    seed,
    ...statistics,
  }));
  print(flags.json ? json({ quantity: quantity.name, axes, cells: rows }) : tableOf(axes, quantity.name, cells));
}

function tableOf(axes: readonly string[], quantity: string, cells: QuantitySummary['cells']): string {
  const table = plainTable(['cell', ...axes, 'trials', quantity, 'std. error', 'median', 'predicted', 'z']);
  for (const { cell, statistics } of cells) {
    const { trials, mean, standardError, quantiles, predicted, z } = statistics;
    const values = cell.values.map((value) => (typeof value === 'number' ? formatNumber(value, 5) : valueText(value)));
    const numbers = [formatNumber(mean, 6), formatNumber(standardError, 2), formatNumber(quantiles[2], 6)];
    table.push([cell.index, ...values, trials, ...numbers, formatNumber(predicted, 6), formatNumber(z, 3)]);
  }
  return table.toString();
}
