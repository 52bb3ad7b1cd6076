// The whole ABI. Managed signatures (strings, typed arrays) cross through as-bind; the rest are pure pointer kernels. Its types on
// the host's side are generated from here: src/wasm/exports.generated.ts (assembly/exports-transform.mjs).

// From the packed H to d (p) and e (p - 1) of a tridiagonal T, a panel of rows at a call, from remaining = p down to 0: in one
// stage, or without reflectors in two, to a band in H's place and from there.
export { tridiagonalizeBand, twoStageWorkBytes } from './band-chase';
export { reduceToBand } from './band-reduction';
// Blocks of 8 vectors, a line of 64 bytes for each coordinate: S += A^T B and B += A S, orthonormal bases, and Y = H V.
export { blockBytes, blockColumn, blockExpand, blockGram, blockSetColumn } from './block';
export { blockOrthonormalize, blockProject } from './block-basis';
export {
  packedMultiplyBlock,
  packedMultiplyBlockWorkBytes,
  samplesMultiply,
  samplesMultiplyWorkBytes,
  samplesTrace,
} from './block-multiply';
// For tests and benchmarks alone: what the kernels above are made of, or are held against.
export { multiplyAddCeiling } from './ceiling';
export { chunkSamples, packRows, panelBytes } from './chunk';
// Eigenvectors of T, then of H; all of a small T's.
export { eigensystemQl } from './eigensystem';
export { eigenvaluesQl } from './eigenvalues';
export {
  backTransform,
  eigenpairResidual,
  eigenpairResidualWorkBytes,
  eigenvectorWorkBytes,
  tridiagonalEigenvector,
} from './eigenvectors';
// Streams of 32 bytes, and the independent variables that samples are made of.
export { entriesKind, fillEntries } from './entries';
// H = (1/n) X D X^T, chunk by chunk, into the packed lower triangle; in single precision `hessianRound` gives the factor of what
// `hessianAccumulateSingle` adds.
export { hessianAccumulate, hessianClear, hessianScale, hessianSliceEnd } from './hessian';
export { hessianAccumulateSingle, hessianRound, singlePanelBytes } from './hessian-single';
// A chunk of samples: drawn, or packed from rows; its responses and curvatures. Names of the model file have codes, -1 if unknown.
export { curvature, curvatureKind } from './losses';
// Memory: the arena, and small vectors out of it.
export { ARENA_BASE, arenaReserve, readVector, writeVector } from './memory';
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
// Covariances: quantiles of spectra at (k + 1/2) / count, ascending, and the directions of signals.
export { marchenkoPasturQuantiles, powerLawQuantiles } from './quantiles';
export { fillNormals, fillRaw, fillUniforms } from './random';
export { gaussiansOf, respond, responseKind } from './responses';
export {
  cosineDirection,
  factoredRowsBytes,
  sampleAutoregressiveChunk,
  sampleChunk,
  sampleFactoredChunk,
} from './sampling';
export { seedStream } from './seed';
// Eigenvalues of T in ascending order, d and e kept; how many of them are less than each of some shifts.
export { tridiagonalEigenvalues, tridiagonalEigenvaluesWorkBytes } from './spectrum';
export { sturmCount, sturmCounts } from './sturm';
export { eigenvaluesSturm, eigenvaluesSturmWorkBytes } from './sturm-roots';
export { packedMultiply, packedMultiplyWorkBytes } from './symmetric-multiply';
export { tridiagonalizePanel, tridiagonalWorkBytes } from './tridiagonal';
