/** A bump allocator over the part of the WebAssembly memory that belongs to the kernels (see assembly/memory.ts). */

import { MemoryError } from '../errors';
import type { KernelExports } from './exports.generated';

/** Cache line and SIMD friendly. */
const ALIGNMENT = 64;

/** wasm32 addresses end here. */
export const ADDRESS_SPACE_BYTES = 2 ** 32;

export class Arena {
  readonly #exports: KernelExports;
  #top: number;
  #generation = 0;
  #highest: number;
  readonly #base: number;

  /** @param reserved bytes at its beginning that stay out of it */
  constructor(exports: KernelExports, reserved = 0) {
    this.#exports = exports;
    this.#base = exports.ARENA_BASE.value + reserved;
    this.#top = this.#base;
    this.#highest = this.#base;
  }

  /** The end of what is allocated. */
  get top(): number {
    return this.#top;
  }

  /** How often the arena has been filled anew: as long as this stays the same, what lay at the bottom is still there. */
  get generation(): number {
    return this.#generation;
  }

  /** The most bytes that were ever allocated at a time. */
  get peakBytes(): number {
    return this.#highest - this.#base;
  }

  /** The bytes that are still free below the 4 GiB limit. */
  get available(): number {
    return ADDRESS_SPACE_BYTES - this.#top;
  }

  /** Reserves `byteLength` bytes, aligned to 64; valid until the next `reset`. Growth detaches earlier views. */
  allocate(byteLength: number): number {
    const pointer = this.#top;
    const end = pointer + Math.ceil(byteLength / ALIGNMENT) * ALIGNMENT;
    if (end >= ADDRESS_SPACE_BYTES || !this.#exports.arenaReserve(end)) {
      throw new MemoryError(end - this.#base, ADDRESS_SPACE_BYTES - this.#base);
    }
    if (pointer === this.#base) this.#generation++;
    this.#top = end;
    this.#highest = Math.max(this.#highest, end);
    return pointer;
  }

  /** Frees everything at once; the memory itself stays and is reused. */
  reset(): void {
    this.#top = this.#base;
  }

  /** After a reset: everything up to `top`, allocated earlier in this generation, is allocated again as it was. */
  resume(top: number): void {
    this.#top = top;
  }

  /** A view that is valid until the memory grows. */
  view(pointer: number, length: number): Float64Array {
    return new Float64Array(this.#exports.memory.buffer, pointer, length);
  }

  /** Copies bytes from one place in the memory to another. */
  copy(out: number, source: number, byteLength: number): void {
    new Uint8Array(this.#exports.memory.buffer).copyWithin(out, source, source + byteLength);
  }
}
