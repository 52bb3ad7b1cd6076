// From a band of BAND off-diagonals to a tridiagonal matrix, the second of two stages (the first: band-reduction.ts).
//
// From the last row up, row i is reduced to (e_{i-1}, d_i) by a reflection of the BAND coordinates before it. That fills a block
// of BAND x BAND entries beyond the band; the last row of the block is reduced by a reflection of the next BAND
// coordinates, which moves what is left of it further up, and so on to the first row. The next row finds each block one row
// higher, and reduces that one's last row. 6 BAND p^2 operations.
//
// Reference: Murata and Horikoshi 1975, A new method for the tridiagonalization of the symmetric band matrix; Lang 1993, A
// parallel algorithm for reducing symmetric banded matrices to tridiagonal form.
//
// Layout: row i lies in ROW bytes and holds columns i - 2 BAND to i, with room for two more: below each entry lies, STEP bytes
// on, the next row's of the same column, so that any block is an ordinary one. Rows before the first are zero, so that
// blocks need no edges.

import { BAND, bandReductionWorkBytes } from './band-reduction';
import { multiplyAdd, multiplySubtract } from './multiply-add';
import { packedOffset } from './packed';
import { makeReflector } from './reflector';
import { dot } from './vector';

const ROW: usize = (2 * usize(BAND) + 3) << 3;
const STEP: usize = ROW - 8;

/** Bytes of BAND doubles. */
const VECTOR: usize = usize(BAND) << 3;

/** Zero rows before the first. */
const PADDING: usize = BAND;

// The scratch: factor back to the original scale, as left by reduceToBand | two reflectors | w | the band.
const REFLECTORS: usize = 64;
const W: usize = REFLECTORS + 2 * VECTOR;
const ROWS: usize = W + VECTOR;

/** Reflections in a slice: some 5 ms. */
const SLICE_REFLECTIONS = 20_000;

/** Bytes of scratch that the two stages need, one after the other. */
export function twoStageWorkBytes(p: i32): usize {
  return max(bandReductionWorkBytes(p), ROWS + (usize(p) + PADDING) * ROW);
}

/**
 * Reduces more rows of what `reduceToBand` has left, and returns how many remain: start with `remaining` = p, go on with what
 * was returned, stop at 0. Fills d (p elements) and e (p - 1) from their ends. `work` is that of `reduceToBand` and must be left
 * alone in between.
 */
export function tridiagonalizeBand(d: usize, e: usize, matrix: usize, work: usize, p: i32, remaining: i32): i32 {
  if (remaining === p) readBand(work + ROWS, matrix, p);
  const unscale = load<f64>(work);
  let i = remaining - 1;
  for (let reflections = 0; i >= 0 && reflections < SLICE_REFLECTIONS; i--) {
    const diagonal = entry(work, i, i);
    store<f64>(d + (usize(i) << 3), load<f64>(diagonal) * unscale);
    if (i > 1) reflections += reduceRow(work, i);
    if (i > 0) store<f64>(e + (usize(i - 1) << 3), load<f64>(diagonal - 8) * unscale);
  }
  return i + 1;
}

/** The address of (i, j). */
function entry(work: usize, i: i32, j: i32): usize {
  return work + ROWS + usize(i + i32(PADDING)) * ROW + (usize(j - i + 2 * BAND) << 3);
}

/** Copies the band of the packed matrix. */
function readBand(rows: usize, matrix: usize, p: i32): void {
  memory.fill(rows, 0, (usize(p) + PADDING) * ROW);
  for (let i = 0; i < p; i++) {
    const row = rows + (usize(i) + PADDING) * ROW;
    for (let j = max(i - BAND, 0); j <= i; j++) {
      store<f64>(row + (usize(j - i + 2 * BAND) << 3), load<f64>(matrix + packedOffset(i, j)));
    }
  }
}

/** Reduces row i and chases what that fills up to the first row. Returns the number of reflections. */
function reduceRow(work: usize, i: i32): i32 {
  let v = work + REFLECTORS;
  let other = v + VECTOR;
  let first = i - BAND;
  let count = 1;
  reflectLast(v, entry(work, i, first));
  reflectDiagonal(entry(work, first, first), v, work + W);
  while (first > 0) {
    const block = entry(work, first, first - BAND);
    reflectFromLeft(block, v);
    if (first === 1) break;
    reflectLast(other, block + usize(BAND - 1) * STEP);
    reflectFromRight(block, other);
    const next = other;
    other = v;
    v = next;
    first -= BAND;
    count++;
    reflectDiagonal(entry(work, first, first), v, work + W);
  }
  return count;
}

/** Moves BAND entries of a row to v and reduces them to the last one. */
function reflectLast(v: usize, row: usize): void {
  for (let at: usize = 0; at < VECTOR; at += 16) {
    v128.store(v + at, v128.load(row + at));
    v128.store(row + at, f64x2.splat(0));
  }
  store<f64>(row + VECTOR - 8, makeReflector(v, BAND));
}

/** B - v (v^T B) for a block. */
function reflectFromLeft(block: usize, v: usize): void {
  let w0 = f64x2.splat(0);
  let w1 = f64x2.splat(0);
  let w2 = f64x2.splat(0);
  let w3 = f64x2.splat(0);
  let w4 = f64x2.splat(0);
  let w5 = f64x2.splat(0);
  let w6 = f64x2.splat(0);
  let w7 = f64x2.splat(0);
  const end = v + VECTOR;
  let b = block;
  for (let at = v; at < end; at += 8, b += STEP) {
    const factor = v128.load64_splat(at);
    w0 = multiplyAdd(v128.load(b), factor, w0);
    w1 = multiplyAdd(v128.load(b, 16), factor, w1);
    w2 = multiplyAdd(v128.load(b, 32), factor, w2);
    w3 = multiplyAdd(v128.load(b, 48), factor, w3);
    w4 = multiplyAdd(v128.load(b, 64), factor, w4);
    w5 = multiplyAdd(v128.load(b, 80), factor, w5);
    w6 = multiplyAdd(v128.load(b, 96), factor, w6);
    w7 = multiplyAdd(v128.load(b, 112), factor, w7);
  }
  b = block;
  for (let at = v; at < end; at += 8, b += STEP) {
    const factor = v128.load64_splat(at);
    v128.store(b, multiplySubtract(w0, factor, v128.load(b)));
    v128.store(b, multiplySubtract(w1, factor, v128.load(b, 16)), 16);
    v128.store(b, multiplySubtract(w2, factor, v128.load(b, 32)), 32);
    v128.store(b, multiplySubtract(w3, factor, v128.load(b, 48)), 48);
    v128.store(b, multiplySubtract(w4, factor, v128.load(b, 64)), 64);
    v128.store(b, multiplySubtract(w5, factor, v128.load(b, 80)), 80);
    v128.store(b, multiplySubtract(w6, factor, v128.load(b, 96)), 96);
    v128.store(b, multiplySubtract(w7, factor, v128.load(b, 112)), 112);
  }
}

/** B - (B v) v^T for all rows of a block but the last, which is reduced. */
function reflectFromRight(block: usize, v: usize): void {
  const v0 = v128.load(v);
  const v1 = v128.load(v, 16);
  const v2 = v128.load(v, 32);
  const v3 = v128.load(v, 48);
  const v4 = v128.load(v, 64);
  const v5 = v128.load(v, 80);
  const v6 = v128.load(v, 96);
  const v7 = v128.load(v, 112);
  const end = block + usize(BAND - 1) * STEP;
  for (let b = block; b < end; b += STEP) {
    let sum0 = f64x2.mul(v128.load(b), v0);
    let sum1 = f64x2.mul(v128.load(b, 16), v1);
    sum0 = multiplyAdd(v128.load(b, 32), v2, sum0);
    sum1 = multiplyAdd(v128.load(b, 48), v3, sum1);
    sum0 = multiplyAdd(v128.load(b, 64), v4, sum0);
    sum1 = multiplyAdd(v128.load(b, 80), v5, sum1);
    sum0 = multiplyAdd(v128.load(b, 96), v6, sum0);
    sum1 = multiplyAdd(v128.load(b, 112), v7, sum1);
    sum0 = f64x2.add(sum0, sum1);
    const sum = f64x2.add(sum0, v128.shuffle<f64>(sum0, sum0, 1, 0));
    v128.store(b, multiplySubtract(v0, sum, v128.load(b)));
    v128.store(b, multiplySubtract(v1, sum, v128.load(b, 16)), 16);
    v128.store(b, multiplySubtract(v2, sum, v128.load(b, 32)), 32);
    v128.store(b, multiplySubtract(v3, sum, v128.load(b, 48)), 48);
    v128.store(b, multiplySubtract(v4, sum, v128.load(b, 64)), 64);
    v128.store(b, multiplySubtract(v5, sum, v128.load(b, 80)), 80);
    v128.store(b, multiplySubtract(v6, sum, v128.load(b, 96)), 96);
    v128.store(b, multiplySubtract(v7, sum, v128.load(b, 112)), 112);
  }
}

/**
 * (I - v v^T) D (I - v v^T) = D - v w^T - w v^T, w = D v - (v^T D v / 2) v, for a block on the diagonal, of which the lower triangle
 * is stored; 4 rows at a time.
 */
function reflectDiagonal(block: usize, v: usize, w: usize): void {
  for (let k: usize = 0; k < VECTOR; k += 32) multiplyFourRows(block + (k >> 3) * STEP, v, w, k);
  const half = f64x2.splat(0.5 * dot(v, w, BAND));
  for (let k: usize = 0; k < VECTOR; k += 16) {
    v128.store(w + k, multiplySubtract(v128.load(v + k), half, v128.load(w + k)));
  }
  for (let k: usize = 0; k < VECTOR; k += 32) updateFourRows(block + (k >> 3) * STEP, v, w, k);
}

/** Adds to w what 4 rows, their diagonal elements at byte k and on, contribute to D v; sets w in these rows. */
function multiplyFourRows(rows: usize, v: usize, w: usize, k: usize): void {
  const v0 = v128.load64_splat(v + k);
  const v1 = v128.load64_splat(v + k, 8);
  const v2 = v128.load64_splat(v + k, 16);
  const v3 = v128.load64_splat(v + k, 24);
  let sum0 = f64x2.splat(0);
  let sum1 = f64x2.splat(0);
  let sum2 = f64x2.splat(0);
  let sum3 = f64x2.splat(0);
  let a = rows;
  for (const end = rows + k; a < end; a += 16, v += 16, w += 16) {
    const x = v128.load(v);
    let y = v128.load(w);
    const a0 = v128.load(a);
    y = multiplyAdd(a0, v0, y);
    sum0 = multiplyAdd(a0, x, sum0);
    const a1 = v128.load(a, STEP);
    y = multiplyAdd(a1, v1, y);
    sum1 = multiplyAdd(a1, x, sum1);
    const a2 = v128.load(a, 2 * STEP);
    y = multiplyAdd(a2, v2, y);
    sum2 = multiplyAdd(a2, x, sum2);
    const a3 = v128.load(a, 3 * STEP);
    y = multiplyAdd(a3, v3, y);
    sum3 = multiplyAdd(a3, x, sum3);
    v128.store(w, y);
  }
  // The 4 x 4 block on the diagonal, mirrored.
  const x = v128.load(v);
  const z = v128.load(v, 16);
  const a1 = v128.load(a, STEP);
  const a2 = v128.load(a, 2 * STEP);
  const a3 = v128.load(a, 3 * STEP);
  const b3 = v128.load(a, 3 * STEP + 16);
  sum0 = multiplyAdd(v128.shuffle<f64>(v128.load(a), a1, 0, 2), x, sum0);
  sum0 = multiplyAdd(v128.shuffle<f64>(a2, a3, 0, 2), z, sum0);
  sum1 = multiplyAdd(a1, x, sum1);
  sum1 = multiplyAdd(v128.shuffle<f64>(a2, a3, 1, 3), z, sum1);
  sum2 = multiplyAdd(a2, x, sum2);
  sum2 = multiplyAdd(v128.shuffle<f64>(v128.load(a, 2 * STEP + 16), b3, 0, 2), z, sum2);
  sum3 = multiplyAdd(a3, x, sum3);
  sum3 = multiplyAdd(b3, z, sum3);
  v128.store(w, sumsOf(sum0, sum1));
  v128.store(w, sumsOf(sum2, sum3), 16);
}

/** The sums of the lanes of two vectors. */
function sumsOf(first: v128, second: v128): v128 {
  return f64x2.add(v128.shuffle<f64>(first, second, 0, 2), v128.shuffle<f64>(first, second, 1, 3));
}

/** Subtracts v w^T + w v^T from 4 rows up to the diagonal, which is at byte k and on. */
function updateFourRows(rows: usize, v: usize, w: usize, k: usize): void {
  const v0 = v128.load64_splat(v + k);
  const v1 = v128.load64_splat(v + k, 8);
  const v2 = v128.load64_splat(v + k, 16);
  const v3 = v128.load64_splat(v + k, 24);
  const w0 = v128.load64_splat(w + k);
  const w1 = v128.load64_splat(w + k, 8);
  const w2 = v128.load64_splat(w + k, 16);
  const w3 = v128.load64_splat(w + k, 24);
  let a = rows;
  for (const end = rows + k; a < end; a += 16, v += 16, w += 16) {
    const x = v128.load(v);
    const y = v128.load(w);
    v128.store(a, updated(v128.load(a), x, y, v0, w0));
    v128.store(a, updated(v128.load(a, STEP), x, y, v1, w1), STEP);
    v128.store(a, updated(v128.load(a, 2 * STEP), x, y, v2, w2), 2 * STEP);
    v128.store(a, updated(v128.load(a, 3 * STEP), x, y, v3, w3), 3 * STEP);
  }
  // Of the 4 x 4 block on the diagonal the lower triangle: an even row's last pair is half a one.
  const x = v128.load(v);
  const y = v128.load(w);
  v128.store64_lane(a, updated(v128.load(a), x, y, v0, w0), 0);
  v128.store(a, updated(v128.load(a, STEP), x, y, v1, w1), STEP);
  v128.store(a, updated(v128.load(a, 2 * STEP), x, y, v2, w2), 2 * STEP);
  v128.store(a, updated(v128.load(a, 3 * STEP), x, y, v3, w3), 3 * STEP);
  const z = v128.load(v, 16);
  const t = v128.load(w, 16);
  v128.store64_lane(a, updated(v128.load(a, 2 * STEP + 16), z, t, v2, w2), 0, 2 * STEP + 16);
  v128.store(a, updated(v128.load(a, 3 * STEP + 16), z, t, v3, w3), 3 * STEP + 16);
}

/** a - v_k w - w_k v. */
function updated(a: v128, v: v128, w: v128, vk: v128, wk: v128): v128 {
  return multiplySubtract(v, wk, multiplySubtract(w, vk, a));
}
