/** Samples of the caller's own: features, labels as a loss takes them, and the point at which the Hessian is asked for. */

import { ModelError } from '../errors';
import { defineLossAlone, labelsTakenBy } from '../model/define-loss';
import type { LossInput } from '../model/losses';
import type { Loss } from '../model/model';
import { checkedRows, type RowSource, rowsOf } from '../rows/row-source';
import { checkFinite, checkFloat64Array } from '../rows/user-array';

/** Features with their labels. */
export interface LabeledRows {
  /** n x p: an array, row-major, or a source that is read a chunk at a time, several times over. */
  readonly features: Float64Array | RowSource;
  /** n numbers: 0 and 1, or -1 and 1, for a loss of classes; counts for the Poisson loss. */
  readonly labels: Float64Array;
}

export interface DatasetInput extends LabeledRows {
  readonly loss: LossInput;
  /** The point at which H is taken: p numbers, then the intercept where there is one. Left out where w is to be fitted. */
  readonly weights?: Float64Array;
  /** The vector that the labels came from, where it is known: p numbers. */
  readonly teacher?: Float64Array;
  /** Whether columns are centered and divided by their standard deviation (of n, not n - 1); false by default. */
  readonly standardize?: boolean;
  /** Whether h = w . x + intercept; H stays that of the p features alone. False by default. */
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

//
/** How labels were given: classes -1 and 1 as the losses take them, classes 0 and 1, counts, or any numbers. */
export type LabelCoding = 'signs' | 'classes' | 'counts' | 'reals';

export interface CodedLabels {
  readonly values: Float64Array;
  /** Where it is 'classes', 0 became -1. */
  readonly coding: LabelCoding;
}

/**
 * @throws ModelError, with its row, for NaN or Infinity; for another label than -1 and 1, or 0 and 1, where the loss is one of
 * classes; for what is no count where it is one of counts
 */
export function codeLabels(argument: string, labels: Float64Array, loss: Loss): CodedLabels {
  const refuse = (row: number, expected: string): never => {
    throw new ModelError(`${argument}: row ${row}`, expected, labels[row]);
  };
  const infinite = labels.findIndex((y) => !Number.isFinite(y));
  if (infinite >= 0) refuse(infinite, 'a finite number');
  const taken = labelsTakenBy(loss);
  if (taken === 'counts') {
    const bad = labels.findIndex((y) => !(Number.isSafeInteger(y) && y >= 0));
    if (bad >= 0) refuse(bad, `a count (0, 1, 2, ...) for the loss "${loss.kind}"`);
    return { values: labels, coding: 'counts' };
  }
  if (taken !== 'signs') return { values: labels, coding: 'reals' };
  const hasZeros = labels.includes(0);
  const least = hasZeros ? 0 : -1;
  const bad = labels.findIndex((y) => y !== 1 && y !== least);
  if (bad >= 0) refuse(bad, `classes 0 and 1, or -1 and 1, for the loss "${loss.kind}"`);
  return hasZeros ? { values: labels.map((y) => 2 * y - 1), coding: 'classes' } : { values: labels, coding: 'signs' };
}
