// Eigenvectors for eigenvalues that are already known to working accuracy: inverse iteration with the tridiagonal T, and the
// way back from T to the dense matrix H = Q T Q^T.
//
// Each step solves (T - lambda I) z' = z / |z|. Vectors of a cluster come out orthogonal because each is kept orthogonal to
// those before it. Where that leaves nothing (the inverse may map what is left of a cluster into what is taken out), lambda
// is moved by a unit of roundoff.
//
// Reference: Parlett, The Symmetric Eigenvalue Problem, chapter 4; Ipsen 1997, Computing an eigenvector with inverse
// iteration.

import { blockCount, packedOffset } from './packed';
import { largestMagnitude, powerOfTwoScale } from './scale';
import { packedMultiply, packedMultiplyWorkBytes } from './symmetric-multiply';
import { factorBytes, factorShifted, solveFactored } from './tridiagonal-solve';
import { dot, norm, scaleVector, subtractMultiple } from './vector';

const EPSILON: f64 = 1.1102230246251565e-16;

/** Solves with one shift: other eigenvectors lose a factor of roundoff / distance in each. */
const SOLVES = 3;

/** Shifts tried; the first one is nearly always enough. */
const MOST_ROUNDS = 6;

/** Bytes of scratch that `tridiagonalEigenvector` needs. */
export function eigenvectorWorkBytes(n: i32): usize {
  return factorBytes(n);
}

/**
 * A unit eigenvector z of T (d: n, e: n - 1 elements) for its eigenvalue lambda, orthogonal to the `count` unit vectors at
 * `previous` (n elements each, one after the other): give those that were computed for the same or close eigenvalues.
 * Returns 0, or 1 if the residual |T z - lambda z| is above (16 + n) 2^-53 max(|d|, |e|) all the same.
 */
export function tridiagonalEigenvector(
  z: usize,
  d: usize,
  e: usize,
  n: i32,
  lambda: f64,
  previous: usize,
  count: i32,
  work: usize,
): i32 {
  const magnitude = max(largestMagnitude(d, n), largestMagnitude(e, n - 1));
  const scale = powerOfTwoScale(magnitude);
  // Any vector is one of the zero matrix.
  const unit = magnitude > 0 ? magnitude * scale * EPSILON : EPSILON;
  startVector(z, n, count);
  orthogonalize(z, n, previous, count);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    factorShifted(work, d, e, n, scale, lambda * scale + round * unit, unit);
    for (let solve = 0; solve < SOLVES; solve++) {
      solveFactored(z, work, n);
      normalize(z, n);
      orthogonalize(z, n, previous, count);
    }
    if (tridiagonalResidual(d, e, z, n, scale, lambda * scale) <= (16 + n) * unit) return 0;
  }
  return 1;
}

/** |scale T z - lambda z|. */
function tridiagonalResidual(d: usize, e: usize, z: usize, n: i32, scale: f64, lambda: f64): f64 {
  let squares = 0.0;
  let before = 0.0;
  for (let i = 0; i < n; i++) {
    const at = usize(i) << 3;
    const value = load<f64>(z + at);
    let sum = before + (load<f64>(d + at) * scale - lambda) * value;
    if (i < n - 1) {
      const coupling = load<f64>(e + at) * scale;
      sum += coupling * load<f64>(z + at, 8);
      before = coupling * value;
    }
    squares += sum * sum;
  }
  return Math.sqrt(squares);
}

/** Values spread evenly over (-1/2, 1/2), others for each vector, by multiples of the golden section. */
function startVector(z: usize, n: i32, count: i32): void {
  for (let i = 0; i < n; i++) {
    const turn = (i + 1) * 0.6180339887498949 + count * 0.4142135623730951;
    store<f64>(z + (usize(i) << 3), turn - Math.floor(turn) - 0.5);
  }
}

/** Takes out the components along earlier vectors, twice for full accuracy, and scales to unit norm. */
function orthogonalize(z: usize, n: i32, previous: usize, count: i32): void {
  for (let pass = 0; pass < 2 && count > 0; pass++) {
    for (let k = 0; k < count; k++) {
      const vector = previous + ((usize(k) * usize(n)) << 3);
      subtractMultiple(z, vector, dot(z, vector, n), n);
    }
    normalize(z, n);
  }
}

function normalize(z: usize, n: i32): void {
  const length = norm(z, n);
  if (length > 0) scaleVector(z, 1 / length, n);
}

/**
 * v = Q z: turns an eigenvector of T into one of the dense matrix, whose reflectors `tridiagonalizePanel` left in the rows of
 * `reflectors`.
 */
export function backTransform(v: usize, z: usize, reflectors: usize, p: i32): void {
  memory.copy(v, z, usize(p) << 3);
  for (let i = 1; i < p; i++) reflect(v, reflectors + packedOffset(i, 0), i);
}

/** v <- v - u (u . v), for the first i elements of v and a row u of the packed matrix, which is 0 in column i if i is odd. */
function reflect(v: usize, u: usize, i: i32): void {
  const end = v + (usize((i + 1) >> 1) << 4);
  let sum0 = f64x2.splat(0);
  let a = u;
  for (let x = v; x < end; x += 16, a += 64) sum0 = f64x2.add(sum0, f64x2.mul(v128.load(x), v128.load(a)));
  const sum = f64x2.splat(f64x2.extract_lane(sum0, 0) + f64x2.extract_lane(sum0, 1));
  a = u;
  for (let x = v; x < end; x += 16, a += 64) {
    v128.store(x, f64x2.sub(v128.load(x), f64x2.mul(v128.load(a), sum)));
  }
}

/** Bytes of scratch that `eigenpairResidual` needs. */
export function eigenpairResidualWorkBytes(p: i32): usize {
  return packedMultiplyWorkBytes(p) + (usize(blockCount(p)) << 6);
}

/** |H v - lambda v| for the packed symmetric H of order p. */
export function eigenpairResidual(matrix: usize, v: usize, lambda: f64, p: i32, work: usize): f64 {
  const product = work + packedMultiplyWorkBytes(p);
  packedMultiply(product, matrix, v, p, work);
  subtractMultiple(product, v, lambda, p);
  return norm(product, p);
}
