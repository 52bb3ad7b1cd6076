// Householder reflectors without a factor: Q = I - v v^T with |v|^2 = 2, or v = 0 for the identity.

/** Sums of squares below this are taken as zero: with entries scaled to about 1 that neglects entries below 2^-500. */
const NEGLIGIBLE = 9.332636185032189e-302;

/**
 * Turns x (length i >= 1) in place into the v whose reflection keeps only the last element of x, (I - v v^T) x = e b with e
 * the last unit vector, and returns b. An x that already has this form gives v = 0 and is left as it is by the reflection.
 */
export function makeReflector(x: usize, i: i32): f64 {
  const last = x + (usize(i - 1) << 3);
  const pivot = load<f64>(last);
  const squares = sumOfSquares(x, i - 1);
  if (squares < NEGLIGIBLE) {
    memory.fill(x, 0, usize(i) << 3);
    return pivot;
  }
  const norm = Math.sqrt(squares + pivot * pivot);
  const image = pivot > 0 ? -norm : norm;
  const factor = 1 / Math.sqrt(image * (image - pivot));
  const paired = x + (usize((i - 1) >> 1) << 4);
  const factors = f64x2.splat(factor);
  for (let a = x; a < paired; a += 16) v128.store(a, f64x2.mul(v128.load(a), factors));
  if (paired < last) store<f64>(paired, load<f64>(paired) * factor);
  store<f64>(last, (pivot - image) * factor);
  return image;
}

function sumOfSquares(x: usize, count: i32): f64 {
  const end = x + (usize(count) << 3);
  let sum0 = f64x2.splat(0);
  let sum1 = f64x2.splat(0);
  let a = x;
  for (; a + 32 <= end; a += 32) {
    const x0 = v128.load(a);
    const x1 = v128.load(a, 16);
    sum0 = f64x2.add(sum0, f64x2.mul(x0, x0));
    sum1 = f64x2.add(sum1, f64x2.mul(x1, x1));
  }
  const sums = f64x2.add(sum0, sum1);
  let sum = f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1);
  for (; a < end; a += 8) {
    const value = load<f64>(a);
    sum += value * value;
  }
  return sum;
}
