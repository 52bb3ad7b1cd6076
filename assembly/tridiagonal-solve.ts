// (T - lambda I) z = b for a symmetric tridiagonal T, by Gaussian elimination with partial pivoting. The matrix is meant to be
// nearly singular: pivots are kept away from zero and the solution is scaled down where it grows beyond bounds.

/** A row of the factors: pivot, first and second element to its right, multiplier, 1 where two rows were exchanged. */
const ROW = 40;

const EPSILON: f64 = 1.1102230246251565e-16;

/** The least pivot of a row of zeros; T is scaled to a norm of about 1. */
const LEAST_PIVOT: f64 = 6.223015277861142e-61;

/** Where a growing solution is scaled down. */
const LARGE: f64 = 2.9073548971824276e135;

/** Bytes of the factors of a matrix of order n. */
export function factorBytes(n: i32): usize {
  return usize(n) * ROW;
}

/** Factors scale T - lambda I, with T given by d (n elements) and e (n - 1). */
export function factorShifted(factors: usize, d: usize, e: usize, n: i32, scale: f64, lambda: f64): void {
  let row = factors;
  let diagonal = load<f64>(d) * scale;
  // What is left of the current row: its diagonal element and the one to its right.
  let left = diagonal - lambda;
  let right = n > 1 ? load<f64>(e) * scale : 0;
  for (let i = 0; i < n - 1; i++, row += ROW) {
    const below = load<f64>(e + (usize(i) << 3)) * scale;
    const beyond = i < n - 2 ? load<f64>(e + (usize(i + 1) << 3)) * scale : 0;
    const pivot = awayFromZero(left, leastPivot(diagonal, lambda, below));
    diagonal = load<f64>(d + (usize(i + 1) << 3)) * scale;
    const shifted = diagonal - lambda;
    if (Math.abs(pivot) >= Math.abs(below)) {
      const multiplier = below / pivot;
      storeRow(row, pivot, right, 0, multiplier, 0);
      left = shifted - multiplier * right;
      right = beyond;
    } else {
      const multiplier = left / below;
      storeRow(row, below, shifted, beyond, multiplier, 1);
      left = right - multiplier * shifted;
      right = -multiplier * beyond;
    }
  }
  storeRow(row, awayFromZero(left, leastPivot(diagonal, lambda, 0)), 0, 0, 0, 0);
}

/**
 * The roundoff of a row's own elements: large enough that no eigenvector of a cluster is amplified far more than the others,
 * small enough for graded matrices.
 */
function leastPivot(diagonal: f64, lambda: f64, below: f64): f64 {
  return max(LEAST_PIVOT, EPSILON * (Math.abs(diagonal) + Math.abs(lambda) + Math.abs(below)));
}

function awayFromZero(pivot: f64, floor: f64): f64 {
  if (Math.abs(pivot) >= floor) return pivot;
  return pivot < 0 ? -floor : floor;
}

function storeRow(row: usize, pivot: f64, first: f64, second: f64, multiplier: f64, exchanged: f64): void {
  store<f64>(row, pivot);
  store<f64>(row, first, 8);
  store<f64>(row, second, 16);
  store<f64>(row, multiplier, 24);
  store<f64>(row, exchanged, 32);
}

/** Replaces z = b by the solution, times the power of two that is returned (below 1 where it would be very large). */
export function solveFactored(z: usize, factors: usize, n: i32): f64 {
  let row = factors;
  for (let i = 0; i < n - 1; i++, row += ROW) {
    const here = z + (usize(i) << 3);
    const multiplier = load<f64>(row, 24);
    const upper = load<f64>(here);
    const lower = load<f64>(here, 8);
    if (load<f64>(row, 32) !== 0) {
      store<f64>(here, lower);
      store<f64>(here, upper - multiplier * lower, 8);
    } else {
      store<f64>(here, lower - multiplier * upper, 8);
    }
  }
  let scale = 1.0;
  let next = 0.0;
  let afterNext = 0.0;
  for (let i = n - 1; i >= 0; i--, row -= ROW) {
    const here = z + (usize(i) << 3);
    const rest = load<f64>(here) - load<f64>(row, 8) * next - load<f64>(row, 16) * afterNext;
    const value = rest / load<f64>(row);
    afterNext = next;
    next = value;
    store<f64>(here, value);
    if (Math.abs(value) > LARGE) {
      for (let k = 0; k < n; k++) store<f64>(z + (usize(k) << 3), load<f64>(z + (usize(k) << 3)) / LARGE);
      scale /= LARGE;
      next /= LARGE;
      afterNext /= LARGE;
    }
  }
  return scale;
}
