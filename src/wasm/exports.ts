/** What the binaries for threads have besides (assembly/threads.ts). `team` points to a control block of TEAM_BYTES. */
export interface TeamExports {
  readonly TEAM_BYTES: WebAssembly.Global;
  teamInitialize(team: number, members: number, maySleep: boolean): void;
  teamBreak(team: number): void;
  teamServe(team: number, member: number): void;
  teamAccumulate(team: number, ...rest: Parameters<KernelExports['hessianAccumulate']>): void;
  teamAccumulateSingle(team: number, ...rest: Parameters<KernelExports['hessianAccumulateSingle']>): void;
  teamTridiagonalWorkBytes(team: number, p: number): number;
  teamTridiagonalizePanel(team: number, ...rest: Parameters<KernelExports['tridiagonalizePanel']>): number;
}

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
  packedReadRow(out: number, matrix: number, row: number): void;
  packedWriteRow(matrix: number, source: number, row: number): void;
  packedTrace(matrix: number, p: number): number;
  packedFrobeniusSquared(matrix: number, p: number): number;

  // symmetric multiply: y = H x, H packed
  packedMultiplyWorkBytes(p: number): number;
  packedMultiply(y: number, matrix: number, x: number, p: number, work: number): void;

  // tridiagonal: from packed H to d (p) and e (p - 1); a panel of rows at a call, from remaining = p down to 0
  tridiagonalWorkBytes(p: number): number;
  tridiagonalizePanel(d: number, e: number, matrix: number, work: number, p: number, remaining: number): number;

  // the same in two stages, without reflectors: packed H to a band in its place, then the band to d and e
  twoStageWorkBytes(p: number): number;
  reduceToBand(matrix: number, work: number, p: number, remaining: number): number;
  tridiagonalizeBand(d: number, e: number, matrix: number, work: number, p: number, remaining: number): number;

  // spectrum: ascending eigenvalues, d and e kept; returns how many did not converge
  tridiagonalEigenvaluesWorkBytes(n: number): number;
  tridiagonalEigenvalues(values: number, d: number, e: number, n: number, work: number): number;

  /** Of two matrices together, to the same bits; 0, or 1 where `values` are not to be used. */
  tridiagonalEigenvaluesPair(
    values0: number,
    values1: number,
    d0: number,
    e0: number,
    d1: number,
    e1: number,
    n: number,
    work: number,
  ): number;

  /** Those of index first (inclusive) to end (exclusive) only. */
  tridiagonalEigenvaluesRange(
    values: number,
    d: number,
    e: number,
    n: number,
    first: number,
    end: number,
    work: number,
  ): number;

  // the same by root-free QR, d becomes the eigenvalues and e is overwritten; returns how many did not converge
  eigenvaluesQl(d: number, e: number, n: number): number;

  // the same by SIMD root finding, d and e kept; returns 0, or 1 where `values` are not to be used
  eigenvaluesSturmWorkBytes(n: number): number;
  eigenvaluesSturm(values: number, d: number, e: number, n: number, work: number): number;

  // sturm: how many eigenvalues are less than a shift
  sturmCount(d: number, e: number, n: number, shift: number): number;
  sturmCounts(out: number, d: number, e: number, n: number, shifts: number, count: number): void;

  // eigenvectors: of T, then of H; 0 or 1 (residual too large)
  eigenvectorWorkBytes(n: number): number;
  tridiagonalEigenvector(
    z: number,
    d: number,
    e: number,
    n: number,
    lambda: number,
    previous: number,
    count: number,
    work: number,
  ): number;
  backTransform(v: number, z: number, reflectors: number, p: number): void;
  eigenpairResidualWorkBytes(p: number): number;
  eigenpairResidual(matrix: number, v: number, lambda: number, p: number, work: number): number;
  // random: a stream is 32 bytes (seedStream goes through as-bind)
  seedStream(stream: number, entropy: Uint32Array, spawnKey: Uint32Array): void;
  fillRaw(out: number, stream: number, count: number): void;
  fillUniforms(out: number, stream: number, count: number): void;
  fillNormals(out: number, stream: number, count: number): void;

  // panels: a chunk of samples, packed
  chunkSamples(n: number): number;
  panelBytes(p: number, count: number): number;
  packRows(panels: number, rows: number, p: number, count: number): void;

  // sampling: x = mean + scale z into a chunk's panels; vectors padded with zeros to paddedOrder(p)
  cosineDirection(out: number, count: number, index: number): void;
  sampleChunk(
    panels: number,
    h: number,
    hStar: number,
    stream: number,
    mean: number,
    scale: number,
    w: number,
    wStar: number,
    row: number,
    p: number,
    count: number,
    entries: number,
    degrees: number,
  ): void;

  // entries: the independent variables that samples are made of
  entriesKind(name: string): number;
  fillEntries(out: number, stream: number, count: number, kind: number, degrees: number): void;

  // correlated sampling: the same for a C that is not diagonal, `factor` its Cholesky factor (rows of the lower triangle)
  sampleAutoregressiveChunk(
    panels: number,
    h: number,
    hStar: number,
    stream: number,
    mean: number,
    scale: number,
    w: number,
    wStar: number,
    row: number,
    p: number,
    count: number,
    entries: number,
    degrees: number,
    correlation: number,
  ): void;
  factoredRowsBytes(p: number): number;
  sampleFactoredChunk(
    panels: number,
    h: number,
    hStar: number,
    stream: number,
    mean: number,
    scale: number,
    w: number,
    wStar: number,
    rows: number,
    p: number,
    count: number,
    entries: number,
    degrees: number,
    factor: number,
  ): void;

  // quantiles of spectra at (k + 1/2) / count, ascending
  powerLawQuantiles(out: number, count: number, exponent: number, from: number, to: number): void;
  marchenkoPasturQuantiles(out: number, count: number, ratio: number): void;

  // normal: Phi and its inverse
  normalCdf(x: number): number;
  normalQuantile(u: number): number;

  // responses, losses: names of the model file to codes (-1: unknown; through as-bind), and what they stand for
  responseKind(name: string): number;
  respond(y: number, hStar: number, uniforms: number, kind: number, parameter: number, count: number): void;
  gaussiansOf(out: number, uniforms: number, count: number): void;
  curvatureKind(name: string): number;
  curvature(g: number, y: number, h: number, kind: number, parameter: number, count: number): void;

  // ceiling: count * 8192 multiply-adds in registers, for benchmarks
  multiplyAddCeiling(work: number, count: number): void;

  // hessian: H = (1/n) X D X^T, chunk by chunk
  hessianClear(matrix: number, p: number): void;
  hessianScale(strips: number, panels: number, g: number, n: number, p: number, count: number): void;
  hessianSliceEnd(first: number, p: number, count: number): number;
  hessianAccumulate(
    matrix: number,
    panels: number,
    strips: number,
    p: number,
    count: number,
    first: number,
    last: number,
  ): void;

  // hessian-single: the same, a chunk's products in single precision; hessianRound returns accumulate's factor
  singlePanelBytes(p: number, count: number): number;
  hessianRound(single: number, strips: number, panels: number, g: number, n: number, p: number, count: number): number;
  hessianAccumulateSingle(
    matrix: number,
    single: number,
    strips: number,
    factor: number,
    count: number,
    first: number,
    last: number,
  ): void;

  // blocks of 8 vectors, a line of 64 bytes for each coordinate: S += A^T B, B += A S
  blockBytes(p: number): number;
  blockGram(sums: number, a: number, b: number, lines: number): void;
  blockExpand(b: number, a: number, s: number, lines: number): void;
  blockColumn(out: number, block: number, column: number, p: number): void;
  blockSetColumn(block: number, column: number, source: number, p: number): void;

  // block basis: W off an orthonormal Q (coefficients and work: 8 lines); W = Q R, giving the rank
  blockProject(w: number, q: number, coefficients: number, p: number, work: number): void;
  blockOrthonormalize(w: number, r: number, p: number, start: number, tolerance: number): number;

  // block multiply: Y += (1/n) X D X^T V of a chunk of samples (scales: their g / n); Y = H V for a packed H
  samplesMultiplyWorkBytes(count: number): number;
  samplesMultiply(y: number, panels: number, scales: number, v: number, p: number, count: number, work: number): void;
  samplesTrace(panels: number, scales: number, p: number, count: number): number;
  packedMultiplyBlockWorkBytes(p: number): number;
  packedMultiplyBlock(y: number, matrix: number, v: number, p: number, work: number): void;

  // eigensystem: d becomes the eigenvalues (in no order), z (n columns of `rows`) becomes z Z; returns how many did not converge
  eigensystemQl(d: number, e: number, n: number, z: number, rows: number): number;
}
