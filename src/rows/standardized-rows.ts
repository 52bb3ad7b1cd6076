/** Rows with each column centered and scaled. */

import type { RowSource } from './row-source';

/** x -> (x - center) / scale, column by column; 0 where the scale is 0. */
export interface ColumnScales {
  readonly centers: Float64Array;
  readonly scales: Float64Array;
}

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
