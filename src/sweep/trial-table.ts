/** The table of all trials, built row by row. */

import type { Column } from '../data/column';
import { valueText } from './axis';
import type { Cell } from './cell';
import type { Quantity } from './quantity';
import type { TrialRecord } from './record';
import type { Sweep } from './sweep-file';

/** One row a trial: cell, trial, seed, the axes' values, the quantities. */
export class TrialTable {
  readonly columns: readonly (Column & { readonly values: (number | string | null)[] })[];

  constructor(
    sweep: Sweep,
    private readonly quantities: readonly Quantity[],
  ) {
    const number = (name: string) => ({ name, type: 'number' as const, values: [] });
    const axes = sweep.axes.map(({ name, values }) => ({
      name,
      type: values.every((value) => typeof value === 'number') ? ('number' as const) : ('text' as const),
      values: [],
    }));
    this.columns = [...['cell', 'trial', 'seed'].map(number), ...axes, ...quantities.map(({ name }) => number(name))];
  }

  get head(): string[] {
    return this.columns.map(({ name }) => name);
  }

  /** The row that was added. */
  add(cell: Cell, record: TrialRecord): (number | string | null)[] {
    const numbers = this.quantities.map((quantity) => quantity.of(record));
    const row = [cell.index, record.trial, cell.seed, ...cell.values, ...numbers].map((value, k) =>
      this.columns[k].type === 'text' ? valueText(value) : (value as number | null),
    );
    for (const [k, value] of row.entries()) this.columns[k].values.push(value);
    return row;
  }
}
