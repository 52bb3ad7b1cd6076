/** The statistics of all quantities of one cell. */

import { ConvergenceError, MinimizerError, ModelError } from '../errors';
import type { Law } from '../law/law';
import { limitingLaw } from '../law/limiting-law';
import type { Model } from '../model/model';
import { valueText } from './axis';
import type { Cell } from './cell';
import type { Quantity } from './quantity';
import type { TrialRecord } from './record';
import { QUANTILES, type Statistics, statisticsOf } from './statistics';

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
  /** By the quantity's name; without those that no trial gave. */
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
    const place = [
      this.cell.index,
      ...this.cell.values.map((value) => (typeof value === 'number' ? value : valueText(value))),
    ];
    return [...this.quantities].map(
      ([name, { trials, mean, standardDeviation, standardError, quantiles, predicted, z }]) => [
        ...place,
        name,
        trials,
        mean,
        standardDeviation,
        standardError,
        ...quantiles,
        predicted,
        z,
      ],
    );
  }
}

/** What the law predicts for each quantity; null where it says nothing, or could not be computed. */
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
