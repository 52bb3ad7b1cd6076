// The panel of a blocked tridiagonalization: the vectors v_k and w_k of the reflections not yet applied to the matrix,
//   A' = A - sum_k (v_k w_k^T + w_k v_k^T) = A - sum_c P_c P_{c xor 1}^T,   P_{2k} = v_k, P_{2k + 1} = w_k.
//
// Layout: blocks of 8 rows, each with its `columns` columns of 8 doubles: element (row, c) lies at byte
// 64 ((row >> 3) stride + c) + 8 (row & 7), stride = columns of a full panel. A block is what the kernels' tiles read.

import { multiplySubtract } from './multiply-add';
import { blockCount, blockOffset } from './packed';

/** Bytes of a panel of `columns` vectors of length p. */
export function panelBytes(p: i32, columns: i32): usize {
  return (usize(blockCount(p)) * usize(columns)) << 6;
}

/** Byte offset of row i, whose columns are 64 bytes apart. */
export function panelRow(i: i32, stride: i32): usize {
  return ((usize(i >> 3) * usize(stride)) << 6) + (usize(i & 7) << 3);
}

/** sums_c = P_c . x for the first `columns` columns, x in the strip; a sum is left in two halves (f64x2). */
export function projectOnPanel(sums: usize, panel: usize, strip: usize, order: i32, columns: i32, stride: i32): void {
  const end = sums + (usize(columns) << 4);
  for (let sum = sums; sum < end; sum += 16) v128.store(sum, f64x2.splat(0));
  const blocks = blockCount(order);
  for (let b = 0; b < blocks; b++, strip += 128, panel += usize(stride) << 6) {
    const x0 = v128.load(strip);
    const x1 = v128.load(strip, 32);
    const x2 = v128.load(strip, 64);
    const x3 = v128.load(strip, 96);
    let p = panel;
    for (let sum = sums; sum < end; sum += 16, p += 64) {
      const low = f64x2.add(f64x2.mul(v128.load(p), x0), f64x2.mul(v128.load(p, 16), x1));
      const high = f64x2.add(f64x2.mul(v128.load(p, 32), x2), f64x2.mul(v128.load(p, 48), x3));
      v128.store(sum, f64x2.add(v128.load(sum), f64x2.add(low, high)));
    }
  }
}

/**
 * One sweep over the first `columns` columns finishes w and brings the next row up to date:
 *   w = y - sum_c g_c P_c,   row = source - sum_c s_c P_c - pivot w,   coefficients = (g_c, s_c) for each column c.
 * y is in the strip, source a row of the packed matrix; w becomes column `columns` of the panel.
 */
export function extendPanel(
  row: usize,
  panel: usize,
  strip: usize,
  source: usize,
  coefficients: usize,
  pivot: f64,
  order: i32,
  columns: i32,
  stride: i32,
): void {
  const pivots = f64x2.splat(pivot);
  const blocks = blockCount(order);
  for (let b = 0; b < blocks; b++) {
    let w0 = v128.load(strip, 16);
    let w1 = v128.load(strip, 48);
    let w2 = v128.load(strip, 80);
    let w3 = v128.load(strip, 112);
    let r0 = v128.load(source);
    let r1 = v128.load(source, 64);
    let r2 = v128.load(source, 128);
    let r3 = v128.load(source, 192);
    let p = panel;
    let k = coefficients;
    for (const end = panel + (usize(columns) << 6); p < end; p += 64, k += 16) {
      const g = v128.load64_splat(k);
      const s = v128.load64_splat(k, 8);
      const p0 = v128.load(p);
      w0 = multiplySubtract(p0, g, w0);
      r0 = multiplySubtract(p0, s, r0);
      const p1 = v128.load(p, 16);
      w1 = multiplySubtract(p1, g, w1);
      r1 = multiplySubtract(p1, s, r1);
      const p2 = v128.load(p, 32);
      w2 = multiplySubtract(p2, g, w2);
      r2 = multiplySubtract(p2, s, r2);
      const p3 = v128.load(p, 48);
      w3 = multiplySubtract(p3, g, w3);
      r3 = multiplySubtract(p3, s, r3);
    }
    v128.store(p, w0);
    v128.store(p, w1, 16);
    v128.store(p, w2, 32);
    v128.store(p, w3, 48);
    v128.store(row, f64x2.sub(r0, f64x2.mul(w0, pivots)));
    v128.store(row, f64x2.sub(r1, f64x2.mul(w1, pivots)), 16);
    v128.store(row, f64x2.sub(r2, f64x2.mul(w2, pivots)), 32);
    v128.store(row, f64x2.sub(r3, f64x2.mul(w3, pivots)), 48);
    strip += 128;
    source += 256;
    row += 64;
    panel += usize(stride) << 6;
  }
}

/** Bytes of scratch that `applyPanel` needs for its coefficients. */
export function panelCoefficientBytes(columns: i32): usize {
  return usize(columns) << 6;
}

/**
 * Subtracts the whole panel, A -= sum_c P_c P_{c xor 1}^T, from the leading `order` rows and columns of the packed matrix.
 * Rows of the same 8-row block beyond `order` are left alone: their part of the panel is set to zero.
 */
export function applyPanel(matrix: usize, panel: usize, coefficients: usize, order: i32, columns: i32): void {
  clearBeyond(panel, order, columns);
  const blocks = blockCount(order);
  for (let t = 0; t < blocks; t++) applyPanelToBlock(matrix, panel, coefficients, t, columns);
}

/** Sets the rows of the panel from `order` up to the end of its 8-row block to zero. */
export function clearBeyond(panel: usize, order: i32, columns: i32): void {
  for (let i = order; (i & 7) !== 0; i++) {
    let p = panel + panelRow(i, columns);
    for (let c = 0; c < columns; c++, p += 64) store<f64>(p, 0);
  }
}

/** The part of `applyPanel` that falls to row block t. */
export function applyPanelToBlock(matrix: usize, panel: usize, coefficients: usize, t: i32, columns: i32): void {
  applyPanelToPiece(matrix, panel, coefficients, t, 0, t + 1, columns);
}

/** The part that falls to row block t and column blocks `left` (inclusive) to `right` (exclusive). */
export function applyPanelToPiece(
  matrix: usize,
  panel: usize,
  coefficients: usize,
  t: i32,
  left: i32,
  right: i32,
  columns: i32,
): void {
  let k = coefficients;
  const rows = panel + panelRow(t << 3, columns);
  for (let pair: usize = 0; pair < 64; pair += 16) {
    for (let c = 0; c < columns; c++, k += 16) v128.store(k, v128.load(rows + (usize(c ^ 1) << 6) + pair));
  }
  const piece = matrix + blockOffset(t) + (usize(left) << 8);
  updateTiles(piece, usize(t + 1) << 8, panel + panelRow(left << 3, columns), coefficients, right - left, columns);
}

/** The tiles of `blocks` 8 x 8 blocks of a row: 2 rows by 8 columns, accumulated over all columns of the panel. */
function updateTiles(rows: usize, group: usize, panel: usize, coefficients: usize, blocks: i32, columns: i32): void {
  const depth = usize(columns) << 6;
  for (let block = 0; block < blocks; block++, rows += 256, panel += depth) {
    let k = coefficients;
    for (let pair: usize = 0; pair < 4; pair++) {
      const a = rows + (pair >> 1) * group + ((pair & 1) << 5);
      let a0 = v128.load(a);
      let b0 = v128.load(a, 16);
      let a1 = v128.load(a, 64);
      let b1 = v128.load(a, 80);
      let a2 = v128.load(a, 128);
      let b2 = v128.load(a, 144);
      let a3 = v128.load(a, 192);
      let b3 = v128.load(a, 208);
      let p = panel;
      for (const end = panel + depth; p < end; p += 64, k += 16) {
        const s = v128.load64_splat(k);
        const u = v128.load64_splat(k, 8);
        const p0 = v128.load(p);
        const p1 = v128.load(p, 16);
        const p2 = v128.load(p, 32);
        const p3 = v128.load(p, 48);
        a0 = multiplySubtract(p0, s, a0);
        b0 = multiplySubtract(p0, u, b0);
        a1 = multiplySubtract(p1, s, a1);
        b1 = multiplySubtract(p1, u, b1);
        a2 = multiplySubtract(p2, s, a2);
        b2 = multiplySubtract(p2, u, b2);
        a3 = multiplySubtract(p3, s, a3);
        b3 = multiplySubtract(p3, u, b3);
      }
      v128.store(a, b3, 208);
      v128.store(a, a3, 192);
      v128.store(a, b2, 144);
      v128.store(a, a2, 128);
      v128.store(a, b1, 80);
      v128.store(a, a1, 64);
      v128.store(a, b0, 16);
      v128.store(a, a0);
    }
  }
}
