// Scaling by powers of two, which is exact.

/** Magnitudes within [1 / SAFE, SAFE] need no scaling: their squares and the squares of what matters beside them fit. */
const SAFE: f64 = 1.2676506002282294e30;

/** The power of two that brings `magnitude` into [1, 2), or 1 where it is within 2^-100 to 2^100, zero or not finite. */
export function powerOfTwoScale(magnitude: f64): f64 {
  if (magnitude >= 1 / SAFE && magnitude <= SAFE) return 1;
  return magnitude > 0 && magnitude <= f64.MAX_VALUE ? inversePowerOfTwo(magnitude) : 1;
}

/**
 * The power of two that brings a finite positive number into [1, 2). At the ends of the range the factor is one that has a
 * normal inverse.
 */
export function inversePowerOfTwo(magnitude: f64): f64 {
  const exponent = i64(reinterpret<u64>(magnitude) >> 52) - 1023;
  const field = max<i64>(1, min<i64>(1023 - exponent, 2045));
  return reinterpret<f64>(u64(field) << 52);
}

/** The largest magnitude in a vector; NaN if there is one, 0 for an empty vector. */
export function largestMagnitude(vector: usize, count: i32): f64 {
  let largest = 0.0;
  const end = vector + (usize(count) << 3);
  for (let a = vector; a < end; a += 8) largest = max(largest, Math.abs(load<f64>(a)));
  return largest;
}
