/** Rows that are read often are held in memory where they fit. */

import { type RowSource, rowsOf } from './row-source';

/** Numbers that are held at most: 256 MiB. */
const MOST = 2 ** 25;
const CHUNK_ROWS = 192;

/** The source itself if its rows are too many; else the same rows in memory. */
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
