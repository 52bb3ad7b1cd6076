/** The exports of assembly/index.ts, with the types of the host's side. Pointers are byte offsets into `memory`. */
export interface KernelExports {
  readonly memory: WebAssembly.Memory;
  readonly ARENA_BASE: WebAssembly.Global;

  // memory, transfer (through as-bind)
  arenaReserve(end: number): number;
  writeVector(out: number, values: Float64Array): void;
  readVector(source: number, count: number): Float64Array;

  // packed: symmetric matrices of order p as a packed lower triangle
  blockCount(p: number): number;
  paddedOrder(p: number): number;
  packedBytes(p: number): number;
  packedOffset(row: number, column: number): number;
  packedRead(out: number, matrix: number, p: number): void;
  packedWrite(matrix: number, rows: number, p: number): void;
  packedTrace(matrix: number, p: number): number;
  packedFrobeniusSquared(matrix: number, p: number): number;

  // random: a stream is 32 bytes (seedStream goes through as-bind)
  seedStream(stream: number, entropy: Uint32Array, spawnKey: Uint32Array): void;
  fillRaw(out: number, stream: number, count: number): void;
  fillUniforms(out: number, stream: number, count: number): void;
  fillNormals(out: number, stream: number, count: number): void;

  // panels: a chunk of samples, packed
  chunkSamples(n: number): number;
  panelBytes(p: number, count: number): number;
  packRows(panels: number, rows: number, p: number, count: number): void;

  // hessian: H = (1/n) X D X^T, chunk by chunk
  hessianClear(matrix: number, p: number): void;
  hessianScale(strips: number, panels: number, g: number, n: number, p: number, count: number): void;
  hessianSliceEnd(first: number, p: number, count: number): number;
  hessianAccumulate(matrix: number, panels: number, strips: number, count: number, first: number, last: number): void;
}
