// The whole ABI. Managed signatures (strings, typed arrays) cross through as-bind; the rest are pure pointer kernels.

export { eigenvaluesQl } from './eigenvalues';
export {
  backTransform,
  eigenpairResidual,
  eigenpairResidualWorkBytes,
  eigenvectorWorkBytes,
  tridiagonalEigenvector,
} from './eigenvectors';
export { hessianAccumulate, hessianClear, hessianScale, hessianSliceEnd } from './hessian';
export { curvature, curvatureKind } from './losses';
export { ARENA_BASE, arenaReserve } from './memory';
export { normalCdf, normalQuantile } from './normal';
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
export { gaussiansOf, respond, responseKind } from './responses';
export { cosineDirection, sampleChunk } from './sampling';
export { seedStream } from './seed';
export { tridiagonalEigenvalues, tridiagonalEigenvaluesWorkBytes } from './spectrum';
export { sturmCount, sturmCounts } from './sturm';
export { eigenvaluesSturm, eigenvaluesSturmWorkBytes } from './sturm-roots';
export { packedMultiply, packedMultiplyWorkBytes } from './symmetric-multiply';
export { readVector, writeVector } from './transfer';
export { tridiagonalizePanel, tridiagonalWorkBytes } from './tridiagonal';
