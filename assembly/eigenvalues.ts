// All eigenvalues of a symmetric tridiagonal matrix T (diagonal d_0 ... d_{n-1}, off-diagonal e_0 ... e_{n-2}) by the
// root-free QR iteration of Pal, Walker and Kahan, on b_i = e_i^2.
//
// One sweep with shift s on an unreduced block i = first ... last, where g_i is the i-th diagonal of the rotated T - s and
// (c, s) are the squares of cosine and sine of the rotation:
//   p_i = g_i^2 / c_{i-1},  r = p_i + b_i,  c_i = p_i / r,  s_i = b_i / r,
//   g_{i+1} = c_i (d_{i+1} - s) - s_i g_i,  d_i <- g_i + d_{i+1} - g_{i+1},  b_{i-1} <- s_{i-1} r.
// The division of the next p by c is a multiplication by r / p, which is computed beside 1 / r and not after it: the chain of
// dependent operations is the whole cost.
//
// Reference: Parlett, The Symmetric Eigenvalue Problem, sections 8.14 and 8.15. Deviations: the shift is Wilkinson's; T is
// scaled by a power of two; a block is turned round where its larger end is the last one, so that the one loop serves
// as QR and as QL, and small eigenvalues of graded matrices are found first.

import { largestMagnitude, powerOfTwoScale } from './scale';
import { sortAscending } from './sort';

/** eps^2, eps = 2^-53: b_i <= EPS_SQUARED |d_i d_{i+1}| is no coupling. */
const EPS_SQUARED: f64 = 1.232595164407831e-32;

/** Couplings below are zero: their roots are below 2^-480, beside a norm of 2^-100 at least. So are squared cosines. */
const TINY: f64 = 1.0261342003245941e-289;

/** Sweeps allowed per eigenvalue, on average; 1.7 is usual. */
const SWEEPS = 30;

/**
 * Replaces d by the eigenvalues in ascending order, and overwrites e (n - 1 elements). Returns 0, or how many off-diagonal
 * elements had not become negligible when the sweeps ran out.
 */
export function eigenvaluesQl(d: usize, e: usize, n: i32): i32 {
  if (n <= 1) return 0;
  const magnitude = max(largestMagnitude(d, n), largestMagnitude(e, n - 1));
  if (!(magnitude <= f64.MAX_VALUE)) return n - 1;
  const scale = powerOfTwoScale(magnitude);
  for (let i = 0; i < n; i++) store<f64>(at(d, i), load<f64>(at(d, i)) * scale);
  for (let i = 0; i < n - 1; i++) {
    const coupling = load<f64>(at(e, i)) * scale;
    store<f64>(at(e, i), coupling * coupling);
  }
  const status = iterate(d, e, n);
  for (let i = 0; i < n; i++) store<f64>(at(d, i), load<f64>(at(d, i)) * (1 / scale));
  sortAscending(d, n);
  return status;
}

function at(vector: usize, i: i32): usize {
  return vector + (usize(i) << 3);
}

/** Deflates from the end: the block above `last` is diagonalized until nothing is left. */
function iterate(d: usize, b: usize, n: i32): i32 {
  let sweeps = SWEEPS * n;
  let last = n - 1;
  let oriented = n;
  while (last > 0) {
    const first = blockStart(d, b, last);
    if (first === last) {
      last--;
      continue;
    }
    if (first === last - 1) {
      solvePair(d, b, first);
      last -= 2;
      continue;
    }
    if (sweeps-- === 0) return countCouplings(b, n);
    // Once for each block; a block that splits off from an oriented one is oriented anew.
    if (first !== oriented) {
      if (Math.abs(load<f64>(at(d, last))) > Math.abs(load<f64>(at(d, first)))) reverseBlock(d, b, first, last);
      oriented = first;
    }
    sweep(d, b, first, last, wilkinsonShift(d, b, last));
  }
  return 0;
}

/** The first index of the unreduced block that ends at `last`; the coupling before it is set to zero. */
function blockStart(d: usize, b: usize, last: i32): i32 {
  for (let i = last - 1; i >= 0; i--) {
    const coupling = load<f64>(at(b, i));
    if (coupling <= EPS_SQUARED * Math.abs(load<f64>(at(d, i)) * load<f64>(at(d, i + 1))) || coupling < TINY) {
      store<f64>(at(b, i), 0);
      return i + 1;
    }
  }
  return 0;
}

/** The eigenvalues of a block of two, the smaller one from the determinant. */
function solvePair(d: usize, b: usize, i: i32): void {
  const x = load<f64>(at(d, i));
  const y = load<f64>(at(d, i + 1));
  const coupling = load<f64>(at(b, i));
  const difference = x - y;
  const root = Math.sqrt(difference * difference + 4 * coupling);
  const sum = x + y;
  const large = 0.5 * (sum < 0 ? sum - root : sum + root);
  const bigger = Math.abs(x) > Math.abs(y) ? x : y;
  const smaller = Math.abs(x) > Math.abs(y) ? y : x;
  store<f64>(at(d, i), large);
  store<f64>(at(d, i + 1), sum === 0 ? -large : (bigger / large) * smaller - coupling / large);
  store<f64>(at(b, i), 0);
}

/** The eigenvalue of the last 2x2 block that is nearer to its last element. */
function wilkinsonShift(d: usize, b: usize, last: i32): f64 {
  const corner = load<f64>(at(d, last));
  const coupling = load<f64>(at(b, last - 1));
  const half = 0.5 * (load<f64>(at(d, last - 1)) - corner);
  const root = Math.sqrt(half * half + coupling);
  return corner - coupling / (half < 0 ? half - root : half + root);
}

function sweep(d: usize, b: usize, first: i32, last: i32, shift: f64): void {
  let cosine = 1.0;
  let sine = 0.0;
  let diagonal = load<f64>(at(d, first)) - shift;
  let pivot = diagonal * diagonal;
  const start = at(d, first);
  const end = at(d, last);
  let coupling = at(b, first);
  for (let a = start; a < end; a += 8, coupling += 8) {
    const c = load<f64>(coupling);
    const radius = pivot + c;
    const inverse = 1 / radius;
    const ratio = radius / pivot;
    if (a > start) store<f64>(coupling - 8, sine * radius);
    const previousCosine = cosine;
    cosine = pivot * inverse;
    sine = c * inverse;
    const previous = diagonal;
    const next = load<f64>(a, 8);
    diagonal = cosine * (next - shift) - sine * previous;
    store<f64>(a, previous + (next - diagonal));
    pivot = cosine > TINY ? diagonal * diagonal * ratio : previousCosine * c;
  }
  store<f64>(coupling - 8, sine * pivot);
  store<f64>(end, shift + diagonal);
}

/** Turns a block end for end, which leaves its eigenvalues alone. */
function reverseBlock(d: usize, b: usize, first: i32, last: i32): void {
  reverse(at(d, first), at(d, last));
  reverse(at(b, first), at(b, last - 1));
}

function reverse(low: usize, high: usize): void {
  for (; low < high; low += 8, high -= 8) {
    const value = load<f64>(low);
    store<f64>(low, load<f64>(high));
    store<f64>(high, value);
  }
}

function countCouplings(b: usize, n: i32): i32 {
  let count = 0;
  for (let i = 0; i < n - 1; i++) if (load<f64>(at(b, i)) !== 0) count++;
  return count;
}
