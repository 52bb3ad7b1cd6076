// y = H x for the packed triangle H of a symmetric matrix, each element read once: a tile of 4 rows by 2 columns of the
// strict lower part serves y in both directions, the full diagonal blocks only along their rows.
//
// x and y live interleaved in a strip, for each pair of columns x (16 bytes) and then y (16 bytes): one pointer for both
// leaves the inner loop with two.

import { multiplyAdd } from './multiply-add';
import { blockCount, packedOffset } from './packed';

/** Bytes of a strip of two vectors of length p, each padded to a multiple of 8. */
export function stripBytes(p: i32): usize {
  return usize(blockCount(p)) << 7;
}

/**
 * Sets y = H x in the strip, for the leading `order` rows and columns of H. x must be zero from `order` up to the next
 * multiple of 8, where y becomes undefined but finite.
 */
export function stripMultiply(strip: usize, matrix: usize, order: i32): void {
  const end = strip + stripBytes(order);
  for (let xy = strip; xy < end; xy += 32) v128.store(xy, f64x2.splat(0), 16);
  stripMultiplyRows(strip, matrix, 0, order);
}

/**
 * Adds to y what the rows from `first`, a multiple of 8, up to `end` of the packed triangle contribute to it: their own
 * products, and in the entries above them those of their mirror images.
 */
export function stripMultiplyRows(strip: usize, matrix: usize, first: i32, end: i32): void {
  for (let i = first; i < end; i += 4) {
    const rows = strip + (usize(i) << 4);
    const x0 = v128.load64_splat(rows);
    const x1 = v128.load64_splat(rows, 8);
    const x2 = v128.load64_splat(rows, 32);
    const x3 = v128.load64_splat(rows, 40);
    let sum0 = f64x2.splat(0);
    let sum1 = f64x2.splat(0);
    let sum2 = f64x2.splat(0);
    let sum3 = f64x2.splat(0);
    let a = matrix + packedOffset(i, 0);
    let xy = strip;
    const diagonal = a + (usize(i >> 3) << 8);
    for (; a < diagonal; a += 64, xy += 32) {
      const x = v128.load(xy);
      const a0 = v128.load(a);
      const a1 = v128.load(a, 16);
      const a2 = v128.load(a, 32);
      const a3 = v128.load(a, 48);
      let y = v128.load(xy, 16);
      y = multiplyAdd(a0, x0, y);
      sum0 = multiplyAdd(a0, x, sum0);
      y = multiplyAdd(a1, x1, y);
      sum1 = multiplyAdd(a1, x, sum1);
      y = multiplyAdd(a2, x2, y);
      sum2 = multiplyAdd(a2, x, sum2);
      y = multiplyAdd(a3, x3, y);
      sum3 = multiplyAdd(a3, x, sum3);
      v128.store(xy, y, 16);
    }
    const next = a + 256;
    for (; a < next; a += 64, xy += 32) {
      const x = v128.load(xy);
      sum0 = multiplyAdd(v128.load(a), x, sum0);
      sum1 = multiplyAdd(v128.load(a, 16), x, sum1);
      sum2 = multiplyAdd(v128.load(a, 32), x, sum2);
      sum3 = multiplyAdd(v128.load(a, 48), x, sum3);
    }
    addRowSums(rows + 32, sum2, sum3);
    addRowSums(rows, sum0, sum1);
  }
}

/** Adds the two lanes of each of two row sums to y. */
function addRowSums(xy: usize, sum0: v128, sum1: v128): void {
  const sums = f64x2.add(v128.shuffle<f64>(sum0, sum1, 0, 2), v128.shuffle<f64>(sum0, sum1, 1, 3));
  v128.store(xy, f64x2.add(v128.load(xy, 16), sums), 16);
}

/** x . y of a strip, over `order` elements padded to a multiple of 8. */
export function stripDot(strip: usize, order: i32): f64 {
  const end = strip + stripBytes(order);
  let sum0 = f64x2.splat(0);
  let sum1 = f64x2.splat(0);
  for (let xy = strip; xy < end; xy += 64) {
    sum0 = multiplyAdd(v128.load(xy), v128.load(xy, 16), sum0);
    sum1 = multiplyAdd(v128.load(xy, 32), v128.load(xy, 48), sum1);
  }
  const sum = f64x2.add(sum0, sum1);
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
}

/** Bytes of scratch that `packedMultiply` needs. */
export function packedMultiplyWorkBytes(p: i32): usize {
  return stripBytes(p);
}

/** y = H x for the packed symmetric H of order p; H is left as it is. */
export function packedMultiply(y: usize, matrix: usize, x: usize, p: i32, work: usize): void {
  memory.fill(work, 0, stripBytes(p));
  for (let i = 0; i < p; i++) {
    store<f64>(work + (usize(i >> 1) << 5) + (usize(i & 1) << 3), load<f64>(x + (usize(i) << 3)));
  }
  stripMultiply(work, matrix, p);
  for (let i = 0; i < p; i++) {
    store<f64>(y + (usize(i) << 3), load<f64>(work + (usize(i >> 1) << 5) + (usize(i & 1) << 3), 16));
  }
}
