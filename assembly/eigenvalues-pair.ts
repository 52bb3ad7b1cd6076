// The eigenvalues of two symmetric tridiagonal matrices of one order together, by the iteration of eigenvalues.ts, to the same bits:
// a sweep is a chain of dependent operations, so a sweep of each in the two lanes of vectors takes little longer than one.

import {
  continueSweep,
  firstOf,
  lastOf,
  nextBlock,
  orient,
  scaleAndSquare,
  sweep,
  sweepsAllowed,
  TINY,
  unscaleAndSort,
  wilkinsonShift,
} from './eigenvalues';

/**
 * Replaces d0 and d1 by the eigenvalues in ascending order, and overwrites e0 and e1 (n - 1 elements). Returns 0, or 1 if one of
 * the matrices is not finite or its sweeps ran out: neither result is to be used then.
 */
export function eigenvaluesQlPair(d0: usize, e0: usize, d1: usize, e1: usize, n: i32): i32 {
  if (n <= 1) return 0;
  const scale0 = scaleAndSquare(d0, e0, n);
  const scale1 = scaleAndSquare(d1, e1, n);
  if (scale0 === 0 || scale1 === 0) return 1;
  let block0 = nextBlock(d0, e0, n - 1);
  let block1 = nextBlock(d1, e1, n - 1);
  let oriented0 = n;
  let oriented1 = n;
  for (let sweeps = sweepsAllowed(n); block0 >= 0 || block1 >= 0; sweeps--) {
    if (sweeps === 0) return 1;
    if (block0 >= 0 && firstOf(block0) !== oriented0) {
      oriented0 = firstOf(block0);
      orient(d0, e0, oriented0, lastOf(block0));
    }
    if (block1 >= 0 && firstOf(block1) !== oriented1) {
      oriented1 = firstOf(block1);
      orient(d1, e1, oriented1, lastOf(block1));
    }
    if (block0 >= 0 && block1 >= 0) sweepTwo(d0, e0, block0, d1, e1, block1);
    else if (block0 >= 0) sweepOne(d0, e0, block0);
    else sweepOne(d1, e1, block1);
    if (block0 >= 0) block0 = nextBlock(d0, e0, lastOf(block0));
    if (block1 >= 0) block1 = nextBlock(d1, e1, lastOf(block1));
  }
  unscaleAndSort(d0, n, scale0);
  unscaleAndSort(d1, n, scale1);
  return 0;
}

function sweepOne(d: usize, b: usize, block: i64): void {
  sweep(d, b, firstOf(block), lastOf(block), wilkinsonShift(d, b, lastOf(block)));
}

/** `sweep` of both blocks, side by side as far as the shorter one goes. */
function sweepTwo(d0: usize, b0: usize, block0: i64, d1: usize, b1: usize, block1: i64): void {
  const shift0 = wilkinsonShift(d0, b0, lastOf(block0));
  const shift1 = wilkinsonShift(d1, b1, lastOf(block1));
  const start0 = d0 + (usize(firstOf(block0)) << 3);
  const start1 = d1 + (usize(firstOf(block1)) << 3);
  const end0 = d0 + (usize(lastOf(block0)) << 3);
  const end1 = d1 + (usize(lastOf(block1)) << 3);
  const shift = f64x2.replace_lane(f64x2.splat(shift0), 1, shift1);
  let a0 = start0;
  let a1 = start1;
  let coupling0 = b0 + (usize(firstOf(block0)) << 3);
  let coupling1 = b1 + (usize(firstOf(block1)) << 3);
  let cosine = f64x2.splat(1);
  let sine = f64x2.splat(0);
  let diagonal = f64x2.sub(loadTwo(a0, a1), shift);
  let pivot = f64x2.mul(diagonal, diagonal);
  for (const end = start0 + min(end0 - start0, end1 - start1); a0 < end; a0 += 8, a1 += 8) {
    const c = loadTwo(coupling0, coupling1);
    const radius = f64x2.add(pivot, c);
    const inverse = f64x2.div(f64x2.splat(1), radius);
    const ratio = f64x2.div(radius, pivot);
    if (a0 > start0) storeTwo(coupling0 - 8, coupling1 - 8, f64x2.mul(sine, radius));
    const previousCosine = cosine;
    cosine = f64x2.mul(pivot, inverse);
    sine = f64x2.mul(c, inverse);
    const previous = diagonal;
    const next = loadTwo(a0 + 8, a1 + 8);
    diagonal = f64x2.sub(f64x2.mul(cosine, f64x2.sub(next, shift)), f64x2.mul(sine, previous));
    storeTwo(a0, a1, f64x2.add(previous, f64x2.sub(next, diagonal)));
    pivot = v128.bitselect(
      f64x2.mul(f64x2.mul(diagonal, diagonal), ratio),
      f64x2.mul(previousCosine, c),
      f64x2.gt(cosine, f64x2.splat(TINY)),
    );
    coupling0 += 8;
    coupling1 += 8;
  }
  continueSweep(
    start0,
    end0,
    coupling0,
    a0,
    shift0,
    f64x2.extract_lane(cosine, 0),
    f64x2.extract_lane(sine, 0),
    f64x2.extract_lane(diagonal, 0),
    f64x2.extract_lane(pivot, 0),
  );
  continueSweep(
    start1,
    end1,
    coupling1,
    a1,
    shift1,
    f64x2.extract_lane(cosine, 1),
    f64x2.extract_lane(sine, 1),
    f64x2.extract_lane(diagonal, 1),
    f64x2.extract_lane(pivot, 1),
  );
}

function loadTwo(low: usize, high: usize): v128 {
  return v128.load64_lane(high, v128.load64_zero(low), 1);
}

function storeTwo(low: usize, high: usize, values: v128): void {
  v128.store64_lane(low, values, 0);
  v128.store64_lane(high, values, 1);
}
