// Y = A V for the packed triangle A of a symmetric matrix and the 16 vectors of a panel (see panel.ts): V in its even columns, Y
// in its odd ones.
//
// Each element of A serves twice, as in symmetric-multiply.ts, but by two kernels, each of which keeps a tile of Y in
// registers: rows of A times V, 4 rows by 2 vectors with the even and odd columns' sums in two lanes; and columns of A times
// V, 8 columns by 2 vectors. Both take 6 loads for 8 multiplications and 8 additions of two doubles. They take turns on
// pieces of A that stay in the second-level cache; what they reuse within stays in the first.
//
// The first kernel reads V in pairs of coordinates, from a copy: for each run of RUN_PAIRS pairs, for each two vectors, for
// each pair of coordinates, 16 bytes of the one and 16 of the other.

import { multiplyAdd } from './multiply-add';
import { blockCount, blockOffset } from './packed';

/** Vectors in the panel. */
export const VECTORS = 16;

/** Bytes of a row block of the panel: 8 rows of V and Y. */
const PANEL_BLOCK: usize = 2 * VECTORS * 64;

/** Bytes from one two vectors' columns (v, y, v, y) to the next ones'. */
const PANEL_TWO: usize = 256;

/** Pieces of A, of 128 kB: row blocks, and column blocks (a run of the copy of V). */
export const PIECE_ROWS = 4;
export const PIECE_COLUMNS = 64;
const RUN_PAIRS = 4 * PIECE_COLUMNS;

/** Bytes that a run takes for two vectors, and for all. */
const RUN_TWO: usize = RUN_PAIRS << 5;
const RUN: usize = (RUN_TWO * VECTORS) >> 1;

/** Bytes of the copy of V, for vectors of length p. */
export function pairedBytes(p: i32): usize {
  const runs = (blockCount(p) + PIECE_COLUMNS - 1) / PIECE_COLUMNS;
  return usize(runs) * RUN;
}

/** Copies vector c (`order` doubles, a multiple of 8) into the copy of V. */
export function placePaired(paired: usize, vector: usize, c: i32, order: i32): void {
  let out = paired + usize(c >> 1) * RUN_TWO + (usize(c & 1) << 4);
  const pairs = order >> 1;
  for (let pair = 0; pair < pairs; out += RUN) {
    const end = min(pair + RUN_PAIRS, pairs);
    for (let at = out; pair < end; pair++, at += 32, vector += 16) v128.store(at, v128.load(vector));
  }
}

/** Sets the products of the panel to zero, in its first `blocks` row blocks. */
export function clearProducts(panel: usize, blocks: i32): void {
  const end = panel + usize(blocks) * PANEL_BLOCK;
  for (let line = panel + 64; line < end; line += 128) {
    for (let pair: usize = 0; pair < 64; pair += 16) v128.store(line + pair, f64x2.splat(0));
  }
}

/**
 * Adds to the products what row blocks `first` to `end` and column blocks `left` to `right` of the triangle contribute to them,
 * mirrored entries included; `left` is a multiple of PIECE_COLUMNS and `right` at most that much more.
 */
export function multiplyPiece(
  panel: usize,
  paired: usize,
  matrix: usize,
  first: i32,
  end: i32,
  left: i32,
  right: i32,
): void {
  const run = paired + usize(left / PIECE_COLUMNS) * RUN;
  for (let t = max(first, left); t < end; t++) {
    const rows = matrix + blockOffset(t) + (usize(left) << 8);
    const bytes = usize(min(right, t + 1) - left) << 8;
    const y = panel + usize(t) * PANEL_BLOCK + 64;
    multiplyRows(y, rows, bytes, run);
    multiplyRows(y + 32, rows + (usize(t + 1) << 8), bytes, run);
  }
  for (let s = left; s < right; s++) multiplyColumns(panel, matrix, s, max(first, s + 1), end);
}

/** Adds to 4 rows of Y the product of a group of 4 rows of A, of `bytes` bytes, and a run of V. */
function multiplyRows(y: usize, rows: usize, bytes: usize, run: usize): void {
  const end = rows + bytes;
  for (const last = y + (PANEL_TWO * VECTORS) / 2; y < last; y += PANEL_TWO, run += RUN_TWO) {
    let s0 = f64x2.splat(0);
    let s1 = f64x2.splat(0);
    let s2 = f64x2.splat(0);
    let s3 = f64x2.splat(0);
    let t0 = f64x2.splat(0);
    let t1 = f64x2.splat(0);
    let t2 = f64x2.splat(0);
    let t3 = f64x2.splat(0);
    let v = run;
    for (let a = rows; a < end; a += 64, v += 32) {
      const left = v128.load(v);
      const right = v128.load(v, 16);
      const a0 = v128.load(a);
      s0 = multiplyAdd(a0, left, s0);
      t0 = multiplyAdd(a0, right, t0);
      const a1 = v128.load(a, 16);
      s1 = multiplyAdd(a1, left, s1);
      t1 = multiplyAdd(a1, right, t1);
      const a2 = v128.load(a, 32);
      s2 = multiplyAdd(a2, left, s2);
      t2 = multiplyAdd(a2, right, t2);
      const a3 = v128.load(a, 48);
      s3 = multiplyAdd(a3, left, s3);
      t3 = multiplyAdd(a3, right, t3);
    }
    addSums(y, s0, s1);
    addSums(y + 16, s2, s3);
    addSums(y + 128, t0, t1);
    addSums(y + 144, t2, t3);
  }
}

/** Adds the sums of the lanes of two vectors to two doubles. */
function addSums(at: usize, first: v128, second: v128): void {
  const sums = f64x2.add(v128.shuffle<f64>(first, second, 0, 2), v128.shuffle<f64>(first, second, 1, 3));
  v128.store(at, f64x2.add(v128.load(at), sums));
}

/** Adds to row block s of Y the product of the mirror image of column block s of A, its row blocks `first` to `end`, and V. */
function multiplyColumns(panel: usize, matrix: usize, s: i32, first: i32, end: i32): void {
  const start = matrix + blockOffset(first) + (usize(s) << 8);
  if (first >= end) return;
  let y = panel + usize(s) * PANEL_BLOCK + 64;
  let vectors = panel + usize(first) * PANEL_BLOCK;
  for (const last = y + (PANEL_TWO * VECTORS) / 2; y < last; y += PANEL_TWO, vectors += PANEL_TWO) {
    let s0 = v128.load(y);
    let s1 = v128.load(y, 16);
    let s2 = v128.load(y, 32);
    let s3 = v128.load(y, 48);
    let t0 = v128.load(y, 128);
    let t1 = v128.load(y, 144);
    let t2 = v128.load(y, 160);
    let t3 = v128.load(y, 176);
    let a = start;
    let v = vectors;
    let next = (usize(first + 1) << 8) - 64;
    for (const lastNext = (usize(end + 1) << 8) - 64; next < lastNext; next += 256, v += PANEL_BLOCK - 64) {
      for (const middle = v + 32; v < middle; v += 8, a += 16) {
        const left = v128.load64_splat(v);
        const right = v128.load64_splat(v, 128);
        const a0 = v128.load(a);
        s0 = multiplyAdd(a0, left, s0);
        t0 = multiplyAdd(a0, right, t0);
        const a1 = v128.load(a, 64);
        s1 = multiplyAdd(a1, left, s1);
        t1 = multiplyAdd(a1, right, t1);
        const a2 = v128.load(a, 128);
        s2 = multiplyAdd(a2, left, s2);
        t2 = multiplyAdd(a2, right, t2);
        const a3 = v128.load(a, 192);
        s3 = multiplyAdd(a3, left, s3);
        t3 = multiplyAdd(a3, right, t3);
      }
      a += next;
      for (const bottom = v + 32; v < bottom; v += 8, a += 16) {
        const left = v128.load64_splat(v);
        const right = v128.load64_splat(v, 128);
        const a0 = v128.load(a);
        s0 = multiplyAdd(a0, left, s0);
        t0 = multiplyAdd(a0, right, t0);
        const a1 = v128.load(a, 64);
        s1 = multiplyAdd(a1, left, s1);
        t1 = multiplyAdd(a1, right, t1);
        const a2 = v128.load(a, 128);
        s2 = multiplyAdd(a2, left, s2);
        t2 = multiplyAdd(a2, right, t2);
        const a3 = v128.load(a, 192);
        s3 = multiplyAdd(a3, left, s3);
        t3 = multiplyAdd(a3, right, t3);
      }
      a += next;
    }
    v128.store(y, s0);
    v128.store(y, s1, 16);
    v128.store(y, s2, 32);
    v128.store(y, s3, 48);
    v128.store(y, t0, 128);
    v128.store(y, t1, 144);
    v128.store(y, t2, 160);
    v128.store(y, t3, 176);
  }
}
