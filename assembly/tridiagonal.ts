// Householder tridiagonalization of a dense symmetric matrix H, H = Q T Q^T.
//
// From the last row up, row i is reduced to (0, ..., 0, e_{i-1}, d_i) by a reflection Q_i = I - v v^T, |v|^2 = 2, of the
// leading i coordinates, which turns the leading part A of order i into
//   Q_i A Q_i = A - v w^T - w v^T,   w = A v - (v^T A v / 2) v.
// Reflections are gathered in a panel (assembly/panel.ts): A itself is updated once a panel, and until then A v and the next
// row are corrected by the panel's vectors. Q = Q_{p-1} ... Q_1.
//
// Reference: Dongarra, Sorensen and Hammarling 1989, Block reduction of matrices to condensed forms for eigenvalue
// computations; Parlett, The Symmetric Eigenvalue Problem, chapter 7. Deviations: packed triangle, order from the last row
// up, reflectors normalized so that they need no factor, and v^T A v from the uncorrected product, so that one sweep over
// the panel finishes w and the next row.
//
// Entries beyond [2^-100, 2^100] are first scaled by a power of two, so that no sum of squares overflows or underflows; d and
// e are given in the original scale.

import { blockCount, packedBytes, packedOffset } from './packed';
import { applyPanel, extendPanel, panelBytes, panelCoefficientBytes, panelRow, projectOnPanel } from './panel';
import { makeReflector } from './reflector';
import { powerOfTwoScale } from './scale';
import { stripBytes, stripDot, stripMultiply } from './symmetric-multiply';

/** Rows reduced between two updates of the matrix; the widths that were fastest. */
export function panelWidth(p: i32): i32 {
  if (p <= 250) return 8;
  return p <= 1000 ? 12 : 16;
}

// The scratch: factor back to the original scale | strip of v and A v | row | sums | coefficients | panel.
export const STRIP: usize = 64;

function rowOffset(p: i32): usize {
  return STRIP + stripBytes(p);
}

function sumsOffset(p: i32): usize {
  return rowOffset(p) + (usize(blockCount(p)) << 6);
}

export function coefficientsOffset(p: i32): usize {
  return sumsOffset(p) + (usize(panelWidth(p)) << 5);
}

export function panelOffset(p: i32): usize {
  return coefficientsOffset(p) + panelCoefficientBytes(2 * panelWidth(p));
}

/** Bytes of scratch that `tridiagonalizePanel` needs, aligned to 64. */
export function tridiagonalWorkBytes(p: i32): usize {
  return panelOffset(p) + panelBytes(p, 2 * panelWidth(p));
}

/**
 * Reduces the next panel of rows and returns how many rows remain: start with `remaining` = p, go on with what was returned,
 * stop at 0. Fills d (p elements) and e (p - 1) from their ends. H is overwritten: row i then holds v of Q_i in columns
 * 0 to i - 1, padded with zeros to a multiple of 8 (see `backTransform`). `work` must be left alone in between.
 */
export function tridiagonalizePanel(d: usize, e: usize, matrix: usize, work: usize, p: i32, remaining: i32): i32 {
  if (remaining <= 0) return 0;
  const order = beginPanel(matrix, work, p, remaining);
  for (let i = remaining - 1, columns = 0; i >= order; i--, columns += 2) {
    if (!reflectRow(d, e, matrix, work, p, i, columns)) break;
    stripMultiply(work + STRIP, matrix, i);
    finishRow(matrix, work, p, i, columns);
  }
  if (order > 0) applyPanel(matrix, work + panelOffset(p), work + coefficientsOffset(p), order, 2 * panelWidth(p));
  return order;
}

/** Brings up the first row of a panel; returns the order of what remains when the panel is done. */
export function beginPanel(matrix: usize, work: usize, p: i32, remaining: i32): i32 {
  if (remaining === p) store<f64>(work, scaleMatrix(matrix, p));
  readRow(work + rowOffset(p), matrix + packedOffset(remaining - 1, 0), remaining);
  return panelEnd(p, remaining);
}

/** The order of what remains after the panel that begins with `remaining` rows. */
export function panelEnd(p: i32, remaining: i32): i32 {
  return max(remaining - panelWidth(p), 0);
}

/** Gives d_i and e_{i-1}, and puts v_i into the strip: A v is wanted next. False where nothing is left to reflect. */
export function reflectRow(d: usize, e: usize, matrix: usize, work: usize, p: i32, i: i32, columns: i32): bool {
  const unscale = load<f64>(work);
  const row = work + rowOffset(p);
  store<f64>(d + (usize(i) << 3), load<f64>(row + (usize(i) << 3)) * unscale);
  if (i === 0) return false;
  store<f64>(e + (usize(i - 1) << 3), makeReflector(row, i) * unscale);
  const v = work + panelOffset(p) + (usize(columns) << 6);
  placeReflector(work + STRIP, v, matrix + packedOffset(i, 0), row, i, 2 * panelWidth(p));
  return true;
}

/** From A v in the strip: w_i, and the next row brought up to date. */
export function finishRow(matrix: usize, work: usize, p: i32, i: i32, columns: i32): void {
  const strip = work + STRIP;
  const row = work + rowOffset(p);
  const sums = work + sumsOffset(p);
  const coefficients = work + coefficientsOffset(p);
  const panel = work + panelOffset(p);
  const stride = 2 * panelWidth(p);
  projectOnPanel(sums, panel, strip, i, columns, stride);
  const last = panel + panelRow(i - 1, stride);
  prepareCoefficients(coefficients, sums, last, strip, i, columns);
  const pivot = load<f64>(row + (usize(i - 1) << 3));
  extendPanel(row, panel, strip, matrix + packedOffset(i - 1, 0), coefficients, pivot, i, columns + 1, stride);
}

/** Scales the matrix by a power of two if its largest entry is out of range; returns the factor that undoes it. */
export function scaleMatrix(matrix: usize, p: i32): f64 {
  const end = matrix + usize(packedBytes(p));
  const scale = powerOfTwoScale(largestEntry(matrix, end));
  if (scale === 1) return 1;
  const scales = f64x2.splat(scale);
  for (let a = matrix; a < end; a += 16) v128.store(a, f64x2.mul(v128.load(a), scales));
  return 1 / scale;
}

/** The largest magnitude of the doubles from one address to another, a multiple of 32 bytes. */
function largestEntry(from: usize, end: usize): f64 {
  let largest0 = f64x2.splat(0);
  let largest1 = f64x2.splat(0);
  for (let a = from; a < end; a += 32) {
    largest0 = f64x2.pmax(largest0, f64x2.abs(v128.load(a)));
    largest1 = f64x2.pmax(largest1, f64x2.abs(v128.load(a, 16)));
  }
  const largest = f64x2.pmax(largest0, largest1);
  return max(f64x2.extract_lane(largest, 0), f64x2.extract_lane(largest, 1));
}

/** Copies a row of the packed matrix to a vector, up to a multiple of 8 columns. */
export function readRow(row: usize, source: usize, order: i32): void {
  const end = row + (usize(blockCount(order)) << 6);
  for (; row < end; row += 16, source += 64) v128.store(row, v128.load(source));
}

/** Puts v (length i, zero beyond) where it is needed: in the strip, in its column of the panel, in row i of the matrix. */
function placeReflector(strip: usize, column: usize, target: usize, v: usize, i: i32, stride: i32): void {
  const end = v + (usize(blockCount(i)) << 6);
  for (let beyond = v + (usize(i) << 3); beyond < end; beyond += 8) store<f64>(beyond, 0);
  for (; v < end; v += 64, strip += 128, target += 256, column += usize(stride) << 6) {
    for (let pair: usize = 0; pair < 4; pair++) {
      const values = v128.load(v + (pair << 4));
      v128.store(strip + (pair << 5), values);
      v128.store(target + (pair << 6), values);
      v128.store(column + (pair << 4), values);
    }
  }
}

/**
 * The coefficients (g_c, s_c) of `extendPanel` at row i: g makes w from y = A v, s applies the panel to the next row, i - 1,
 * whose part of the panel is at `last`. The column of v itself comes last, with (v^T A' v / 2, w_{i-1}).
 */
function prepareCoefficients(coefficients: usize, sums: usize, last: usize, strip: usize, i: i32, columns: i32): void {
  let curvature = stripDot(strip, i);
  let tail = load<f64>(strip + (usize((i - 1) >> 1) << 5) + (usize((i - 1) & 1) << 3), 16);
  let k = coefficients;
  for (let c = 0; c < columns; c++, k += 16) {
    const projection = wholeSum(sums, c);
    const opposite = wholeSum(sums, c ^ 1);
    store<f64>(k, opposite);
    store<f64>(k, load<f64>(last + (usize(c ^ 1) << 6)), 8);
    curvature -= projection * opposite;
    tail -= opposite * load<f64>(last + (usize(c) << 6));
  }
  const half = 0.5 * curvature;
  store<f64>(k, half);
  store<f64>(k, tail - half * load<f64>(last + (usize(columns) << 6)), 8);
}

function wholeSum(sums: usize, c: i32): f64 {
  const sum = sums + (usize(c) << 4);
  return load<f64>(sum) + load<f64>(sum, 8);
}
