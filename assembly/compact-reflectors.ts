// A product of reflections as one, Q = (I - v_0 v_0^T) (I - v_1 v_1^T) ... = I - V T V^T with T unit upper triangular,
//   T_{.c} = -T V^T v_c above the diagonal,
// and what makes of Q^T A Q an update by twice as many vectors as there are reflections:
//   Q^T A Q = A - V W^T - W V^T,   W = Y T - V M / 2,   M = T^T (V^T Y) T,   Y = A V.
// V lies in the even columns of a panel (see panel.ts), Y in the odd ones, where it becomes W.
//
// Reference: Schreiber and Van Loan 1989, A storage-efficient WY representation for products of Householder transformations.

import { multiplyAdd, multiplySubtract } from './multiply-add';
import { VECTORS } from './symmetric-multiply-panel';

/** How many there are. */
const COUNT: usize = usize(VECTORS);

/** Bytes of a row block of the panel. */
const PANEL_BLOCK: usize = 2 * COUNT * 64;

/** Bytes of a matrix of COUNT x COUNT doubles, and of one of its rows. */
const SQUARE: usize = (COUNT * COUNT) << 3;
const SQUARE_ROW: usize = COUNT << 3;

// The scratch: T | V^T Y, then M | a product | coefficients of W.
const PRODUCTS: usize = SQUARE;
const OTHER: usize = 2 * SQUARE;
const COEFFICIENTS: usize = 3 * SQUARE;

/** Bytes of scratch that `finishPanel` needs. */
export const COMPACT_BYTES: usize = 5 * SQUARE;

/** W in the place of Y, in the first `blocks` row blocks. */
export function finishPanel(panel: usize, work: usize, blocks: i32): void {
  gram(work + OTHER, panel, panel, blocks);
  triangularFactor(work, work + OTHER);
  gram(work + PRODUCTS, panel, panel + 64, blocks);
  // M = T^T ((V^T Y) T)
  multiplySquares(work + OTHER, work + PRODUCTS, SQUARE_ROW, 8, work);
  multiplySquares(work + PRODUCTS, work, 8, SQUARE_ROW, work + OTHER);
  writeCoefficients(work + COEFFICIENTS, work, work + PRODUCTS);
  for (const end = panel + usize(blocks) * PANEL_BLOCK; panel < end; panel += PANEL_BLOCK) {
    combineBlock(panel, work + COEFFICIENTS);
  }
}

/** out_ab = sum over all rows of x_a y_b, for the 16 columns x_a and y_b, each 128 bytes from the one before. */
function gram(out: usize, x: usize, y: usize, blocks: i32): void {
  const bytes = usize(blocks) * PANEL_BLOCK;
  for (let a: usize = 0; a < COUNT; a += 2, out += 2 * SQUARE_ROW) {
    for (let b: usize = 0; b < COUNT; b += 4) {
      let s0 = f64x2.splat(0);
      let s1 = f64x2.splat(0);
      let s2 = f64x2.splat(0);
      let s3 = f64x2.splat(0);
      let t0 = f64x2.splat(0);
      let t1 = f64x2.splat(0);
      let t2 = f64x2.splat(0);
      let t3 = f64x2.splat(0);
      let left = x + (a << 7);
      let right = y + (b << 7);
      for (const end = left + bytes; left < end; left += PANEL_BLOCK - 64, right += PANEL_BLOCK - 64) {
        for (const bottom = left + 64; left < bottom; left += 16, right += 16) {
          const x0 = v128.load(left);
          const x1 = v128.load(left, 128);
          const y0 = v128.load(right);
          s0 = multiplyAdd(x0, y0, s0);
          t0 = multiplyAdd(x1, y0, t0);
          const y1 = v128.load(right, 128);
          s1 = multiplyAdd(x0, y1, s1);
          t1 = multiplyAdd(x1, y1, t1);
          const y2 = v128.load(right, 256);
          s2 = multiplyAdd(x0, y2, s2);
          t2 = multiplyAdd(x1, y2, t2);
          const y3 = v128.load(right, 384);
          s3 = multiplyAdd(x0, y3, s3);
          t3 = multiplyAdd(x1, y3, t3);
        }
      }
      const at = out + (b << 3);
      v128.store(at, sumsOf(s0, s1));
      v128.store(at, sumsOf(s2, s3), 16);
      v128.store(at + SQUARE_ROW, sumsOf(t0, t1));
      v128.store(at + SQUARE_ROW, sumsOf(t2, t3), 16);
    }
  }
}

function sumsOf(first: v128, second: v128): v128 {
  return f64x2.add(v128.shuffle<f64>(first, second, 0, 2), v128.shuffle<f64>(first, second, 1, 3));
}

/** T from V^T V, of which the part above the diagonal counts. */
function triangularFactor(t: usize, products: usize): void {
  memory.fill(t, 0, SQUARE);
  for (let c: usize = 0; c < COUNT; c++) {
    for (let row: usize = 0; row < c; row++) {
      let sum = 0.0;
      for (let k = row; k < c; k++) sum += load<f64>(t + square(row, k)) * load<f64>(products + square(k, c));
      store<f64>(t + square(row, c), -sum);
    }
    store<f64>(t + square(c, c), 1);
  }
}

function square(row: usize, column: usize): usize {
  return row * SQUARE_ROW + (column << 3);
}

/** out = A B, A given by the bytes from row to row and from column to column. */
function multiplySquares(out: usize, a: usize, rowStep: usize, columnStep: usize, b: usize): void {
  for (let row: usize = 0; row < COUNT; row++) {
    for (let column: usize = 0; column < COUNT; column += 2) {
      let sum = f64x2.splat(0);
      for (let k: usize = 0; k < COUNT; k++) {
        sum = multiplyAdd(v128.load64_splat(a + row * rowStep + k * columnStep), v128.load(b + square(k, column)), sum);
      }
      v128.store(out + square(row, column), sum);
    }
  }
}

/** For two columns of W at a time, from the last ones down, for each column of the panel: what it is subtracted with from them. */
function writeCoefficients(out: usize, t: usize, m: usize): void {
  for (let column: usize = COUNT - 2; i32(column) >= 0; column -= 2) {
    for (let k: usize = 0; k < COUNT; k++, out += 32) {
      v128.store(out, f64x2.mul(v128.load(m + square(k, column)), f64x2.splat(0.5)));
      store<f64>(out, k < column ? -load<f64>(t + square(k, column)) : 0, 16);
      store<f64>(out, k <= column ? -load<f64>(t + square(k, column + 1)) : 0, 24);
    }
  }
}

/** W in the place of Y, in one row block. */
function combineBlock(panel: usize, coefficients: usize): void {
  const end = panel + PANEL_BLOCK;
  for (let w = end - 192; w > panel; w -= 256) {
    let w0 = v128.load(w);
    let w1 = v128.load(w, 16);
    let w2 = v128.load(w, 32);
    let w3 = v128.load(w, 48);
    let x0 = v128.load(w, 128);
    let x1 = v128.load(w, 144);
    let x2 = v128.load(w, 160);
    let x3 = v128.load(w, 176);
    for (let p = panel; p < end; p += 64, coefficients += 16) {
      const left = v128.load64_splat(coefficients);
      const right = v128.load64_splat(coefficients, 8);
      const p0 = v128.load(p);
      w0 = multiplySubtract(p0, left, w0);
      x0 = multiplySubtract(p0, right, x0);
      const p1 = v128.load(p, 16);
      w1 = multiplySubtract(p1, left, w1);
      x1 = multiplySubtract(p1, right, x1);
      const p2 = v128.load(p, 32);
      w2 = multiplySubtract(p2, left, w2);
      x2 = multiplySubtract(p2, right, x2);
      const p3 = v128.load(p, 48);
      w3 = multiplySubtract(p3, left, w3);
      x3 = multiplySubtract(p3, right, x3);
    }
    v128.store(w, w0);
    v128.store(w, w1, 16);
    v128.store(w, w2, 32);
    v128.store(w, w3, 48);
    v128.store(w, x0, 128);
    v128.store(w, x1, 144);
    v128.store(w, x2, 160);
    v128.store(w, x3, 176);
  }
}
