// Reduction of a dense symmetric matrix H to a band of BAND diagonals beside the main one: the first of two stages to its
// tridiagonal form (the second: band-chase.ts), which is the faster way for large matrices where no eigenvectors are wanted.
//
// From the last rows up, BAND rows at a time: reflections I - v_c v_c^T, |v_c|^2 = 2, of the leading coordinates reduce the last
// of them to its last entry, the one above to its last two, and so on. With the rows' part right of the leading order r,
//   Q = (I - v_0 v_0^T) ... = I - V T V^T,   T_cc = 1,  T_{.c} = -T V^T v_c above the diagonal,
//   Q^T A Q = A - V W^T - W V^T,   W = A V T - V M / 2,   M = T^T V^T A V T,
// where A is the leading part. Both A V and the update are matrix products: A is read once for the two of them, since
// the update by one panel waits for the next panel's A V, and is done piece by piece on the way.
//
// Reference: Bischof, Lang and Sun 2000, A framework for symmetric band reduction; Schreiber and Van Loan 1989, A
// storage-efficient WY representation for products of Householder transformations. Deviations: packed triangle, order
// from the last row up, reflectors normalized so that they need no factor.

import { COMPACT_BYTES, finishPanel } from './compact-reflectors';
import { multiplyAdd, multiplySubtract } from './multiply-add';
import { blockCount, packedOffset, paddedOrder } from './packed';
import { applyPanelToBlock, applyPanelToPiece, panelBytes, panelCoefficientBytes } from './panel';
import { makeReflector } from './reflector';
import {
  clearProducts,
  multiplyPiece,
  PIECE_COLUMNS,
  PIECE_ROWS,
  pairedBytes,
  placePaired,
  VECTORS,
} from './symmetric-multiply-panel';
import { readRow, scaleMatrix } from './tridiagonal';

/** Off-diagonals of the band: as many as there are rows in a panel. */
export const BAND = VECTORS;

/** Columns of a panel: V in the even ones, W in the odd ones. */
const COLUMNS = 2 * BAND;

// The scratch: factor back to the original scale | row | of compact-reflectors.ts | coefficients | paired copy of V | two panels.
const ROW: usize = 64;

function compactOffset(p: i32): usize {
  return ROW + (usize(paddedOrder(p)) << 3);
}

function coefficientsOffset(p: i32): usize {
  return compactOffset(p) + COMPACT_BYTES;
}

function pairedOffset(p: i32): usize {
  return coefficientsOffset(p) + panelCoefficientBytes(COLUMNS);
}

function panelOffset(p: i32, order: i32): usize {
  const isOdd = ((paddedOrder(p) - order) / BAND) & 1;
  return pairedOffset(p) + pairedBytes(p) + usize(isOdd) * panelBytes(p, COLUMNS);
}

/** Bytes of scratch that `reduceToBand` needs. */
export function bandReductionWorkBytes(p: i32): usize {
  return pairedOffset(p) + pairedBytes(p) + 2 * panelBytes(p, COLUMNS);
}

/**
 * Reduces the next BAND rows and returns how many remain: start with `remaining` = p, go on with what was returned, stop at 0.
 * Row i of H then holds the band in columns i - BAND to i, and what else it holds is of no use. `work` must be left alone in
 * between; its first number is then the factor back to the original scale.
 */
export function reduceToBand(matrix: usize, work: usize, p: i32, remaining: i32): i32 {
  if (remaining <= 0) return 0;
  const isFirst = remaining === p;
  if (isFirst) store<f64>(work, scaleMatrix(matrix, p));
  const order = isFirst ? paddedOrder(p) : remaining;
  const pending = isFirst ? usize(0) : work + panelOffset(p, order + BAND);
  const coefficients = work + coefficientsOffset(p);
  const rest = max(order - BAND, 0);
  const blocks = blockCount(rest);
  if (!isFirst) {
    for (let t = blocks; t < blockCount(order); t++) applyPanelToBlock(matrix, pending, coefficients, t, COLUMNS);
  }
  if (rest === 0) return 0;

  const panel = work + panelOffset(p, order);
  const paired = work + pairedOffset(p);
  for (let c = 0; c < BAND; c++) reflectBandRow(matrix, panel, paired, work + ROW, rest, c);
  clearProducts(panel, blocks);
  for (let first = 0; first < blocks; first += PIECE_ROWS) {
    const end = min(first + PIECE_ROWS, blocks);
    for (let left = 0; left < end; left += PIECE_COLUMNS) {
      const right = min(left + PIECE_COLUMNS, end);
      for (let t = max(first, left); t < end && !isFirst; t++) {
        applyPanelToPiece(matrix, pending, coefficients, t, left, min(right, t + 1), COLUMNS);
      }
      multiplyPiece(panel, paired, matrix, first, end, left, right);
    }
  }
  finishPanel(panel, work + compactOffset(p), blocks);
  return rest;
}

/** Reduces row rest + BAND - 1 - c by the reflection that becomes v_c, and applies it to the rows above. */
function reflectBandRow(matrix: usize, panel: usize, paired: usize, row: usize, rest: i32, c: i32): void {
  const i = rest + BAND - 1 - c;
  const length = rest - c;
  if (length < 2) {
    memory.fill(row, 0, usize(rest) << 3);
  } else {
    readRow(row, matrix + packedOffset(i, 0), rest);
    store<f64>(matrix + packedOffset(i, length - 1), makeReflector(row, length));
    memory.fill(row + (usize(length) << 3), 0, usize(c) << 3);
    for (let above = rest; above < i; above += 4) reflectGroup(matrix, row, rest, above, min(i - above, 4));
  }
  placePaired(paired, row, c, rest);
  placeColumn(panel + (usize(c) << 7), row, rest);
}

/** Applies I - v v^T to the first `count` of 4 rows from `first` on, a multiple of 4. */
function reflectGroup(matrix: usize, v: usize, order: i32, first: i32, count: i32): void {
  const rows = matrix + packedOffset(first, 0);
  const end = rows + (usize(order) << 5);
  let sum0 = f64x2.splat(0);
  let sum1 = f64x2.splat(0);
  let sum2 = f64x2.splat(0);
  let sum3 = f64x2.splat(0);
  let at = v;
  for (let a = rows; a < end; a += 64, at += 16) {
    const x = v128.load(at);
    sum0 = multiplyAdd(v128.load(a), x, sum0);
    sum1 = multiplyAdd(v128.load(a, 16), x, sum1);
    sum2 = multiplyAdd(v128.load(a, 32), x, sum2);
    sum3 = multiplyAdd(v128.load(a, 48), x, sum3);
  }
  // Rows that are reduced already stay as they are.
  const s0 = sumOfLanes(sum0);
  const s1 = count > 1 ? sumOfLanes(sum1) : f64x2.splat(0);
  const s2 = count > 2 ? sumOfLanes(sum2) : f64x2.splat(0);
  const s3 = count > 3 ? sumOfLanes(sum3) : f64x2.splat(0);
  at = v;
  for (let a = rows; a < end; a += 64, at += 16) {
    const x = v128.load(at);
    v128.store(a, multiplySubtract(x, s0, v128.load(a)));
    v128.store(a, multiplySubtract(x, s1, v128.load(a, 16)), 16);
    v128.store(a, multiplySubtract(x, s2, v128.load(a, 32)), 32);
    v128.store(a, multiplySubtract(x, s3, v128.load(a, 48)), 48);
  }
}

/** The sum of the lanes, in both. */
function sumOfLanes(x: v128): v128 {
  return f64x2.add(x, v128.shuffle<f64>(x, x, 1, 0));
}

/** Copies a vector to its column of the panel. */
function placeColumn(column: usize, vector: usize, order: i32): void {
  const end = vector + (usize(order) << 3);
  for (; vector < end; vector += 64, column += COLUMNS << 6) {
    for (let pair: usize = 0; pair < 64; pair += 16) v128.store(column + pair, v128.load(vector + pair));
  }
}
