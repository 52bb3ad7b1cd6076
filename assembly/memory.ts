// Memory map. The AssemblyScript runtime's heap is confined to the first 16 MiB (asconfig: lowMemoryLimit); everything
// above is the arena, which the host lays out and in which the kernels work.

/** First byte of the arena. Must equal `lowMemoryLimit` in asconfig.json. */
export const ARENA_BASE: usize = 16777216;

const PAGE_BITS = 16;

/** Grows the memory until the arena ends at or beyond `end` (bytes from 0). Returns false where the host refuses. */
export function arenaReserve(end: usize): bool {
  const pages = i32((u64(end) + 0xffff) >> PAGE_BITS);
  const missing = pages - memory.size();
  return missing <= 0 || memory.grow(missing) >= 0;
}

// Small vectors in and out of the arena, carried by as-bind as typed arrays.

/** Copies `values` to the arena at `out`. */
export function writeVector(out: usize, values: Float64Array): void {
  memory.copy(out, values.dataStart, usize(values.byteLength));
}

/** A copy of the `count` doubles at `source`. */
export function readVector(source: usize, count: i32): Float64Array {
  const values = new Float64Array(count);
  memory.copy(values.dataStart, source, usize(count) << 3);
  return values;
}
