/** H = (1/n) X D X^T without H: every multiplication is a pass over the rows. */

import type { BlockOperator } from '../simulation/lanczos/operator';
import type { Kernels } from '../wasm/kernels';
import type { PreparedRows } from './prepared-rows';

const DOUBLE = Float64Array.BYTES_PER_ELEMENT;
/** Samples in a chunk: few, since both products read the chunk from the cache; an odd multiple of 4 packs without gaps. */
const CHUNK = 28;

/** Bytes that an operator allocates. */
export function rowsOperatorBytes({ exports }: Kernels, samples: number, features: number): number {
  const panels = exports.panelBytes(features, CHUNK);
  return panels + CHUNK * features * DOUBLE + samples * DOUBLE + exports.samplesMultiplyWorkBytes(CHUNK);
}

export class RowsOperator implements BlockOperator {
  readonly order: number;
  readonly #panels: number;
  readonly #rows: number;
  readonly #scales: number;
  readonly #work: number;

  readonly #kernels: Kernels;
  readonly #data: Pick<PreparedRows, 'source' | 'samples'>;
  readonly #breathe: () => Promise<void>;

  /** @param breathe awaited between chunks */
  constructor(
    kernels: Kernels,
    data: Pick<PreparedRows, 'source' | 'samples'>,
    curvatures: Float64Array,
    breathe: () => Promise<void>,
  ) {
    this.#kernels = kernels;
    this.#data = data;
    this.#breathe = breathe;
    const { exports, arena } = kernels;
    const { samples, source } = data;
    this.order = source.columns;
    this.#panels = arena.allocate(exports.panelBytes(this.order, CHUNK));
    this.#rows = arena.allocate(CHUNK * this.order * DOUBLE);
    this.#scales = arena.allocate(samples * DOUBLE);
    this.#work = arena.allocate(exports.samplesMultiplyWorkBytes(CHUNK));
    arena.view(this.#scales, samples).set(curvatures.map((g) => g / samples));
  }

  /** The sum of the eigenvalues. */
  async trace(): Promise<number> {
    let sum = 0;
    await this.#each((scales, count) => {
      sum += this.#kernels.exports.samplesTrace(this.#panels, scales, this.order, count);
    });
    return sum;
  }

  async multiply(y: number, v: number): Promise<void> {
    const { exports, arena } = this.#kernels;
    arena.view(y, exports.blockBytes(this.order) / DOUBLE).fill(0);
    await this.#each((scales, count) => {
      exports.samplesMultiply(y, this.#panels, scales, v, this.order, count, this.#work);
    });
  }

  async #each(use: (scales: number, count: number) => void): Promise<void> {
    const { exports, arena } = this.#kernels;
    let scales = this.#scales;
    for await (const rows of this.#data.source.chunks(CHUNK)) {
      const count = rows.length / this.order;
      arena.view(this.#rows, rows.length).set(rows);
      exports.packRows(this.#panels, this.#rows, this.order, count);
      use(scales, count);
      scales += count * DOUBLE;
      await this.#breathe();
    }
  }
}
