// (T - lambda I) z = b for a symmetric tridiagonal T, by Gaussian elimination with partial pivoting. The matrix is meant to be
// nearly singular, so pivots are kept away from zero.

/** A row of the factors: pivot, first and second element to its right, multiplier, 1 where two rows were exchanged. */
const ROW = 40;

/** Bytes of the factors of a matrix of order n. */
export function factorBytes(n: i32): usize {
  return usize(n) * ROW;
}

/**
 * Factors scale T - lambda I, with T given by d (n elements) and e (n - 1). Pivots are kept at or above `leastPivot`: at the
 * roundoff of the norm that is one more backward error of the usual size, and no vector of a cluster is amplified out of
 * proportion.
 */
export function factorShifted(
  factors: usize,
  d: usize,
  e: usize,
  n: i32,
  scale: f64,
  lambda: f64,
  leastPivot: f64,
): void {
  let row = factors;
  // What is left of the current row: its diagonal element and the one to its right.
  let left = load<f64>(d) * scale - lambda;
  let right = n > 1 ? load<f64>(e) * scale : 0;
  for (let i = 0; i < n - 1; i++, row += ROW) {
    const below = load<f64>(e + (usize(i) << 3)) * scale;
    const beyond = i < n - 2 ? load<f64>(e + (usize(i + 1) << 3)) * scale : 0;
    const diagonal = load<f64>(d + (usize(i + 1) << 3)) * scale - lambda;
    const pivot = awayFromZero(left, leastPivot);
    if (Math.abs(pivot) >= Math.abs(below)) {
      const multiplier = below / pivot;
      storeRow(row, pivot, right, 0, multiplier, 0);
      left = diagonal - multiplier * right;
      right = beyond;
    } else {
      const multiplier = left / below;
      storeRow(row, below, diagonal, beyond, multiplier, 1);
      left = right - multiplier * diagonal;
      right = -multiplier * beyond;
    }
  }
  storeRow(row, awayFromZero(left, leastPivot), 0, 0, 0, 0);
}

function awayFromZero(pivot: f64, least: f64): f64 {
  if (Math.abs(pivot) >= least) return pivot;
  return pivot < 0 ? -least : least;
}

function storeRow(row: usize, pivot: f64, first: f64, second: f64, multiplier: f64, exchanged: f64): void {
  store<f64>(row, pivot);
  store<f64>(row, first, 8);
  store<f64>(row, second, 16);
  store<f64>(row, multiplier, 24);
  store<f64>(row, exchanged, 32);
}

/** Replaces z = b by the solution. */
export function solveFactored(z: usize, factors: usize, n: i32): void {
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
  let next = 0.0;
  let afterNext = 0.0;
  for (let i = n - 1; i >= 0; i--, row -= ROW) {
    const here = z + (usize(i) << 3);
    const rest = load<f64>(here) - load<f64>(row, 8) * next - load<f64>(row, 16) * afterNext;
    afterNext = next;
    next = rest / load<f64>(row);
    store<f64>(here, next);
  }
}
