// Y = H V for a block of 8 vectors (see block.ts): without H, from the samples, or with the packed H.
//
// H V = (1/n) X D X^T V: for a chunk of samples S = X^T V, each line of S times g / n, then Y += X S. Both products read the
// chunk, so it should fit into the second- or third-level cache; what they cost beyond that is shared by the 8 vectors.
import { blockColumn, blockExpand, blockGram, blockSetColumn } from './block';
import { panelSamples, panelStride } from './chunk';
import { BLOCK, blockCount, paddedOrder } from './packed';
import { packedMultiply, packedMultiplyWorkBytes } from './symmetric-multiply';

/** Bytes of scratch that `samplesMultiply` needs for chunks of `count` samples. */
export function samplesMultiplyWorkBytes(count: i32): usize {
  return panelSamples(count) << 6;
}

/** Y += (1/n) X D X^T V for a chunk of `count` samples, `scales` their g / n. */
export function samplesMultiply(
  y: usize,
  panels: usize,
  scales: usize,
  v: usize,
  p: i32,
  count: i32,
  work: usize,
): void {
  const blocks = blockCount(p);
  const stride = panelStride(count);
  memory.fill(work, 0, panelSamples(count) << 6);
  let panel = panels;
  for (let t = 0; t < blocks; t++, panel += stride, v += 512) blockExpand(work, panel, v, count);

  for (let i = 0; i < count; i++) {
    const scale = v128.load64_splat(scales + (usize(i) << 3));
    const line = work + (usize(i) << 6);
    for (let at = line; at < line + 64; at += 16) v128.store(at, f64x2.mul(v128.load(at), scale));
  }
  for (let t = 0; t < blocks; t++, panels += stride, y += 512) blockGram(y, panels, work, count);
}

/** The sum over a chunk's samples of their g / n times |x|^2: what the chunk adds to the trace of H. */
export function samplesTrace(panels: usize, scales: usize, p: i32, count: i32): f64 {
  const blocks = blockCount(p);
  const stride = panelStride(count);
  let sum0 = f64x2.splat(0);
  let sum1 = f64x2.splat(0);
  for (let t = 0; t < blocks; t++, panels += stride) {
    let line = panels;
    for (let i = 0; i < count; i++, line += 64) {
      const scale = v128.load64_splat(scales + (usize(i) << 3));
      const x0 = v128.load(line);
      const x1 = v128.load(line, 16);
      const x2 = v128.load(line, 32);
      const x3 = v128.load(line, 48);
      const even = f64x2.add(f64x2.mul(x0, x0), f64x2.mul(x2, x2));
      const odd = f64x2.add(f64x2.mul(x1, x1), f64x2.mul(x3, x3));
      sum0 = f64x2.add(sum0, f64x2.mul(scale, even));
      sum1 = f64x2.add(sum1, f64x2.mul(scale, odd));
    }
  }
  const sum = f64x2.add(sum0, sum1);
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
}

/** Bytes of scratch that `packedMultiplyBlock` needs. */
export function packedMultiplyBlockWorkBytes(p: i32): usize {
  return packedMultiplyWorkBytes(p) + (usize(paddedOrder(p)) << 4);
}

/** Y = H V for the packed symmetric H of order p; Y's lines beyond p become zero. */
export function packedMultiplyBlock(y: usize, matrix: usize, v: usize, p: i32, work: usize): void {
  const x = work + packedMultiplyWorkBytes(p);
  const product = x + (usize(paddedOrder(p)) << 3);
  memory.fill(y + (usize(p) << 6), 0, usize(paddedOrder(p) - p) << 6);
  for (let column = 0; column < BLOCK; column++) {
    blockColumn(x, v, column, p);
    packedMultiply(product, matrix, x, p, work);
    blockSetColumn(y, column, product, p);
  }
}
