/**
 * H = (1/n) X D X^T of rows of the caller's without H: X is held in the engine's memory where it fits into what it may take,
 * and read again in every multiplication where it does not.
 */

import type { RowSource } from '../../dataset/row-source';
import { ModelError } from '../../errors';
import type { Kernels } from '../../wasm/kernels';
import type { BlockOperator } from './operator';

const DOUBLE = Float64Array.BYTES_PER_ELEMENT;
/** Samples in a chunk: few, since both products read the chunk from the cache; an odd multiple of 4 packs without gaps. */
const CHUNK = 28;
/** Bytes that are read at once. */
const READ_BYTES = 2 ** 22;

type Breathe = (done: number) => Promise<void>;

export interface RowsLayout {
  readonly chunks: number;
  readonly chunkBytes: number;
  readonly isHeld: boolean;
  /** All bytes that the operator allocates. */
  readonly bytes: number;
}

export function rowsLayout({ exports }: Kernels, samples: number, features: number, memory: number): RowsLayout {
  const chunks = Math.ceil(samples / CHUNK);
  const chunkBytes = exports.panelBytes(features, CHUNK);
  const isHeld = chunks * chunkBytes <= memory;
  const rows = CHUNK * features * DOUBLE;
  const work = exports.samplesMultiplyWorkBytes(CHUNK) + samples * DOUBLE;
  return { chunks, chunkBytes, isHeld, bytes: (isHeld ? chunks : 1) * chunkBytes + rows + work };
}

export class RowsOperator implements BlockOperator {
  readonly order: number;
  readonly layout: RowsLayout;
  readonly #samples: number;
  readonly #panels: number;
  readonly #rows: number;
  readonly #scales: number;
  readonly #work: number;

  /** @param curvatures g, one for each row */
  constructor(
    private readonly kernels: Kernels,
    private readonly source: RowSource,
    curvatures: Float64Array,
    memory: number,
    private readonly breathe: Breathe,
  ) {
    const { exports, arena } = kernels;
    this.order = source.columns;
    this.#samples = curvatures.length;
    this.layout = rowsLayout(kernels, this.#samples, this.order, memory);
    const { chunks, chunkBytes, isHeld } = this.layout;
    this.#panels = arena.allocate((isHeld ? chunks : 1) * chunkBytes);
    this.#rows = arena.allocate(CHUNK * this.order * DOUBLE);
    this.#scales = arena.allocate(this.#samples * DOUBLE);
    this.#work = arena.allocate(exports.samplesMultiplyWorkBytes(CHUNK));
    const scales = arena.view(this.#scales, this.#samples);
    for (let i = 0; i < this.#samples; i++) scales[i] = curvatures[i] / this.#samples;
  }

  /**
   * Reads all rows once: holds them if they are to be held.
   * @param look called with each chunk of rows and the index of its first
   * @throws ModelError for NaN or Infinity with its place, or another number of rows than curvatures
   */
  async load(look: (rows: Float64Array, start: number) => void): Promise<void> {
    await this.#eachChunk((rows, start, count) => {
      const bad = rows.findIndex((value) => !Number.isFinite(value));
      if (bad >= 0) {
        const place = `row ${start + Math.floor(bad / this.order)}, column ${bad % this.order}`;
        throw new ModelError(`${this.source.name}: ${place}`, 'a finite number', rows[bad]);
      }
      look(rows, start);
      if (this.layout.isHeld) this.#pack(this.#panelsAt(start), rows, count);
    });
  }

  async multiply(y: number, v: number): Promise<void> {
    const { exports, arena } = this.kernels;
    arena.view(y, exports.blockBytes(this.order) / DOUBLE).fill(0);
    const add = (panels: number, start: number, count: number) =>
      exports.samplesMultiply(y, panels, this.#scales + start * DOUBLE, v, this.order, count, this.#work);
    if (!this.layout.isHeld) {
      await this.#eachChunk((rows, start, count) => {
        this.#pack(this.#panels, rows, count);
        add(this.#panels, start, count);
      });
      return;
    }
    for (let start = 0; start < this.#samples; start += CHUNK) {
      add(this.#panelsAt(start), start, Math.min(CHUNK, this.#samples - start));
      await this.breathe((start + CHUNK) / this.#samples);
    }
  }

  #panelsAt(start: number): number {
    return this.#panels + (start / CHUNK) * this.layout.chunkBytes;
  }

  #pack(panels: number, rows: Float64Array, count: number): void {
    const { exports, arena } = this.kernels;
    arena.view(this.#rows, count * this.order).set(rows);
    exports.packRows(panels, this.#rows, this.order, count);
  }

  async #eachChunk(use: (rows: Float64Array, start: number, count: number) => void): Promise<void> {
    const width = this.order;
    const height = CHUNK * Math.max(1, Math.floor(READ_BYTES / (CHUNK * width * DOUBLE)));
    let start = 0;
    for await (const read of this.source.chunks(height)) {
      const count = read.length / width;
      if (start + count > this.#samples) throw this.#miscounted('more');
      for (let first = 0; first < count; first += CHUNK) {
        const rows = read.subarray(first * width, Math.min(first + CHUNK, count) * width);
        use(rows, start + first, rows.length / width);
      }
      start += count;
      await this.breathe(start / this.#samples);
    }
    if (start < this.#samples) throw this.#miscounted(`${start} rows`);
  }

  #miscounted(got: string): ModelError {
    return new ModelError(this.source.name, `${this.#samples} rows, one for each label`, got);
  }
}
