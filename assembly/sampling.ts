// Samples x = mean + C^(1/2) z of the model, drawn straight into the panels of a chunk, and the two fields they act through:
// h = w . x and hStar = wStar . x. z are the stream's entries (entries.ts) in order, sample 0's first.
//
// C^(1/2) z is `scale` u, coordinate by coordinate. Where the coordinates are eigenvectors of C, u = z; else u = L z, where L is
// the Cholesky factor of the correlations: there are a kernel for correlation^|i - j|, whose L is a recursion, and one for any L.

import { panelStride } from './chunk';
import { fillEntries } from './entries';
import { BLOCK, paddedOrder } from './packed';

/**
 * v(k) = cos(pi index (k + 1/2) / count) of unit norm, k = 0 .. count - 1: for 0 <= index < count an orthonormal basis,
 * whose vector 0 is constant.
 */
export function cosineDirection(out: usize, count: i32, index: i32): void {
  const norm = Math.sqrt((index === 0 ? 1.0 : 2.0) / f64(count));
  const period = i64(count) * 4;
  for (let k = 0; k < count; k++) {
    // The angle in units of pi / (2 count), reduced while it is an integer.
    const angle = (i64(index) * (2 * i64(k) + 1)) % period;
    store<f64>(out + (usize(k) << 3), norm * Math.cos((Math.PI * f64(angle)) / (2.0 * f64(count))));
  }
}

/** What chunks are drawn from: written once by the host (src/simulation/sampler.ts), in this order, pointers as 32-bit integers. */
@unmanaged
class SampleJob {
  /** Where the fields of a chunk's samples go. */
  h: usize;
  hStar: usize;
  stream: usize;
  /** p doubles each, padded with zeros to a multiple of 8. */
  mean: usize;
  scale: usize;
  w: usize;
  wStar: usize;
  /** Scratch: p doubles, padded; `factoredRowsBytes` for `sampleFactoredChunk`. */
  row: usize;
  /** The rows of L's lower triangle, one after the other; for `sampleFactoredChunk` alone. */
  factor: usize;
  p: i32;
  /** The kind of the entries, and the degrees of freedom of Student's t. */
  entries: i32;
  degrees: i32;
  /** For `sampleAutoregressiveChunk` alone. */
  correlation: f64;
}

/** Draws `count` samples into `panels`, and writes their h and hStar. */
export function sampleChunk(job: SampleJob, panels: usize, count: i32): void {
  const row = clearedRows(job, 1);
  for (let i = 0; i < count; i++) {
    fillEntries(row, job.stream, job.p, job.entries, job.degrees);
    placeSample(job, panels, count, i, row);
  }
}

/** Does what `sampleChunk` does for correlation^|i - j|: u_0 = z_0, u_i = correlation u_(i-1) + sqrt(1 - correlation^2) z_i. */
export function sampleAutoregressiveChunk(job: SampleJob, panels: usize, count: i32): void {
  const correlation = job.correlation;
  const innovation = Math.sqrt((1.0 - correlation) * (1.0 + correlation));
  const row = clearedRows(job, 1);
  const end = row + (usize(job.p) << 3);
  for (let i = 0; i < count; i++) {
    fillEntries(row, job.stream, job.p, job.entries, job.degrees);
    let u = load<f64>(row);
    for (let at = row + 8; at < end; at += 8) {
      u = correlation * u + innovation * load<f64>(at);
      store<f64>(at, u);
    }
    placeSample(job, panels, count, i, row);
  }
}

/** Samples that a row of L is multiplied with at once. */
const GROUP = 4;

/** Bytes of the scratch `row` of `sampleFactoredChunk`. */
export function factoredRowsBytes(p: i32): f64 {
  return f64(GROUP * BLOCK) * f64(paddedOrder(p));
}

/** Does what `sampleChunk` does for any L. */
export function sampleFactoredChunk(job: SampleJob, panels: usize, count: i32): void {
  const bytes = rowBytes(job);
  const rows = clearedRows(job, GROUP);
  for (let start = 0; start < count; start += GROUP) {
    const end = min(start + GROUP, count);
    for (let i = start; i < end; i++) {
      fillEntries(rows + usize(i - start) * bytes, job.stream, job.p, job.entries, job.degrees);
    }
    multiplyByFactor(rows, job.factor, job.p, bytes);
    for (let i = start; i < end; i++) placeSample(job, panels, count, i, rows + usize(i - start) * bytes);
  }
}

function rowBytes(job: SampleJob): usize {
  return usize(paddedOrder(job.p)) << 3;
}

/** The scratch of `count` rows, zero: their padding stays so. */
function clearedRows(job: SampleJob, count: usize): usize {
  memory.fill(job.row, 0, count * rowBytes(job));
  return job.row;
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

/** Writes x = mean + scale row of sample i of a chunk of `count`, a cache line in each panel, and w . x and wStar . x. */
function placeSample(job: SampleJob, panels: usize, count: i32, i: i32, row: usize): void {
  const mean = job.mean;
  const scale = job.scale;
  const w = job.w;
  const wStar = job.wStar;
  const stride = panelStride(count);
  const bytes = rowBytes(job);
  let line = panels + (usize(i) << 6);
  let a = f64x2.splat(0);
  let b = f64x2.splat(0);
  let c = f64x2.splat(0);
  let d = f64x2.splat(0);
  for (let at: usize = 0; at < bytes; at += 64) {
    for (let k: usize = 0; k < 64; k += 32) {
      const j = at + k;
      const x = f64x2.add(v128.load(mean + j), f64x2.mul(v128.load(scale + j), v128.load(row + j)));
      v128.store(line + k, x);
      a = f64x2.add(a, f64x2.mul(x, v128.load(w + j)));
      b = f64x2.add(b, f64x2.mul(x, v128.load(wStar + j)));
      const y = f64x2.add(v128.load(mean + j, 16), f64x2.mul(v128.load(scale + j, 16), v128.load(row + j, 16)));
      v128.store(line + k, y, 16);
      c = f64x2.add(c, f64x2.mul(y, v128.load(w + j, 16)));
      d = f64x2.add(d, f64x2.mul(y, v128.load(wStar + j, 16)));
    }
    line += stride;
  }
  const hPair = f64x2.add(a, c);
  const hStarPair = f64x2.add(b, d);
  const sample = usize(i) << 3;
  store<f64>(job.h + sample, f64x2.extract_lane(hPair, 0) + f64x2.extract_lane(hPair, 1));
  store<f64>(job.hStar + sample, f64x2.extract_lane(hStarPair, 0) + f64x2.extract_lane(hStarPair, 1));
}
