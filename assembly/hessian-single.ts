// The Hessian build in single precision: twice the multiplications of a vector instruction, half the memory of a chunk.
//
// Samples are rounded to single precision, and so is X D; a chunk's products are summed in single precision, and chunks in
// double. With u = 2^-24 and K = samples of a chunk (at most 192), an entry's error is at most
//   (K + 3) u (1/n) sum_k |x_ik g_k x_jk|
// to first order: u each for x, for x g, for the product, and K u for the sum. D is divided by a power of two above its
// largest entry and the sum multiplied by it, so that no g overflows; entries of X below 2^-126 lose their last bits.
//
// Layout as in double precision (chunk.ts), with 16 rows in the cache line of a panel's sample, and 2 columns of a sample
// in the 8 bytes of a strip's. A panel covers two row blocks of the packed matrix.

import { panelSamples, panelStride } from './chunk';
import { multiplyAddSingle } from './multiply-add';
import { BLOCK, blockCount, blockOffset, mirrorDiagonal } from './packed';
import { inversePowerOfTwo, largestMagnitude } from './scale';

/** Bytes of the panels, and as many for the strips, of a chunk in single precision. */
export function singlePanelBytes(p: i32, count: i32): f64 {
  return f64((blockCount(p) + 1) >> 1) * f64(panelStride(count));
}

/** Bytes from one 2-row strip to the next. */
function stripStride(count: i32): usize {
  return panelSamples(count) << 3;
}

/**
 * Rounds the `panels` of a chunk into `single`, and X D into `strips`, given the curvature `g` of the samples. Returns the
 * factor by which their products are to be multiplied.
 */
export function hessianRound(single: usize, strips: usize, panels: usize, g: usize, n: i32, p: i32, count: i32): f64 {
  const blocks = blockCount(p);
  const shrink = inversePowerOfTwo(largestMagnitude(g, count));
  const stride = panelStride(count);
  const strip = stripStride(count);
  for (let t = 0; t < blocks; t++) {
    let from = panels + usize(t) * stride;
    let to = single + usize(t >> 1) * stride + (usize(t & 1) << 5);
    let y = strips + usize(t) * 4 * strip;
    for (let i = 0; i < count; i++) {
      const scale = f64x2.splat(load<f64>(g + (usize(i) << 3)) * shrink);
      for (let pair: usize = 0; pair < 4; pair++) {
        const x = v128.load(from + (pair << 4));
        v128.store64_lane(to + (pair << 3), f32x4.demote_f64x2_zero(x), 0);
        v128.store64_lane(y + pair * strip, f32x4.demote_f64x2_zero(f64x2.mul(scale, x)), 0);
      }
      from += 64;
      to += 64;
      y += 8;
    }
  }
  if ((blocks & 1) !== 0) {
    const last = single + usize(blocks >> 1) * stride + 32;
    for (let i = 0; i < count; i++) memory.fill(last + (usize(i) << 6), 0, 32);
  }
  return 1 / (f64(n) * shrink);
}

/** Adds a chunk to the row blocks `first` (inclusive, even) to `last` (exclusive, even or all of them) of H. */
export function hessianAccumulateSingle(
  matrix: usize,
  single: usize,
  strips: usize,
  factor: f64,
  count: i32,
  first: i32,
  last: i32,
): void {
  if (count <= 0) return;
  const samples = usize(count) << 3;
  const nextStrip = stripStride(count);
  for (let t = first; t < last; t += 2) {
    const upperGroup = usize(t + 1) << 8;
    const lowerGroup = usize(t + 2) << 8;
    const panel = single + usize(t >> 1) * panelStride(count);
    const isWhole = t + 1 < last;
    const columns = (t + (isWhole ? 2 : 1)) * (BLOCK / 2);
    let strip = strips;
    let upper = matrix + blockOffset(t);
    let lower = matrix + blockOffset(t + 1);
    for (const upperEnd = upper + upperGroup, end = strip + usize(columns) * nextStrip; strip < end; ) {
      let a0 = f32x4.splat(0);
      let a1 = f32x4.splat(0);
      let a2 = f32x4.splat(0);
      let a3 = f32x4.splat(0);
      let b0 = f32x4.splat(0);
      let b1 = f32x4.splat(0);
      let b2 = f32x4.splat(0);
      let b3 = f32x4.splat(0);
      let x = panel;
      let y = strip;
      const stripEnd = strip + samples;
      do {
        const left = v128.load32_splat(y);
        const right = v128.load32_splat(y, 4);
        const x0 = v128.load(x);
        a0 = multiplyAddSingle(x0, left, a0);
        b0 = multiplyAddSingle(x0, right, b0);
        const x1 = v128.load(x, 16);
        a1 = multiplyAddSingle(x1, left, a1);
        b1 = multiplyAddSingle(x1, right, b1);
        const x2 = v128.load(x, 32);
        a2 = multiplyAddSingle(x2, left, a2);
        b2 = multiplyAddSingle(x2, right, b2);
        const x3 = v128.load(x, 48);
        a3 = multiplyAddSingle(x3, left, a3);
        b3 = multiplyAddSingle(x3, right, b3);
        x += 64;
        y += 8;
      } while (y < stripEnd);
      if (upper < upperEnd) {
        addFourRows(upper + upperGroup, a1, b1, factor);
        addFourRows(upper, a0, b0, factor);
        upper += 64;
      }
      if (isWhole) {
        addFourRows(lower + lowerGroup, a3, b3, factor);
        addFourRows(lower, a2, b2, factor);
        lower += 64;
      }
      strip += nextStrip;
    }
    mirrorDiagonal(matrix, t);
    if (isWhole) mirrorDiagonal(matrix, t + 1);
  }
}

/** Adds four rows of two columns, given by column, to a line of the packed matrix. */
function addFourRows(at: usize, left: v128, right: v128, factor: f64): void {
  const first = v128.shuffle<f32>(left, right, 0, 4, 1, 5);
  const last = v128.shuffle<f32>(left, right, 2, 6, 3, 7);
  addPair(at, first, factor);
  addPair(at + 16, v128.shuffle<f64>(first, first, 1, 1), factor);
  addPair(at + 32, last, factor);
  addPair(at + 48, v128.shuffle<f64>(last, last, 1, 1), factor);
}

function addPair(at: usize, singles: v128, factor: f64): void {
  const pair = f64x2.mul(f64x2.promote_low_f32x4(singles), f64x2.splat(factor));
  v128.store(at, f64x2.add(v128.load(at), pair));
}
