/**
 * Numbers of twice the precision: an unevaluated sum high + low with |low| <= ulp(high) / 2, some 106 bits.
 * Dekker 1971, A floating-point technique for extending the available precision; Knuth's two-sum.
 */

export type DoubleDouble = readonly [high: number, low: number];

function twoSum(a: number, b: number): DoubleDouble {
  const sum = a + b;
  const shadow = sum - a;
  return [sum, a - (sum - shadow) + (b - shadow)];
}

function quickTwoSum(a: number, b: number): DoubleDouble {
  const sum = a + b;
  return [sum, b - (sum - a)];
}

/** Exact halves of 26 bits; |a| < 2^996. */
function split(a: number): DoubleDouble {
  const c = 134217729 * a;
  const high = c - (c - a);
  return [high, a - high];
}

/** a b without error. */
export function product(a: number, b: number): DoubleDouble {
  const high = a * b;
  const [a1, a2] = split(a);
  const [b1, b2] = split(b);
  return [high, a1 * b1 - high + a1 * b2 + a2 * b1 + a2 * b2];
}

export function subtract([a, aLow]: DoubleDouble, [b, bLow]: DoubleDouble): DoubleDouble {
  const [sum, error] = twoSum(a, -b);
  const [low, lowError] = twoSum(aLow, -bLow);
  const [high, rest] = quickTwoSum(sum, error + low);
  return quickTwoSum(high, rest + lowError);
}

export function divide(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  const first = a[0] / b[0];
  const rest = subtract(a, scale(b, first));
  const second = rest[0] / b[0];
  const third = subtract(rest, scale(b, second))[0] / b[0];
  const [high, low] = quickTwoSum(first, second);
  return quickTwoSum(high, low + third);
}

function scale([high, low]: DoubleDouble, factor: number): DoubleDouble {
  const [a, b] = product(high, factor);
  return quickTwoSum(a, b + low * factor);
}
