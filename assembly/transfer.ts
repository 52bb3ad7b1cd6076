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
