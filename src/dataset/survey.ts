/**
 * One pass over all rows before anything is computed: how many there are, each column's mean and standard deviation (Welford's
 * recurrence), columns that are constant or equal to another one, and the first entry that is no finite number.
 */

import { ModelError } from '../errors';
import type { RowSource } from '../rows/row-source';

export interface Survey {
  readonly samples: number;
  /** p means, and p standard deviations (divided by n, not n - 1). */
  readonly means: Float64Array;
  readonly deviations: Float64Array;
  /** Columns of one value, ascending. */
  readonly constant: readonly number[];
  /** Columns, constant ones apart, that are equal to an earlier one in every row: [column, the first that it equals]. */
  readonly duplicates: readonly (readonly [number, number])[];
}

const CHUNK_ROWS = 192;

/**
 * @param breathe awaited between chunks
 * @throws ModelError for no rows, and for NaN or Infinity, with row and column
 */
export async function surveyRows(source: RowSource, breathe: () => Promise<void>): Promise<Survey> {
  const columns = new Columns(source);
  for await (const rows of source.chunks(CHUNK_ROWS)) {
    columns.add(rows);
    await breathe();
  }
  if (columns.samples === 0) throw new ModelError(source.name, 'at least one row', 'none');
  return columns.summary();
}

class Columns {
  samples = 0;
  readonly #means: Float64Array;
  readonly #squares: Float64Array;
  readonly #first: Float64Array;
  readonly #varies: Uint8Array;
  /** Two hashes of each column's bits. */
  readonly #low: Int32Array;
  readonly #high: Int32Array;
  readonly #source: RowSource;

  constructor(source: RowSource) {
    this.#source = source;
    const { columns } = source;
    this.#means = new Float64Array(columns);
    this.#squares = new Float64Array(columns);
    this.#first = new Float64Array(columns);
    this.#varies = new Uint8Array(columns);
    this.#low = new Int32Array(columns);
    this.#high = new Int32Array(columns);
  }

  add(rows: Float64Array): void {
    const { columns } = this.#source;
    const bits = new Int32Array(rows.buffer, rows.byteOffset, 2 * rows.length);
    if (this.samples === 0) this.#first.set(rows.subarray(0, columns));
    for (let start = 0; start < rows.length; start += columns) {
      const share = 1 / (this.samples + 1);
      for (let j = 0; j < columns; j++) {
        const at = start + j;
        const x = rows[at];
        if (!Number.isFinite(x)) {
          throw new ModelError(
            `${this.#source.name}: row ${this.samples}, ${columnName(this.#source.header, j)}`,
            'a finite number',
            x,
          );
        }
        if (x !== this.#first[j]) this.#varies[j] = 1;
        const deviation = x - this.#means[j];
        this.#means[j] += deviation * share;
        this.#squares[j] += deviation * (x - this.#means[j]);
        // Zero has two encodings.
        this.#hash(j, x === 0 ? 0 : bits[2 * at], x === 0 ? 0 : bits[2 * at + 1]);
      }
      this.samples++;
    }
  }

  summary(): Survey {
    const all = Array.from(this.#varies.keys());
    const constant = all.filter((j) => this.#varies[j] === 0);
    const deviations = this.#squares.map((sum) => Math.sqrt(sum / this.samples));
    const means = this.#means;
    for (const j of constant) {
      means[j] = this.#first[j];
      deviations[j] = 0;
    }
    for (const j of all) {
      if (Number.isFinite(deviations[j]) && deviations[j] > 0 === this.#varies[j] > 0) continue;
      const place = `${this.#source.name}: ${columnName(this.#source.header, j)}`;
      throw new ModelError(place, 'numbers whose squares float64 can hold', means[j]);
    }
    return { samples: this.samples, means, deviations, constant, duplicates: this.#duplicates(all) };
  }

  #duplicates(all: readonly number[]): (readonly [number, number])[] {
    const seen = new Map<string, number>();
    return all.flatMap((j) => {
      if (this.#varies[j] === 0) return [];
      const key = `${this.#low[j]},${this.#high[j]}`;
      const earlier = seen.get(key);
      if (earlier === undefined) seen.set(key, j);
      return earlier === undefined ? [] : [[j, earlier] as const];
    });
  }

  /** Multiply and shift, as in the finalizer of MurmurHash3; 64 bits in all, so chance makes no two of 10^5 columns equal. */
  #hash(j: number, lowBits: number, highBits: number): void {
    const low = Math.imul(this.#low[j] ^ lowBits, 0x85ebca6b);
    this.#low[j] = Math.imul((low ^ (low >>> 13)) + highBits, 0xc2b2ae35) ^ (low >>> 16);
    const high = Math.imul(this.#high[j] + highBits, 0x27d4eb2d);
    this.#high[j] = Math.imul(high ^ (high >>> 15) ^ lowBits, 0x165667b1) ^ (high >>> 13);
  }
}

/** "column 3", or "column 3 (age)". */
export function columnName(names: readonly string[] | null, column: number): string {
  return names === null ? `column ${column}` : `column ${column} (${names[column]})`;
}
