/** Rows of numbers, read as often as needed, a chunk at a time. */

import { ModelError } from '../errors';

/** A matrix that need not fit into memory. */
export interface RowSource {
  /** What it is called in messages: the file's path, say. */
  readonly name: string;
  readonly columns: number;
  /** The columns' names, where there are any. */
  readonly header: readonly string[] | null;
  /** All rows from the first on, in chunks of `rows` (the last one may be shorter), row-major. A chunk may be overwritten by the next. */
  chunks(rows: number): AsyncIterable<Float64Array> | Iterable<Float64Array>;
}

/** An array in memory as a source. `columns` must divide its length. */
export function rowsOf(values: Float64Array, columns: number, name = 'features'): RowSource {
  if (!(Number.isSafeInteger(columns) && columns >= 1) || values.length % columns !== 0) {
    throw new ModelError(name, `rows of ${columns} numbers`, `${values.length} numbers`);
  }
  return {
    name,
    columns,
    header: null,
    *chunks(rows) {
      for (let at = 0; at < values.length; at += rows * columns) yield values.subarray(at, at + rows * columns);
    },
  };
}
