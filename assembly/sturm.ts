// Sturm counts of a symmetric tridiagonal matrix T: the number of eigenvalues below x is the number of negative pivots of
//   T - x I = L D L^T,   q_0 = d_0 - x,   q_i = d_i - x - e_{i-1}^2 / q_{i-1}.
// A pivot that is exactly zero is replaced by a tiny positive one, the limit from below x: so the count is of eigenvalues
// strictly below. e (e / q) neither overflows nor underflows where e^2 would, and an infinite pivot heals itself.
//
// Reference: Parlett, The Symmetric Eigenvalue Problem, section 3.3; Demmel, Dhillon and Ren 1995, On the correctness of some
// bisection-like parallel eigenvalue algorithms in floating point arithmetic.

/** Stands in for a zero pivot. */
const TINY_PIVOT = f64.MIN_NORMAL_VALUE;

/** Shifts at a time: four vectors of two hide the latency of the division. */
const SHIFTS = 8;

/** The number of eigenvalues of T (d: n, e: n - 1 elements) that are less than x. */
export function sturmCount(d: usize, e: usize, n: i32, x: f64): i32 {
  let count = 0;
  let correction = 0.0;
  const end = d + (usize(n) << 3);
  for (; d < end; d += 8, e += 8) {
    let pivot = load<f64>(d) - x - correction;
    if (pivot === 0) pivot = TINY_PIVOT;
    if (pivot < 0) count++;
    if (d + 8 < end) {
      const coupling = load<f64>(e);
      correction = coupling * (coupling / pivot);
    }
  }
  return count;
}

/** Sturm counts at `count` shifts, as 32-bit integers in `out`. */
export function sturmCounts(out: usize, d: usize, e: usize, n: i32, shifts: usize, count: i32): void {
  let k = 0;
  for (; k + SHIFTS <= count; k += SHIFTS) {
    countEight(out + (usize(k) << 2), d, e, n, shifts + (usize(k) << 3));
  }
  for (; k < count; k++) {
    store<i32>(out + (usize(k) << 2), sturmCount(d, e, n, load<f64>(shifts + (usize(k) << 3))));
  }
}

function countEight(out: usize, d: usize, e: usize, n: i32, shifts: usize): void {
  const x0 = v128.load(shifts);
  const x1 = v128.load(shifts, 16);
  const x2 = v128.load(shifts, 32);
  const x3 = v128.load(shifts, 48);
  const one = f64x2.splat(1);
  let q0 = one;
  let q1 = one;
  let q2 = one;
  let q3 = one;
  let negative0 = i64x2.splat(0);
  let negative1 = i64x2.splat(0);
  let negative2 = i64x2.splat(0);
  let negative3 = i64x2.splat(0);
  let coupling = f64x2.splat(0);
  const end = d + (usize(n) << 3);
  for (; d < end; d += 8, e += 8) {
    const diagonal = v128.load64_splat(d);
    q0 = nextPivot(diagonal, x0, coupling, q0);
    q1 = nextPivot(diagonal, x1, coupling, q1);
    q2 = nextPivot(diagonal, x2, coupling, q2);
    q3 = nextPivot(diagonal, x3, coupling, q3);
    negative0 = i64x2.add(negative0, i64x2.shr_u(q0, 63));
    negative1 = i64x2.add(negative1, i64x2.shr_u(q1, 63));
    negative2 = i64x2.add(negative2, i64x2.shr_u(q2, 63));
    negative3 = i64x2.add(negative3, i64x2.shr_u(q3, 63));
    if (d + 8 < end) coupling = v128.load64_splat(e);
  }
  v128.store(out, v128.shuffle<i32>(negative0, negative1, 0, 2, 4, 6));
  v128.store(out, v128.shuffle<i32>(negative2, negative3, 0, 2, 4, 6), 16);
}

function nextPivot(diagonal: v128, x: v128, coupling: v128, pivot: v128): v128 {
  const next = f64x2.sub(f64x2.sub(diagonal, x), f64x2.mul(coupling, f64x2.div(coupling, pivot)));
  return v128.bitselect(f64x2.splat(TINY_PIVOT), next, f64x2.eq(next, f64x2.splat(0)));
}
