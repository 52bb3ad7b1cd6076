// A chunk of samples in memory: X (p x count) and X D (each sample scaled by its curvature), packed for the Hessian build.
//
// X lies in panels of 8 rows: panel t holds rows 8t .. 8t + 7, and in it a cache line holds one sample. X D lies in strips
// of 2 rows: a cache line holds 4 samples. Within a chunk all panels have the same stride, an odd number of cache lines
// for the strips (4 for the panels): a power of two would map the same sample of every panel to one cache set.
import { blockCount } from './packed';

/** Samples in a chunk: enough to hide the traffic of H, few enough for a panel (12 kB) and a strip (3 kB) to stay in L1. */
const CHUNK_SAMPLES = 192;

/** The samples in each chunk (the last may have fewer) when n are split evenly. */
export function chunkSamples(n: i32): i32 {
  const chunks = (n + CHUNK_SAMPLES - 1) / CHUNK_SAMPLES;
  return (n + chunks - 1) / chunks;
}

/** Samples from one panel to the next: the smallest odd multiple of 4 that holds `count`. */
export function panelSamples(count: i32): usize {
  return usize(((count + 3) >> 2) | 1) << 2;
}

/** Bytes from one 8-row panel to the next, for a chunk of `count` samples. */
export function panelStride(count: i32): usize {
  return panelSamples(count) << 6;
}

/** Bytes from one 2-row strip to the next. */
export function stripStride(count: i32): usize {
  return panelSamples(count) << 4;
}

/** Bytes of the panels of X, and as many for the strips of X D. */
export function panelBytes(p: i32, count: i32): f64 {
  return f64(blockCount(p)) * f64(panelStride(count));
}

/** Packs `count` samples, row-major (sample i in row i, p numbers each), into `panels`, padded with zeros. */
export function packRows(panels: usize, rows: usize, p: i32, count: i32): void {
  const stride = panelStride(count);
  const whole = p >> 3;
  const rest = usize(p & 7) << 3;
  let row = rows;
  for (let i = 0; i < count; i++) {
    let line = panels + (usize(i) << 6);
    for (let t = 0; t < whole; t++) {
      v128.store(line, v128.load(row));
      v128.store(line, v128.load(row, 16), 16);
      v128.store(line, v128.load(row, 32), 32);
      v128.store(line, v128.load(row, 48), 48);
      row += 64;
      line += stride;
    }
    if (rest > 0) {
      memory.copy(line, row, rest);
      memory.fill(line + rest, 0, 64 - rest);
      row += rest;
    }
  }
}
