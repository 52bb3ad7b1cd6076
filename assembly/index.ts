// The whole ABI. Managed signatures (strings, typed arrays) cross through as-bind; the rest are pure pointer kernels.
export { hessianAccumulate, hessianClear, hessianScale, hessianSliceEnd } from './hessian';
export { ARENA_BASE, arenaReserve } from './memory';
export {
  blockCount,
  packedBytes,
  packedFrobeniusSquared,
  packedOffset,
  packedRead,
  packedTrace,
  packedWrite,
  paddedOrder,
} from './packed';
export { chunkSamples, packRows, panelBytes } from './panels';
export { fillNormals, fillRaw, fillUniforms } from './random';
export { seedStream } from './seed';
export { readVector, writeVector } from './transfer';
