/**
 * NumPy's archive of arrays: a ZIP file of NPY files, not compressed (the digits of eigenvalues are noise), the same bytes
 * for the same arrays. Reference: numpy.savez. Node only.
 */

import { Zip, ZipPassThrough } from 'fflate';
import { encodeNpy } from './npy';
import { FileDraft } from './save';

/** ZIP without its 64-bit extension ends at 4 GiB and 65,535 entries; readers are happiest well below. */
const LARGEST_BYTES = 2 ** 31;
const MOST_ENTRIES = 60_000;
/** ZIP has no earlier date. */
const DATE = new Date(1980, 0, 1);

/** Writes arrays into `base.npz`, and into `base.2.npz`, ... once one is full. */
export class NpzWriter {
  #part: Part | null = null;
  #parts: Part[] = [];
  readonly #base: string;

  constructor(base: string) {
    this.#base = base;
  }

  /** Adds an array in C order. */
  async add(name: string, values: Float64Array, shape: readonly number[]): Promise<void> {
    const bytes = encodeNpy(values, shape);
    if (this.#part === null || this.#part.bytes + bytes.length > LARGEST_BYTES || this.#part.entries >= MOST_ENTRIES) {
      this.#part?.end();
      await this.#part?.drain();
      const number = this.#parts.length + 1;
      this.#part = await Part.open(number === 1 ? `${this.#base}.npz` : `${this.#base}.${number}.npz`);
      this.#parts.push(this.#part);
    }
    this.#part.add(`${name}.npy`, bytes);
    await this.#part.drain();
  }

  /** The paths of the files, now complete. */
  async commit(): Promise<string[]> {
    this.#part?.end();
    await this.#part?.drain();
    for (const { draft } of this.#parts) await draft.commit();
    return this.#parts.map(({ draft }) => draft.path);
  }

  async discard(): Promise<void> {
    for (const { draft } of this.#parts) await draft.discard();
  }
}

class Part {
  bytes = 0;
  entries = 0;
  readonly #chunks: Uint8Array[] = [];
  readonly #zip = new Zip((error, chunk) => {
    if (error) throw error;
    this.#chunks.push(chunk);
  });

  private constructor(readonly draft: FileDraft) {}

  static async open(path: string): Promise<Part> {
    return new Part(await FileDraft.open(path));
  }

  add(name: string, bytes: Uint8Array): void {
    const entry = new ZipPassThrough(name);
    entry.mtime = DATE;
    this.#zip.add(entry);
    entry.push(bytes, true);
    this.bytes += bytes.length;
    this.entries++;
  }

  end(): void {
    this.#zip.end();
  }

  async drain(): Promise<void> {
    for (const chunk of this.#chunks.splice(0)) await this.draft.write(chunk);
  }
}
