// The whole ABI. Managed signatures (strings, typed arrays) cross through as-bind; the rest are pure pointer kernels.

export { tridiagonalizeBand, twoStageWorkBytes } from './band-chase';
export { reduceToBand } from './band-reduction';
export { blockBytes, blockColumn, blockExpand, blockGram, blockSetColumn } from './block';
export { blockOrthonormalize, blockProject } from './block-basis';
export {
  packedMultiplyBlock,
  packedMultiplyBlockWorkBytes,
  samplesMultiply,
  samplesMultiplyWorkBytes,
  samplesTrace,
} from './block-multiply';
export { multiplyAddCeiling } from './ceiling';
export { factoredRowsBytes, sampleAutoregressiveChunk, sampleFactoredChunk } from './correlated-sampling';
export { eigensystemQl } from './eigensystem';
export { eigenvaluesQl } from './eigenvalues';
export {
  backTransform,
  eigenpairResidual,
  eigenpairResidualWorkBytes,
  eigenvectorWorkBytes,
  tridiagonalEigenvector,
} from './eigenvectors';
export { entriesKind, fillEntries } from './entries';
export { hessianAccumulate, hessianClear, hessianScale, hessianSliceEnd } from './hessian';
export { hessianAccumulateSingle, hessianRound, singlePanelBytes } from './hessian-single';
export { curvature, curvatureKind } from './losses';
export { ARENA_BASE, arenaReserve } from './memory';
export { normalCdf, normalQuantile } from './normal';
export {
  blockCount,
  packedBytes,
  packedFrobeniusSquared,
  packedOffset,
  packedRead,
  packedReadRow,
  packedTrace,
  packedWrite,
  packedWriteRow,
  paddedOrder,
} from './packed';
export { chunkSamples, packRows, panelBytes } from './panels';
export { marchenkoPasturQuantiles, powerLawQuantiles } from './quantiles';
export { fillNormals, fillRaw, fillUniforms } from './random';
export { gaussiansOf, respond, responseKind } from './responses';
export { cosineDirection, sampleChunk } from './sampling';
export { seedStream } from './seed';
export {
  tridiagonalEigenvalues,
  tridiagonalEigenvaluesPair,
  tridiagonalEigenvaluesRange,
  tridiagonalEigenvaluesWorkBytes,
} from './spectrum';
export { sturmCount, sturmCounts } from './sturm';
export { eigenvaluesSturm, eigenvaluesSturmWorkBytes } from './sturm-roots';
export { packedMultiply, packedMultiplyWorkBytes } from './symmetric-multiply';
export { readVector, writeVector } from './transfer';
export { tridiagonalizePanel, tridiagonalWorkBytes } from './tridiagonal';
