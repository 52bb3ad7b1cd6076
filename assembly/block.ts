// Blocks of 8 vectors, coordinate by coordinate: line j, 64 bytes, holds entry j of all eight. A panel of X (see panels.ts)
// has the same shape, with a line for each sample: so two kernels do all the products of a block Lanczos method,
//   S += A^T B   (A, B of many lines, S of 8)   and   B += A S,
// each on tiles of 2 lines x 8 vectors in registers: 8 additions and 8 multiplications of two doubles for 6 loads.
import { paddedOrder } from './packed';

/** Lines of a slice: two blocks' slices (8 kB each) stay in the first-level cache while four tiles pass over them. */
const SLICE_LINES = 128;

/** Bytes of a block of vectors of length p, padded to a multiple of 8. */
export function blockBytes(p: i32): f64 {
  return f64(paddedOrder(p)) * 64;
}

/** sums (8 lines) += A^T B: entry (i, k) gets the sum over lines of A[line][i] B[line][k]. */
export function blockGram(sums: usize, a: usize, b: usize, lines: i32): void {
  for (let first = 0; first < lines; first += SLICE_LINES) {
    const bytes = usize(min(SLICE_LINES, lines - first)) << 6;
    gramSlice(sums, a, b, bytes);
    a += bytes;
    b += bytes;
  }
}

function gramSlice(sums: usize, a: usize, b: usize, bytes: usize): void {
  for (let pair: usize = 0; pair < 64; pair += 16, sums += 128) {
    let s0 = v128.load(sums);
    let s1 = v128.load(sums, 16);
    let s2 = v128.load(sums, 32);
    let s3 = v128.load(sums, 48);
    let t0 = v128.load(sums, 64);
    let t1 = v128.load(sums, 80);
    let t2 = v128.load(sums, 96);
    let t3 = v128.load(sums, 112);
    let x = a + pair;
    const end = b + bytes;
    for (let y = b; y < end; y += 64, x += 64) {
      const left = v128.load64_splat(x);
      const right = v128.load64_splat(x, 8);
      const y0 = v128.load(y);
      s0 = f64x2.add(s0, f64x2.mul(y0, left));
      t0 = f64x2.add(t0, f64x2.mul(y0, right));
      const y1 = v128.load(y, 16);
      s1 = f64x2.add(s1, f64x2.mul(y1, left));
      t1 = f64x2.add(t1, f64x2.mul(y1, right));
      const y2 = v128.load(y, 32);
      s2 = f64x2.add(s2, f64x2.mul(y2, left));
      t2 = f64x2.add(t2, f64x2.mul(y2, right));
      const y3 = v128.load(y, 48);
      s3 = f64x2.add(s3, f64x2.mul(y3, left));
      t3 = f64x2.add(t3, f64x2.mul(y3, right));
    }
    v128.store(sums, s0);
    v128.store(sums, s1, 16);
    v128.store(sums, s2, 32);
    v128.store(sums, s3, 48);
    v128.store(sums, t0, 64);
    v128.store(sums, t1, 80);
    v128.store(sums, t2, 96);
    v128.store(sums, t3, 112);
  }
}

/** B += A S for S of 8 lines. An odd number of `lines` touches one line more. */
export function blockExpand(b: usize, a: usize, s: usize, lines: i32): void {
  const end = b + (usize(lines) << 6);
  const last = s + 512;
  for (; b < end; b += 128, a += 128) {
    let b0 = v128.load(b);
    let b1 = v128.load(b, 16);
    let b2 = v128.load(b, 32);
    let b3 = v128.load(b, 48);
    let c0 = v128.load(b, 64);
    let c1 = v128.load(b, 80);
    let c2 = v128.load(b, 96);
    let c3 = v128.load(b, 112);
    let x = a;
    for (let y = s; y < last; y += 64, x += 8) {
      const left = v128.load64_splat(x);
      const right = v128.load64_splat(x, 64);
      const y0 = v128.load(y);
      b0 = f64x2.add(b0, f64x2.mul(y0, left));
      c0 = f64x2.add(c0, f64x2.mul(y0, right));
      const y1 = v128.load(y, 16);
      b1 = f64x2.add(b1, f64x2.mul(y1, left));
      c1 = f64x2.add(c1, f64x2.mul(y1, right));
      const y2 = v128.load(y, 32);
      b2 = f64x2.add(b2, f64x2.mul(y2, left));
      c2 = f64x2.add(c2, f64x2.mul(y2, right));
      const y3 = v128.load(y, 48);
      b3 = f64x2.add(b3, f64x2.mul(y3, left));
      c3 = f64x2.add(c3, f64x2.mul(y3, right));
    }
    v128.store(b, b0);
    v128.store(b, b1, 16);
    v128.store(b, b2, 32);
    v128.store(b, b3, 48);
    v128.store(b, c0, 64);
    v128.store(b, c1, 80);
    v128.store(b, c2, 96);
    v128.store(b, c3, 112);
  }
}

/** Vector `column` of the block becomes the p doubles at `source`. */
export function blockSetColumn(block: usize, column: i32, source: usize, p: i32): void {
  const end = source + (usize(p) << 3);
  for (let at = block + (usize(column) << 3); source < end; source += 8, at += 64) store<f64>(at, load<f64>(source));
}

/** Copies vector `column` of the block to the p doubles at `out`. */
export function blockColumn(out: usize, block: usize, column: i32, p: i32): void {
  const end = out + (usize(p) << 3);
  for (let at = block + (usize(column) << 3); out < end; out += 8, at += 64) store<f64>(out, load<f64>(at));
}
