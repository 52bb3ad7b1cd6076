/** A source of the caller's own, or a file that changes while it is read, may give what it should not. */

import { ModelError } from '../errors';
import type { RowSource } from './row-source';

/** The same rows, with their chunks counted: other sizes than asked for, or another number of rows in a later pass, are refused. */
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
