// Samples x = mean + C^(1/2) z of the model, drawn straight into the panels of a chunk, and the two fields they act through:
// h = w . x and hStar = wStar . x.
//
// Where coordinates are eigenvectors of C, C^(1/2) is a vector `scale`; correlated-sampling.ts has the other cases. z are the
// stream's entries (entries.ts) in order: sample 0's first. mean, scale, w and wStar are padded with zeros to a multiple of 8.
import { fillEntries } from './entries';
import { paddedOrder } from './packed';
import { panelStride } from './panels';

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

/** Draws `count` samples into `panels`, and writes their h and hStar. `row` is scratch: p, padded, doubles. */
export function sampleChunk(
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
): void {
  const stride = panelStride(count);
  const bytes = usize(paddedOrder(p)) << 3;
  memory.fill(row, 0, bytes);
  for (let i = 0; i < count; i++) {
    fillEntries(row, stream, p, entries, degrees);
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

/** Writes x = mean + scale row, `bytes` long, to the cache lines `stride` apart from `line` on, and w . x and wStar . x. */
export function placeSample(
  line: usize,
  stride: usize,
  h: usize,
  hStar: usize,
  mean: usize,
  scale: usize,
  w: usize,
  wStar: usize,
  row: usize,
  bytes: usize,
): void {
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
  store<f64>(h, f64x2.extract_lane(hPair, 0) + f64x2.extract_lane(hPair, 1));
  store<f64>(hStar, f64x2.extract_lane(hStarPair, 0) + f64x2.extract_lane(hStarPair, 1));
}
