// The packed lower triangle: how a symmetric p x p matrix lies in memory.
//
// Rows come in blocks of 8. Block t holds rows 8t .. 8t + 7 and columns 0 .. 8t + 7, as two groups of 4 rows; inside a
// group, a cache line holds 4 rows x 2 columns, and the lines follow each other along the columns. The diagonal 8 x 8
// blocks are stored full (and symmetric), so kernels meet no ragged edge. Rows and columns from p up to the next multiple
// of 8 are stored and zero. Against row-major storage this halves the memory, keeps each row group sequential, and has no
// leading dimension that could map every row to one cache set.

/** Rows in a block: the matrix is stored as if p were rounded up to a multiple of this. */
export const BLOCK = 8;

/** The number of row blocks of a matrix of order p. */
export function blockCount(p: i32): i32 {
  return (p + BLOCK - 1) >> 3;
}

/** p rounded up to a multiple of 8: the length of every vector that meets the panels. */
export function paddedOrder(p: i32): i32 {
  return blockCount(p) << 3;
}

/** The byte at which row block t begins: 8 rows of 8 (s + 1) doubles for each block s < t. */
export function blockOffset(t: i32): usize {
  return 256 * usize(t) * usize(t + 1);
}

/** The byte of element (i, j), for columns 0 <= j < 8 (floor(i / 8) + 1). */
export function packedOffset(i: i32, j: i32): usize {
  const t = i >> 3;
  const group = usize((i >> 2) & 1) * 256 * usize(t + 1);
  return blockOffset(t) + group + (usize(j >> 1) << 6) + (usize(i & 3) << 4) + (usize(j & 1) << 3);
}

/** Bytes of a packed matrix of order p. A double, since it may exceed what a 32-bit host integer shows as positive. */
export function packedBytes(p: i32): f64 {
  const blocks = f64(blockCount(p));
  return 256 * blocks * (blocks + 1);
}

/** Writes the packed `matrix` in full, row-major, p x p. */
export function packedRead(out: usize, matrix: usize, p: i32): void {
  for (let i = 0; i < p; i++) {
    const row = out + ((usize(i) * p) << 3);
    packedReadRow(row, matrix, i);
    for (let j = 0; j < i; j++) {
      store<f64>(out + ((usize(j) * p + i) << 3), load<f64>(row + (usize(j) << 3)));
    }
  }
}

/** Writes row i up to its diagonal element, i + 1 numbers. */
export function packedReadRow(out: usize, matrix: usize, i: i32): void {
  for (let j = 0; j <= i; j++) store<f64>(out + (usize(j) << 3), load<f64>(matrix + packedOffset(i, j)));
}

/** Packs the lower triangle of `rows`, row-major, p x p. */
export function packedWrite(matrix: usize, rows: usize, p: i32): void {
  memory.fill(matrix, 0, usize(packedBytes(p)));
  for (let i = 0; i < p; i++) packedWriteRow(matrix, rows + ((usize(i) * p) << 3), i);
}

/** Packs row i up to its diagonal element, i + 1 numbers; rows and columns from p on must have been cleared. */
export function packedWriteRow(matrix: usize, row: usize, i: i32): void {
  for (let j = 0; j <= i; j++) {
    const value = load<f64>(row + (usize(j) << 3));
    store<f64>(matrix + packedOffset(i, j), value);
    if (i >> 3 === j >> 3) store<f64>(matrix + packedOffset(j, i), value);
  }
}

/** The sum of the diagonal, compensated (Neumaier). */
export function packedTrace(matrix: usize, p: i32): f64 {
  let sum = 0.0;
  let lost = 0.0;
  for (let i = 0; i < p; i++) {
    const value = load<f64>(matrix + packedOffset(i, i));
    const next = sum + value;
    lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
    sum = next;
  }
  return sum + lost;
}

/**
 * The sum of all squared entries: off-diagonal blocks count twice, the diagonal ones are stored full. All terms are
 * positive, so summing rows of blocks before adding them up leaves a relative error below p eps.
 */
export function packedFrobeniusSquared(matrix: usize, p: i32): f64 {
  const blocks = blockCount(p);
  let total = 0.0;
  for (let t = 0; t < blocks; t++) {
    const half = usize(t + 1) << 8;
    const block = matrix + blockOffset(t);
    const diagonal = usize(t) << 8;
    const outside = squares(block, diagonal) + squares(block + half, diagonal);
    const inside = squares(block + diagonal, 256) + squares(block + half + diagonal, 256);
    total += 2 * outside + inside;
  }
  return total;
}

/** The sum of the squares of the doubles in `bytes` bytes, a multiple of 64, at `from`. */
function squares(from: usize, bytes: usize): f64 {
  let a = f64x2.splat(0);
  let b = f64x2.splat(0);
  let c = f64x2.splat(0);
  let d = f64x2.splat(0);
  for (let at = from; at < from + bytes; at += 64) {
    const x = v128.load(at);
    const y = v128.load(at, 16);
    const z = v128.load(at, 32);
    const t = v128.load(at, 48);
    a = f64x2.add(a, f64x2.mul(x, x));
    b = f64x2.add(b, f64x2.mul(y, y));
    c = f64x2.add(c, f64x2.mul(z, z));
    d = f64x2.add(d, f64x2.mul(t, t));
  }
  const sum = f64x2.add(f64x2.add(a, b), f64x2.add(c, d));
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
}

/** Copies the lower half of diagonal block t to its upper half: products of rounded factors are not quite symmetric. */
export function mirrorDiagonal(matrix: usize, t: i32): void {
  const start = t << 3;
  for (let i = start + 1; i < start + BLOCK; i++) {
    for (let j = start; j < i; j++) {
      store<f64>(matrix + packedOffset(j, i), load<f64>(matrix + packedOffset(i, j)));
    }
  }
}
