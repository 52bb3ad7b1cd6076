/** The statistics of one quantity over a sweep's cells, straight from the shards: also of one that is not finished. */

import { ModelError } from '../errors';
import type { Model } from '../model/model';
import { type Cell, modelOf } from './cell';
import { predictionsOf } from './cell-statistics';
import { SweepFolder } from './folder';
import { type Quantity, quantitiesOf } from './quantity';
import { ShardIndex } from './shard-index';
import { type Statistics, statisticsOf } from './statistics';
import type { Sweep } from './sweep-file';

export interface CellSummary {
  readonly cell: Cell;
  readonly statistics: Statistics;
}

export interface QuantitySummary {
  readonly sweep: Sweep;
  readonly quantity: Quantity;
  /** Cells of which at least one trial is done. */
  readonly cells: readonly CellSummary[];
}

/** @throws ModelError for a quantity that was not kept */
export async function summarizeQuantity(out: string, name?: string): Promise<QuantitySummary> {
  const folder = new SweepFolder(out);
  const sweep = await folder.sweep();
  const quantities = quantitiesOf(sweep);
  const quantity = name === undefined ? quantities[0] : quantities.find((candidate) => candidate.name === name);
  if (!quantity) {
    throw new ModelError('quantity', `one that was kept (${quantities.map((kept) => kept.name).join(', ')})`, name);
  }
  const values = sweep.cells.map((): number[] => []);
  for (const record of ShardIndex.read(folder.shards, sweep).records()) {
    const value = quantity.of(record);
    if (value !== null) values[record.cell].push(value);
  }
  const cells = sweep.cells
    .filter(({ index }) => values[index].length > 0)
    .map((cell) => ({ cell, statistics: statisticsOf(values[cell.index], predict(quantity, modelOf(cell))) }));
  if (cells.length === 0) throw new ModelError(out, 'at least one trial that is done', 'none');
  return { sweep, quantity, cells };
}

export function predict(quantity: Quantity, model: Model): number | null {
  return predictionsOf(model, [quantity])[0];
}
