// Orthonormal bases made of blocks of 8 vectors (see block.ts): projecting a new block off the older ones, and making it
// orthonormal in itself. Each is to be done twice for orthogonality to roundoff ("twice is enough", Parlett, The Symmetric
// Eigenvalue Problem, section 6.9).
import { blockExpand, blockGram } from './block';
import { paddedOrder } from './packed';

const VECTORS = 8;

/**
 * W <- W - Q (Q^T W), and coefficients (8 lines) += Q^T W, for an orthonormal block Q. `work` is 8 lines.
 */
export function blockProject(w: usize, q: usize, coefficients: usize, p: i32, work: usize): void {
  const lines = paddedOrder(p);
  memory.fill(work, 0, 512);
  blockGram(work, q, w, lines);
  for (let at: usize = 0; at < 512; at += 16) {
    const product = v128.load(work + at);
    v128.store(coefficients + at, f64x2.add(v128.load(coefficients + at), product));
    v128.store(work + at, f64x2.neg(product));
  }
  blockExpand(w, q, work, lines);
}

/**
 * W = Q R by Gram and Schmidt, twice for each vector: W is overwritten by Q, whose first `rank` vectors are orthonormal and
 * whose others are zero; R (8 lines, line i the coefficients of vector i of Q) is added to. A vector of which no more than
 * `tolerance` is left counts as dependent on those before it. The first `start` vectors must be orthonormal already.
 * Returns the rank.
 */
export function blockOrthonormalize(w: usize, r: usize, p: i32, start: i32, tolerance: f64): i32 {
  let rank = start;
  for (let column = start; column < VECTORS; column++) {
    const vector = w + (usize(column) << 3);
    for (let round = 0; round < 2; round++) {
      for (let k = 0; k < rank; k++) {
        const other = w + (usize(k) << 3);
        const factor = strideDot(other, vector, p);
        strideSubtract(vector, other, factor, p);
        const entry = r + (usize(k) << 6) + (usize(column) << 3);
        store<f64>(entry, load<f64>(entry) + factor);
      }
    }
    const length = Math.sqrt(strideDot(vector, vector, p));
    if (length > tolerance) {
      strideMove(w + (usize(rank) << 3), vector, 1 / length, p);
      store<f64>(r + (usize(rank) << 6) + (usize(column) << 3), length);
      rank++;
    }
  }
  for (let column = rank; column < VECTORS; column++) strideMove(w + (usize(column) << 3), w, 0, p);
  return rank;
}

// Vectors of p doubles that are 64 bytes apart.

function strideDot(x: usize, y: usize, p: i32): f64 {
  let even = 0.0;
  let odd = 0.0;
  const end = x + (usize(paddedOrder(p)) << 6);
  for (; x < end; x += 128, y += 128) {
    even += load<f64>(x) * load<f64>(y);
    odd += load<f64>(x, 64) * load<f64>(y, 64);
  }
  return even + odd;
}

function strideSubtract(y: usize, x: usize, factor: f64, p: i32): void {
  const end = x + (usize(paddedOrder(p)) << 6);
  for (; x < end; x += 64, y += 64) store<f64>(y, load<f64>(y) - factor * load<f64>(x));
}

function strideMove(out: usize, x: usize, factor: f64, p: i32): void {
  const end = x + (usize(paddedOrder(p)) << 6);
  for (; x < end; x += 64, out += 64) store<f64>(out, factor * load<f64>(x));
}
