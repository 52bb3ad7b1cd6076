/**
 * Columns that are zero in every row are left out before anything is computed: each is a zero eigenvalue and nothing else, and the
 * law is that of the others. What is found of these is put back in its place among all.
 */

import type { RowSource } from '../rows/row-source';
import type { Eigenpair } from '../simulation/spectrum';
import type { DataEigenvalues } from './data-spectrum';

/** The kept ones, ascending, of so many. */
export interface KeptColumns {
  readonly kept: Int32Array;
  readonly features: number;
}

export function keptRows(source: RowSource, { kept, features }: KeptColumns): RowSource {
  if (kept.length === features) return source;
  const columns = kept.length;
  return {
    ...source,
    columns,
    async *chunks(count) {
      let values = new Float64Array(0);
      for await (const rows of source.chunks(count)) {
        const height = rows.length / features;
        if (values.length < height * columns) values = new Float64Array(height * columns);
        for (let i = 0; i < height; i++) {
          for (let k = 0; k < columns; k++) values[i * columns + k] = rows[i * features + kept[k]];
        }
        yield values.subarray(0, height * columns);
      }
    },
  };
}

/** The entries of p numbers that belong to kept columns. */
export function ofKept(values: Float64Array, { kept }: KeptColumns): Float64Array {
  return Float64Array.from(kept, (column) => values[column]);
}

/** p numbers: zero where no column was kept. */
export function amongAll(values: Float64Array, { kept, features }: KeptColumns): Float64Array {
  const all = new Float64Array(features);
  for (const [k, column] of kept.entries()) all[column] = values[k];
  return all;
}

/** With the zero eigenvalues of the columns that were left out. */
export function withZeros(found: DataEigenvalues, columns: KeptColumns): DataEigenvalues {
  const { kept, features } = columns;
  if (kept.length === features) return found;
  return {
    ...found,
    eigenvalues:
      found.eigenvalues &&
      Float64Array.from([...found.eigenvalues, ...new Float64Array(features - kept.length)]).sort(),
    pairs: found.pairs.map((pair) => ({ ...shifted(pair, columns), vector: amongAll(pair.vector, columns) })),
  };
}

/** The index that an eigenvalue has once the zeros are there: they come before the positive ones. */
export function shifted<Indexed extends Pick<Eigenpair, 'index' | 'eigenvalue'>>(
  entry: Indexed,
  { kept, features }: KeptColumns,
): Indexed {
  return entry.eigenvalue > 0 ? { ...entry, index: entry.index + features - kept.length } : entry;
}
