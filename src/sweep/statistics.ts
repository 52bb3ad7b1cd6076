/** Statistics of quantities over the trials of each cell, beside what the law predicts. */

import { ConvergenceError, MinimizerError, ModelError } from '../errors';
import type { Law } from '../law/law';
import { limitingLaw } from '../law/limiting-law';
import type { Model } from '../model/model';
import { quantileOf } from '../numerics/histogram';
import { valueText } from './axis';
import { type Cell, modelOf } from './cell';
import { SweepFolder } from './folder';
import { type Quantity, quantitiesOf } from './quantity';
import type { TrialRecord } from './shard-file';
import { ShardIndex } from './shard-index';
import type { Sweep } from './sweep-file';

export interface Statistics {
  readonly trials: number;
  readonly mean: number;
  /** The deviation of one trial and the error of the mean, null for fewer than two trials. */
  readonly standardDeviation: number | null;
  readonly standardError: number | null;
  /** The values below which the shares QUANTILES lie. */
  readonly quantiles: readonly number[];
  readonly predicted: number | null;
  /** (mean - predicted) / standardError. */
  readonly z: number | null;
}

export const QUANTILES = [0.05, 0.25, 0.5, 0.75, 0.95] as const;

/** @param values at least one */
export function statisticsOf(values: readonly number[], predicted: number | null): Statistics {
  const trials = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / trials;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const standardDeviation = trials > 1 ? Math.sqrt(squares / (trials - 1)) : null;
  const standardError = standardDeviation === null ? null : standardDeviation / Math.sqrt(trials);
  const sorted = Float64Array.from(values).sort();
  return {
    trials,
    mean,
    standardDeviation,
    standardError,
    quantiles: QUANTILES.map((q) => quantileOf(sorted, q)),
    predicted,
    z: standardError && predicted !== null ? (mean - predicted) / standardError : null,
  };
}

/** The columns after the cell's index and the values of its axes. */
export const STATISTICS_HEAD = [
  'quantity',
  'trials',
  'mean',
  'standardDeviation',
  'standardError',
  ...QUANTILES.map((q) => `q${String(Math.round(100 * q)).padStart(2, '0')}`),
  'predicted',
  'z',
];

export class CellStatistics {
  /** Named by quantity; those that no trial gave are left out. */
  readonly quantities: ReadonlyMap<string, Statistics>;

  constructor(
    readonly cell: Cell,
    quantities: readonly Quantity[],
    records: readonly TrialRecord[],
    predictions: readonly (number | null)[],
  ) {
    const entries = quantities.map((quantity, k) => {
      const values = records.map((record) => quantity.of(record)).filter((value) => value !== null);
      return [quantity.name, values.length > 0 ? statisticsOf(values, predictions[k]) : null] as const;
    });
    this.quantities = new Map(entries.filter((entry): entry is [string, Statistics] => entry[1] !== null));
  }

  /** Rows of the table of statistics. */
  rows(): (number | string | null)[][] {
    const { index, values } = this.cell;
    const place = [index, ...values.map((value) => (typeof value === 'number' ? value : valueText(value)))];
    return [...this.quantities].map(([name, found]) => {
      const { trials, mean, standardDeviation, standardError, quantiles, predicted, z } = found;
      return [...place, name, trials, mean, standardDeviation, standardError, ...quantiles, predicted, z];
    });
  }
}

/** What the law predicts of each quantity; null where it says nothing, or could not be computed. */
export function predictionsOf(model: Model, quantities: readonly Quantity[]): (number | null)[] {
  let law: Law | null = null;
  return quantities.map((quantity) => {
    try {
      law ??= limitingLaw(model);
      return quantity.predict(law, model);
    } catch (error) {
      if (error instanceof ConvergenceError || error instanceof ModelError || error instanceof MinimizerError)
        return null;
      throw error;
    }
  });
}

export interface QuantitySummary {
  readonly sweep: Sweep;
  readonly quantity: Quantity;
  /** Cells of which at least one trial is done. */
  readonly cells: readonly { readonly cell: Cell; readonly statistics: Statistics }[];
}

/**
 * The statistics of one quantity over a sweep's cells, straight from the shards: also of a sweep that is not finished.
 * @throws ModelError for a quantity that was not kept
 */
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
