// y = H x for the packed triangle H of a symmetric matrix, each element read once: a tile of 4 rows by 2 columns of the
// strict lower part serves y in both directions, the full diagonal blocks only along their rows.
//
// x and y live interleaved in a strip, for each pair of columns x (16 bytes) and then y (16 bytes): one pointer for both
// leaves the inner loop with two.

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
  for (let i = 0; i < order; i += 4) {
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
      y = f64x2.add(y, f64x2.mul(a0, x0));
      sum0 = f64x2.add(sum0, f64x2.mul(a0, x));
      y = f64x2.add(y, f64x2.mul(a1, x1));
      sum1 = f64x2.add(sum1, f64x2.mul(a1, x));
      y = f64x2.add(y, f64x2.mul(a2, x2));
      sum2 = f64x2.add(sum2, f64x2.mul(a2, x));
      y = f64x2.add(y, f64x2.mul(a3, x3));
      sum3 = f64x2.add(sum3, f64x2.mul(a3, x));
      v128.store(xy, y, 16);
    }
    const next = a + 256;
    for (; a < next; a += 64, xy += 32) {
      const x = v128.load(xy);
      sum0 = f64x2.add(sum0, f64x2.mul(v128.load(a), x));
      sum1 = f64x2.add(sum1, f64x2.mul(v128.load(a, 16), x));
      sum2 = f64x2.add(sum2, f64x2.mul(v128.load(a, 32), x));
      sum3 = f64x2.add(sum3, f64x2.mul(v128.load(a, 48), x));
    }
    addRowSums(rows, sum0, sum1);
    addRowSums(rows + 32, sum2, sum3);
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
    sum0 = f64x2.add(sum0, f64x2.mul(v128.load(xy), v128.load(xy, 16)));
    sum1 = f64x2.add(sum1, f64x2.mul(v128.load(xy, 32), v128.load(xy, 48)));
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
