// Blocks of 8 vectors, coordinate by coordinate: line j, 64 bytes, holds entry j of all eight. A panel of X (see chunk.ts)
// has the same shape, with a line for each sample: so two kernels do all the products of a block Lanczos method,
//   S += A^T B   (A, B of many lines, S of 8)   and   B += A S,
// each on tiles of 2 lines x 8 vectors in registers: 8 additions and 8 multiplications of two doubles for 6 loads.
import { paddedOrder } from './packed';

/** Lines of a slice: two blocks' slices (8 kB each) stay in the first-level cache while four tiles pass over them. */
const SLICE_LINES = 128;

// Which numbers of X a product takes, as a type, told by isInteger: so the compiler makes a function of each.
type Columns = i32;
type Lines = f64;

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
  for (let pair: usize = 0; pair < 64; pair += 16, sums += 128) addProducts<Columns>(sums, a + pair, b, b + bytes);
}

/** B += A S for S of 8 lines. An odd number of `lines` touches one line more. */
export function blockExpand(b: usize, a: usize, s: usize, lines: i32): void {
  const end = b + (usize(lines) << 6);
  for (; b < end; b += 128, a += 128) addProducts<Lines>(b, a, s, s + 512);
}

/**
 * Adds to the two lines at `tile` the lines y up to `end`, each times two numbers: of X's columns, those that lie together in one
 * line after the other; of X's lines, one number after the other of two.
 */
function addProducts<Of>(tile: usize, x: usize, y: usize, end: usize): void {
  let s0 = v128.load(tile);
  let s1 = v128.load(tile, 16);
  let s2 = v128.load(tile, 32);
  let s3 = v128.load(tile, 48);
  let t0 = v128.load(tile, 64);
  let t1 = v128.load(tile, 80);
  let t2 = v128.load(tile, 96);
  let t3 = v128.load(tile, 112);
  for (; y < end; y += 64, x += isInteger<Of>() ? 64 : 8) {
    const left = v128.load64_splat(x);
    const right = v128.load64_splat(x, isInteger<Of>() ? 8 : 64);
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
  v128.store(tile, s0);
  v128.store(tile, s1, 16);
  v128.store(tile, s2, 32);
  v128.store(tile, s3, 48);
  v128.store(tile, t0, 64);
  v128.store(tile, t1, 80);
  v128.store(tile, t2, 96);
  v128.store(tile, t3, 112);
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
