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

/**
 * A source of the caller's own, or a file that changes while it is read, may give what it should not: the rows of `source`, with
 * other chunks than asked for, or another number of rows in a later pass, refused.
 */
export function checkedRows(source: RowSource): RowSource {
  const { name, columns } = source;
  let known: number | null = null;
  return {
    ...source,
    async *chunks(count) {
      let rows = 0;
      for await (const chunk of source.chunks(count)) {
        const { length } = chunk;
        const isWhole = length % columns === 0 && length > 0 && length <= count * columns;
        if (!isWhole || rows % count !== 0) {
          const expected = `chunks of ${count} rows of ${columns} numbers, the last one alone shorter`;
          throw new ModelError(name, expected, `${length} numbers from row ${rows} on`);
        }
        rows += length / columns;
        if (known !== null && rows > known) throw changed(name, known, 'more');
        yield chunk;
      }
      if (known !== null && rows < known) throw changed(name, known, rows);
      known = rows;
    },
  };
}

function changed(name: string, known: number, rows: number | string): ModelError {
  return new ModelError(name, `${known} rows, as when it was first read`, rows);
}

/** Numbers that are held at most: 256 MiB. */
const MOST = 2 ** 25;
const CHUNK_ROWS = 192;

/** Rows that are read often, held in memory; the source itself if they are too many. */
export async function heldRows(source: RowSource, breathe: () => Promise<void>): Promise<RowSource> {
  const parts: Float64Array[] = [];
  let length = 0;
  for await (const rows of source.chunks(CHUNK_ROWS)) {
    length += rows.length;
    if (length > MOST) return source;
    parts.push(rows.slice());
    await breathe();
  }
  const values = new Float64Array(length);
  let at = 0;
  for (const part of parts) {
    values.set(part, at);
    at += part.length;
  }
  const { name, header, columns } = source;
  return { ...rowsOf(values, columns, name), header };
}

/** x -> (x - center) / scale, column by column; 0 where the scale is 0. */
export interface ColumnScales {
  readonly centers: Float64Array;
  readonly scales: Float64Array;
}

/** The rows with each column centered and scaled. */
export function standardizedRows(source: RowSource, { centers, scales }: ColumnScales): RowSource {
  const { columns } = source;
  return {
    ...source,
    async *chunks(count) {
      let values = new Float64Array(0);
      for await (const rows of source.chunks(count)) {
        if (values.length < rows.length) values = new Float64Array(rows.length);
        for (let start = 0; start < rows.length; start += columns) {
          for (let j = 0; j < columns; j++) {
            values[start + j] = scales[j] === 0 ? 0 : (rows[start + j] - centers[j]) / scales[j];
          }
        }
        yield values.subarray(0, rows.length);
      }
    },
  };
}
