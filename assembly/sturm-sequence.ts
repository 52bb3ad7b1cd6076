// The leading principal minors of T - x I, for eight shifts x at once:
//   p_0 = 1,  p_1 = d_0 - x,  p_{i+1} = (d_i - x) p_i - e_{i-1}^2 p_{i-1}.
// The number of sign changes is the number of eigenvalues below x, and p_n the characteristic polynomial. There are no
// divisions, so SIMD pays; both values are brought back to about 1 every 16 steps, by powers of two that are counted.
//
// T is scaled so that its eigenvalues lie in [-1, 1], and e^2 is kept above LEAST_SQUARE, far below roundoff: then 16
// steps neither overflow nor underflow, and no two minors in a row vanish. A single zero is right with either sign.
//
// Reference: Barth, Martin and Wilkinson 1967, Calculation of the eigenvalues of a symmetric tridiagonal matrix by the method
// of bisection.

import { inversePowerOfTwo } from './scale';

/** Shifts evaluated at a time. */
export const LANES = 8;

const LEAST_SQUARE: f64 = 1e-35;

/** Steps between two rescalings. */
const STEPS = 16;

/** Bytes of a sequence's coefficients: (d_i, e_{i-1}^2) for each i. */
export function sequenceBytes(n: i32): usize {
  return usize(n) << 4;
}

/** An evaluation, for each of the eight shifts: counts (i32), last minors (f64), exponents of two that belong to them (i64). */
export const MINORS: usize = 32;
export const EXPONENTS: usize = 96;
export const EVALUATION_BYTES: usize = 192;

/**
 * Writes the coefficients of T (d: n, e: n - 1 elements), scaled, and returns the scale, a power of two; 0 if T is zero and
 * NaN if it is not finite, where nothing is written.
 */
export function writeSequence(sequence: usize, d: usize, e: usize, n: i32): f64 {
  let bound = 0.0;
  let before = 0.0;
  for (let i = 0; i < n; i++) {
    const after = i < n - 1 ? Math.abs(load<f64>(e + (usize(i) << 3))) : 0;
    bound = max(bound, before + Math.abs(load<f64>(d + (usize(i) << 3))) + after);
    before = after;
  }
  if (bound === 0) return 0;
  if (!(bound <= f64.MAX_VALUE)) return NaN;
  const scale = 0.5 * inversePowerOfTwo(bound);
  let square = 0.0;
  for (let i = 0; i < n; i++, sequence += 16) {
    store<f64>(sequence, load<f64>(d + (usize(i) << 3)) * scale);
    store<f64>(sequence, square, 8);
    const coupling = i < n - 1 ? load<f64>(e + (usize(i) << 3)) * scale : 0;
    square = max(LEAST_SQUARE, coupling * coupling);
  }
  return scale;
}

/** Counts, values and exponents at eight shifts. */
export function evaluateSequence(out: usize, sequence: usize, n: i32, shifts: usize): void {
  const end = sequence + sequenceBytes(n);
  let p0 = f64x2.splat(1);
  let p1 = f64x2.splat(1);
  let p2 = f64x2.splat(1);
  let p3 = f64x2.splat(1);
  let q0 = f64x2.splat(0);
  let q1 = f64x2.splat(0);
  let q2 = f64x2.splat(0);
  let q3 = f64x2.splat(0);
  let low = i32x4.splat(0);
  let high = i32x4.splat(0);
  for (let sum = out + EXPONENTS; sum < out + EVALUATION_BYTES; sum += 16) v128.store(sum, i64x2.splat(0));
  while (sequence < end) {
    for (const stop = min(sequence + (STEPS << 4), end); sequence < stop; sequence += 16) {
      const d = v128.load64_splat(sequence);
      const square = v128.load64_splat(sequence, 8);
      const r0 = nextMinor(d, v128.load(shifts), square, p0, q0);
      const r1 = nextMinor(d, v128.load(shifts, 16), square, p1, q1);
      low = addSignChanges(low, v128.xor(p0, r0), v128.xor(p1, r1));
      q0 = p0;
      q1 = p1;
      p0 = r0;
      p1 = r1;
      const r2 = nextMinor(d, v128.load(shifts, 32), square, p2, q2);
      const r3 = nextMinor(d, v128.load(shifts, 48), square, p3, q3);
      high = addSignChanges(high, v128.xor(p2, r2), v128.xor(p3, r3));
      q2 = p2;
      q3 = p3;
      p2 = r2;
      p3 = r3;
    }
    const exponent0 = exponentOf(p0, q0);
    const exponent1 = exponentOf(p1, q1);
    const exponent2 = exponentOf(p2, q2);
    const exponent3 = exponentOf(p3, q3);
    addExponent(out + EXPONENTS, exponent0);
    addExponent(out + EXPONENTS + 16, exponent1);
    addExponent(out + EXPONENTS + 32, exponent2);
    addExponent(out + EXPONENTS + 48, exponent3);
    p0 = f64x2.mul(p0, inverse(exponent0));
    q0 = f64x2.mul(q0, inverse(exponent0));
    p1 = f64x2.mul(p1, inverse(exponent1));
    q1 = f64x2.mul(q1, inverse(exponent1));
    p2 = f64x2.mul(p2, inverse(exponent2));
    q2 = f64x2.mul(q2, inverse(exponent2));
    p3 = f64x2.mul(p3, inverse(exponent3));
    q3 = f64x2.mul(q3, inverse(exponent3));
  }
  v128.store(out, low);
  v128.store(out, high, 16);
  v128.store(out, p0, MINORS);
  v128.store(out, p1, MINORS + 16);
  v128.store(out, p2, MINORS + 32);
  v128.store(out, p3, MINORS + 48);
}

function nextMinor(d: v128, x: v128, square: v128, current: v128, previous: v128): v128 {
  return f64x2.sub(f64x2.mul(f64x2.sub(d, x), current), f64x2.mul(square, previous));
}

/** Adds 1 to a count for each sign bit in two pairs of doubles: their high words are four integers, shifted to 0 or -1. */
function addSignChanges(counts: v128, first: v128, second: v128): v128 {
  return i32x4.sub(counts, i32x4.shr_s(v128.shuffle<i32>(first, second, 1, 3, 5, 7), 31));
}

/** The biased exponent of the larger of two magnitudes. */
function exponentOf(p: v128, q: v128): v128 {
  return i64x2.shr_u(f64x2.pmax(f64x2.abs(p), f64x2.abs(q)), 52);
}

/** 2^-k, as a double, for the biased exponent of 2^k. */
function inverse(exponent: v128): v128 {
  return i64x2.shl(i64x2.sub(i64x2.splat(2046), exponent), 52);
}

function addExponent(sum: usize, exponent: v128): void {
  v128.store(sum, i64x2.add(v128.load(sum), i64x2.sub(exponent, i64x2.splat(1023))));
}
