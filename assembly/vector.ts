// Vectors of doubles.

import { largestMagnitude, powerOfTwoScale } from './scale';

export function dot(x: usize, y: usize, count: i32): f64 {
  const end = x + (usize(count) << 3);
  let sum0 = f64x2.splat(0);
  let sum1 = f64x2.splat(0);
  for (; x + 32 <= end; x += 32, y += 32) {
    sum0 = f64x2.add(sum0, f64x2.mul(v128.load(x), v128.load(y)));
    sum1 = f64x2.add(sum1, f64x2.mul(v128.load(x, 16), v128.load(y, 16)));
  }
  const sums = f64x2.add(sum0, sum1);
  let sum = f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1);
  for (; x < end; x += 8, y += 8) sum += load<f64>(x) * load<f64>(y);
  return sum;
}

/** The Euclidean norm, without overflow or underflow on the way. */
export function norm(x: usize, count: i32): f64 {
  const scale = powerOfTwoScale(largestMagnitude(x, count));
  if (scale === 1) return Math.sqrt(dot(x, x, count));
  const end = x + (usize(count) << 3);
  let squares = 0.0;
  for (; x < end; x += 8) {
    const value = load<f64>(x) * scale;
    squares += value * value;
  }
  return Math.sqrt(squares) / scale;
}

/** x <- factor x. */
export function scaleVector(x: usize, factor: f64, count: i32): void {
  const end = x + (usize(count) << 3);
  for (; x < end; x += 8) store<f64>(x, load<f64>(x) * factor);
}

/** y <- y - factor x. */
export function subtractMultiple(y: usize, x: usize, factor: f64, count: i32): void {
  const end = x + (usize(count) << 3);
  for (; x < end; x += 8, y += 8) store<f64>(y, load<f64>(y) - load<f64>(x) * factor);
}
