/** The exports of assembly/index.ts, with the types of the host's side. Pointers are byte offsets into `memory`. */
export interface KernelExports {
  readonly memory: WebAssembly.Memory;
  readonly ARENA_BASE: WebAssembly.Global;

  // memory, transfer (through as-bind)
  arenaReserve(end: number): number;
  writeVector(out: number, values: Float64Array): void;
  readVector(source: number, count: number): Float64Array;
}
