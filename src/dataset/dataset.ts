/** Samples of the caller's own, and what is asked about them. */

import { ModelError } from '../errors';
import { defineLossAlone } from '../model/define-loss';
import type { LossInput } from '../model/losses';
import type { Loss } from '../model/model';
import { checkedRows } from '../rows/checked-rows';
import { type RowSource, rowsOf } from '../rows/row-source';
import { checkFinite, checkFloat64Array } from '../rows/user-array';

/** Features with their labels. */
export interface LabeledRows {
  /** n x p: an array, row-major, or a source that is read a chunk at a time, several times over. */
  readonly features: Float64Array | RowSource;
  /** n numbers: of a loss of classes 0 and 1, or -1 and 1; of the Poisson loss counts. */
  readonly labels: Float64Array;
}

export interface DatasetInput extends LabeledRows {
  readonly loss: LossInput;
  /** The point at which H is: p numbers, with an intercept p + 1, that one last. Left out where it is to be fitted. */
  readonly weights?: Float64Array;
  /** The vector that the labels came from, where it is known: p numbers. */
  readonly teacher?: Float64Array;
  /** Columns centered and divided by their standard deviation (of n, not n - 1); false by default. */
  readonly standardize?: boolean;
  /** A constant beside the features: h = w . x + intercept. H is that of the p features alone. False by default. */
  readonly intercept?: boolean;
}

/** A `DatasetInput` whose parts fit together, as far as can be told before its rows are read. */
export interface Dataset {
  readonly source: RowSource;
  readonly labels: Float64Array;
  readonly loss: Loss;
  readonly weights: Float64Array | null;
  readonly teacher: Float64Array | null;
  readonly standardize: boolean;
  readonly intercept: boolean;
}

/** @throws ModelError for a part that is missing, of another type, or of another length than it must be */
export function defineDataset(input: DatasetInput): Dataset {
  const { weights, teacher, standardize = false, intercept = false } = input;
  const { source, labels } = rowsWithLabels(input, '');
  if (typeof standardize !== 'boolean') throw new ModelError('standardize', 'true or false', standardize);
  if (typeof intercept !== 'boolean') throw new ModelError('intercept', 'true or false', intercept);
  const p = source.columns;
  return {
    source,
    labels,
    loss: defineLossAlone(input.loss),
    weights: weights === undefined ? null : checkWeights(weights, p, intercept),
    teacher:
      teacher === undefined ? null : checkLength('teacher', teacher, p, `${p} numbers (a weight for each feature)`),
    standardize,
    intercept,
  };
}

/** @param prefix of the names in messages: 'heldOut.', say */
export function rowsWithLabels(
  { features, labels }: LabeledRows,
  prefix: string,
): { readonly source: RowSource; readonly labels: Float64Array } {
  const name = `${prefix}features`;
  const { length } = checkFloat64Array(`${prefix}labels`, labels);
  if (length === 0) throw new ModelError(`${prefix}labels`, 'at least one label', 'none');
  if (!(features instanceof Float64Array)) return { source: checkedRows(checkSource(name, features)), labels };
  if (features.length === 0 || features.length % length !== 0) {
    const expected = `a multiple of ${length} numbers (n, the length of ${prefix}labels), at least one of them`;
    throw new ModelError(name, expected, `${features.length} numbers`);
  }
  return { source: rowsOf(features, features.length / length, name), labels };
}

function checkSource(argument: string, source: unknown): RowSource {
  const { columns, chunks, name, header } = (source ?? {}) as Partial<RowSource>;
  const isSource = typeof chunks === 'function' && Number.isSafeInteger(columns) && (columns as number) >= 1;
  const isNamed = typeof name === 'string' && (header === null || (header as unknown[])?.length === columns);
  if (!isSource || !isNamed) throw new ModelError(argument, 'a Float64Array, or a RowSource', source);
  return source as RowSource;
}

function checkWeights(weights: unknown, p: number, intercept: boolean): Float64Array {
  const expected = intercept
    ? `${p + 1} numbers (a weight for each feature, then the intercept)`
    : `${p} numbers (a weight for each feature; one more takes an intercept)`;
  return checkLength('weights', weights, intercept ? p + 1 : p, expected);
}

function checkLength(argument: string, value: unknown, length: number, expected: string): Float64Array {
  const vector = checkFloat64Array(argument, value);
  if (vector.length !== length) throw new ModelError(argument, expected, `${vector.length} numbers`);
  checkFinite(argument, vector);
  return vector;
}
