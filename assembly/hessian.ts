// H = (1/n) X D X^T, X of p x n, D = diag(g) with g of any sign, built chunk by chunk: X is never whole in memory.
//
// A chunk adds (X)(X D / n)^T to the packed lower triangle of H (see packed.ts and chunk.ts). The micro-kernel holds a
// tile of 8 rows x 2 columns in registers, loops over the chunk's samples without unrolling (more live registers than
// the machine has would spill), and adds the tile to H once: 8 additions and 8 multiplications of two doubles for 6
// loads. A panel of 8 rows stays in the first-level cache while the strips of 2 columns stream past it.

import { panelStride, stripStride } from './chunk';
import { multiplyAdd } from './multiply-add';
import { BLOCK, blockCount, blockOffset, mirrorDiagonal } from './packed';

/** Multiplications in a slice of a build: some 10 ms, so that a host can report progress and stop between slices. */
const SLICE_WORK: i64 = 100_000_000;

// The shape of a tile as a type, told by isInteger: so the compiler makes a function of each, without a test in the loop.
type Down = f64;
type Across = i32;

/** H = 0. */
export function hessianClear(matrix: usize, p: i32): void {
  memory.fill(matrix, 0, usize(blockOffset(blockCount(p))));
}

/** strips = (X D / n) of a chunk, from its panels of X and the curvature `g` of its samples. */
export function hessianScale(strips: usize, panels: usize, g: usize, n: i32, p: i32, count: i32): void {
  const blocks = blockCount(p);
  const strip = stripStride(count);
  for (let t = 0; t < blocks; t++) {
    let panel = panels + usize(t) * panelStride(count);
    let a = strips + usize(t) * 4 * strip;
    let b = a + strip;
    let c = b + strip;
    let d = c + strip;
    for (let i = 0; i < count; i++) {
      const scale = f64x2.splat(load<f64>(g + (usize(i) << 3)) / f64(n));
      v128.store(a, f64x2.mul(scale, v128.load(panel)));
      v128.store(b, f64x2.mul(scale, v128.load(panel, 16)));
      v128.store(c, f64x2.mul(scale, v128.load(panel, 32)));
      v128.store(d, f64x2.mul(scale, v128.load(panel, 48)));
      panel += 64;
      a += 16;
      b += 16;
      c += 16;
      d += 16;
    }
  }
}

/** The row block at which a slice that begins with block `first` should end. */
export function hessianSliceEnd(first: i32, p: i32, count: i32): i32 {
  const blocks = blockCount(p);
  let work: i64 = 0;
  let t = first;
  while (t < blocks && work < SLICE_WORK) {
    t++;
    work += i64(t) * BLOCK * BLOCK * count;
  }
  return t;
}

/**
 * Adds a chunk of `count` samples to the row blocks `first` (inclusive) to `last` (exclusive) of H, of order p. A last block of
 * at most 6 rows that are not padding is computed pair by pair, with the panels for its columns: padding costs little.
 */
export function hessianAccumulate(
  matrix: usize,
  panels: usize,
  strips: usize,
  p: i32,
  count: i32,
  first: i32,
  last: i32,
): void {
  if (count <= 0) return;
  const samples = usize(count) << 4;
  const nextPanel = panelStride(count);
  const nextStrip = stripStride(count);
  for (let t = first; t < last; t++) {
    const tiles = matrix + blockOffset(t);
    const group = usize(t + 1) << 8;
    const rows = p - (t << 3);
    const isLow = rows <= BLOCK - 2;
    // Both in the same loop: V8 unrolls a loop the more, the deeper it is nested, and here that is best.
    for (let pair = 0, pairs = isLow ? (rows + 1) >> 1 : 1; pair < pairs; pair++) {
      if (isLow) {
        const lines = tiles + usize(pair >> 1) * group + (usize(pair & 1) << 5);
        const strip = strips + usize((t << 2) + pair) * nextStrip;
        accumulateTiles<Across>(lines, group, panels, nextPanel, strip, 0, samples);
      } else {
        accumulateTiles<Down>(tiles, group, panels + usize(t) * nextPanel, 0, strips, nextStrip, samples);
      }
    }
    mirrorDiagonal(matrix, t);
  }
}

/** Down, the tiles of a block, 8 rows by 2 columns each; across, those of two rows, 8 columns each. */
function accumulateTiles<Direction>(
  tiles: usize,
  group: usize,
  panel: usize,
  nextPanel: usize,
  strip: usize,
  nextStrip: usize,
  samples: usize,
): void {
  let tile = tiles;
  for (const end = tiles + group; tile < end; tile += isInteger<Direction>() ? 256 : 64) {
    let a0 = f64x2.splat(0);
    let a1 = f64x2.splat(0);
    let a2 = f64x2.splat(0);
    let a3 = f64x2.splat(0);
    let b0 = f64x2.splat(0);
    let b1 = f64x2.splat(0);
    let b2 = f64x2.splat(0);
    let b3 = f64x2.splat(0);
    let x = panel;
    let y = strip;
    const stripEnd = strip + samples;
    do {
      const left = v128.load_splat<f64>(y);
      const right = v128.load_splat<f64>(y, 8);
      const x0 = v128.load(x);
      const x1 = v128.load(x, 16);
      const x2 = v128.load(x, 32);
      const x3 = v128.load(x, 48);
      a0 = multiplyAdd(x0, left, a0);
      b0 = multiplyAdd(x0, right, b0);
      a1 = multiplyAdd(x1, left, a1);
      b1 = multiplyAdd(x1, right, b1);
      a2 = multiplyAdd(x2, left, a2);
      b2 = multiplyAdd(x2, right, b2);
      a3 = multiplyAdd(x3, left, a3);
      b3 = multiplyAdd(x3, right, b3);
      x += 64;
      y += 16;
    } while (y < stripEnd);
    // The last rows first: V8 then places each load beside its use.
    if (isInteger<Direction>()) {
      addColumns(tile + 192, a3, b3);
      addColumns(tile + 128, a2, b2);
      addColumns(tile + 64, a1, b1);
      addColumns(tile, a0, b0);
      panel += nextPanel;
    } else {
      addRows(tile + group + 32, a3, b3);
      addRows(tile + group, a2, b2);
      addRows(tile + 32, a1, b1);
      addRows(tile, a0, b0);
      strip += nextStrip;
    }
  }
}

/** Adds two rows of two columns, given by column, to the packed matrix. */
function addRows(at: usize, left: v128, right: v128): void {
  v128.store(at, f64x2.add(v128.load(at), v128.shuffle<f64>(left, right, 0, 2)));
  v128.store(at, f64x2.add(v128.load(at, 16), v128.shuffle<f64>(left, right, 1, 3)), 16);
}

/** Adds two rows of two columns, given by row. */
function addColumns(at: usize, upper: v128, lower: v128): void {
  v128.store(at, f64x2.add(v128.load(at), upper));
  v128.store(at, f64x2.add(v128.load(at, 16), lower), 16);
}
