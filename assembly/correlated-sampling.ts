// Samples of a C that is not diagonal: x = mean + scale u with u = L z, where L is the Cholesky factor of the correlations.
import { fillEntries } from './entries';
import { BLOCK, paddedOrder } from './packed';
import { panelStride } from './panels';
import { placeSample } from './sampling';

/** Samples that a row of L is multiplied with at once. */
const GROUP = 4;

/**
 * As `sampleChunk`, with correlation^|i - j| between coordinates i and j: u_0 = z_0 and
 * u_i = correlation u_(i-1) + sqrt(1 - correlation^2) z_i.
 */
export function sampleAutoregressiveChunk(
  panels: usize,
  h: usize,
  hStar: usize,
  stream: usize,
  mean: usize,
  scale: usize,
  w: usize,
  wStar: usize,
  row: usize,
  p: i32,
  count: i32,
  entries: i32,
  degrees: i32,
  correlation: f64,
): void {
  const stride = panelStride(count);
  const bytes = usize(paddedOrder(p)) << 3;
  const innovation = Math.sqrt((1.0 - correlation) * (1.0 + correlation));
  memory.fill(row, 0, bytes);
  for (let i = 0; i < count; i++) {
    fillEntries(row, stream, p, entries, degrees);
    let u = load<f64>(row);
    for (let at = row + 8; at < row + (usize(p) << 3); at += 8) {
      u = correlation * u + innovation * load<f64>(at);
      store<f64>(at, u);
    }
    const sample = usize(i);
    placeSample(
      panels + (sample << 6),
      stride,
      h + (sample << 3),
      hStar + (sample << 3),
      mean,
      scale,
      w,
      wStar,
      row,
      bytes,
    );
  }
}

/** Bytes of the scratch `rows` of `sampleFactoredChunk`. */
export function factoredRowsBytes(p: i32): f64 {
  return f64(GROUP * BLOCK) * f64(paddedOrder(p));
}

/** As `sampleChunk`, for any L: `factor` holds the rows of its lower triangle, one after the other. */
export function sampleFactoredChunk(
  panels: usize,
  h: usize,
  hStar: usize,
  stream: usize,
  mean: usize,
  scale: usize,
  w: usize,
  wStar: usize,
  rows: usize,
  p: i32,
  count: i32,
  entries: i32,
  degrees: i32,
  factor: usize,
): void {
  const stride = panelStride(count);
  const bytes = usize(paddedOrder(p)) << 3;
  memory.fill(rows, 0, usize(GROUP) * bytes);
  for (let start = 0; start < count; start += GROUP) {
    const end = min(start + GROUP, count);
    for (let i = start; i < end; i++) fillEntries(rows + usize(i - start) * bytes, stream, p, entries, degrees);
    multiplyByFactor(rows, factor, p, bytes);
    for (let i = start; i < end; i++) {
      const sample = usize(i);
      placeSample(
        panels + (sample << 6),
        stride,
        h + (sample << 3),
        hStar + (sample << 3),
        mean,
        scale,
        w,
        wStar,
        rows + usize(i - start) * bytes,
        bytes,
      );
    }
  }
}

/** z <- L z for each of the 4 rows, from the last entry up: entry i needs only those up to it. */
function multiplyByFactor(rows: usize, factor: usize, p: i32, bytes: usize): void {
  const row1 = rows + bytes;
  const row2 = row1 + bytes;
  const row3 = row2 + bytes;
  for (let i = p - 1; i >= 0; i--) {
    const line = factor + (((usize(i) * usize(i + 1)) >> 1) << 3);
    const last = usize(i) << 3;
    let a = f64x2.splat(0);
    let b = f64x2.splat(0);
    let c = f64x2.splat(0);
    let d = f64x2.splat(0);
    let at: usize = 0;
    for (; at < last; at += 16) {
      const l = v128.load(line + at);
      a = f64x2.add(a, f64x2.mul(l, v128.load(rows + at)));
      b = f64x2.add(b, f64x2.mul(l, v128.load(row1 + at)));
      c = f64x2.add(c, f64x2.mul(l, v128.load(row2 + at)));
      d = f64x2.add(d, f64x2.mul(l, v128.load(row3 + at)));
    }
    // Rows of odd length end in a single entry, the pivot.
    const pivot = at === last ? load<f64>(line + last) : 0.0;
    finish(rows + last, a, pivot);
    finish(row1 + last, b, pivot);
    finish(row2 + last, c, pivot);
    finish(row3 + last, d, pivot);
  }
}

function finish(at: usize, sums: v128, pivot: f64): void {
  const sum = f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1);
  store<f64>(at, sum + pivot * load<f64>(at));
}
