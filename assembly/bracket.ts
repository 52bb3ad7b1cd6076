// A bracket around some eigenvalues of T: two shifts a and b that enclose them, and how to narrow it from one evaluation of the
// Sturm sequence to the next.
//
// With several eigenvalues it is bisected by the count, a below b. With a single one it is narrowed by inverse quadratic
// interpolation of the characteristic polynomial through a, b and the point c from which the last step came; a is the
// newest, on either side of b. Its sign is taken from the count, so that neither zeros nor roundoff can contradict it.
//
// Reference: Chandrupatla 1997, A new hybrid quadratic/bisection algorithm for finding the zero of a nonlinear function without
// using derivatives.

/** 2^-52. Eigenvalues lie in [-1, 1]: steps are at least this long, and a bracket twice as wide is narrow enough. */
const TOLERANCE: f64 = 2.220446049250313e-16;

// A point: shift, value of the polynomial, exponent of two that belongs to the value.
const VALUE: usize = 8;
const EXPONENT: usize = 16;
const POINT_BYTES: usize = 24;

// A bracket: points a, b and c, the shift at which the next step goes, the index of the first eigenvalue and the one after
// the last, the evaluations so far.
const B = POINT_BYTES;
const C: usize = 2 * POINT_BYTES;
const NEXT: usize = 3 * POINT_BYTES;
const FIRST: usize = NEXT + 8;
const END: usize = NEXT + 12;
const EVALUATIONS: usize = NEXT + 16;
export const BRACKET_BYTES: usize = NEXT + 24;

/** The bracket of all n eigenvalues, from the magnitudes of the polynomial at both ends. */
export function openBracket(
  bracket: usize,
  n: i32,
  low: f64,
  lowMagnitude: f64,
  lowExponent: i64,
  high: f64,
  highMagnitude: f64,
  highExponent: i64,
): void {
  storePoint(bracket, low, lowMagnitude, lowExponent);
  storePoint(bracket + B, high, highMagnitude, highExponent);
  store<i32>(bracket, 0, EVALUATIONS);
  setRange(bracket, 0, n);
}

/** The shift at which the bracket is to be evaluated. */
export function nextShift(bracket: usize): f64 {
  return load<f64>(bracket, NEXT);
}

export function isNarrow(bracket: usize): bool {
  return Math.abs(load<f64>(bracket) - load<f64>(bracket, B)) <= 2 * TOLERANCE;
}

/** How often a bracket and those that it was split from have been evaluated. */
export function evaluations(bracket: usize): i32 {
  return load<i32>(bracket, EVALUATIONS);
}

/** Whether the bracket holds an eigenvalue of index `first` (inclusive) to `end` (exclusive). */
export function holdsAny(bracket: usize, first: i32, end: i32): bool {
  return load<i32>(bracket, FIRST) < end && load<i32>(bracket, END) > first;
}

/** Stores the middle as the value of the bracket's eigenvalues of index `first` to `end`; values[0] is that of `first`. */
export function closeBracket(values: usize, bracket: usize, factor: f64, first: i32, end: i32): void {
  const middle = 0.5 * (load<f64>(bracket) + load<f64>(bracket, B)) * factor;
  const stop = min(load<i32>(bracket, END), end);
  for (let k = max(load<i32>(bracket, FIRST), first); k < stop; k++) {
    store<f64>(values + (usize(k - first) << 3), middle);
  }
}

/**
 * Narrows the bracket by what was found at x: `count` eigenvalues below, and the magnitude of the polynomial. Returns true if
 * the bracket was split in two; the part above x is then at `fresh`.
 */
export function narrow(bracket: usize, fresh: usize, x: f64, count: i32, magnitude: f64, exponent: i64): bool {
  const first = load<i32>(bracket, FIRST);
  const end = load<i32>(bracket, END);
  store<i32>(bracket, load<i32>(bracket, EVALUATIONS) + 1, EVALUATIONS);
  if (end - first === 1) {
    step(bracket, x, withSign(magnitude, count > first), exponent);
    return false;
  }
  if (count <= first) {
    storePoint(bracket, x, magnitude, exponent);
    bisect(bracket);
    return false;
  }
  const splits = count < end;
  if (splits) {
    copyBracket(fresh, bracket);
    storePoint(fresh, x, magnitude, exponent);
    setRange(fresh, count, end);
  }
  storePoint(bracket + B, x, magnitude, exponent);
  setRange(bracket, first, min(count, end));
  return splits;
}

/** A magnitude with a sign, without a branch. */
function withSign(magnitude: f64, isNegative: bool): f64 {
  return reinterpret<f64>(reinterpret<u64>(magnitude) | (u64(isNegative) << 63));
}

function storePoint(point: usize, shift: f64, value: f64, exponent: i64): void {
  store<f64>(point, shift);
  store<f64>(point, value, VALUE);
  store<i64>(point, exponent, EXPONENT);
}

// Loads and stores it is, since memory.copy is a call out of the module, dearer than all of a step.
export function copyBracket(to: usize, from: usize): void {
  for (const end = from + BRACKET_BYTES; from < end; from += 16, to += 16) v128.store(to, v128.load(from));
}

/** Sets the indices. Around a single eigenvalue the value at b is negative from now on. */
function setRange(bracket: usize, first: i32, end: i32): void {
  store<i32>(bracket, first, FIRST);
  store<i32>(bracket, end, END);
  if (end - first === 1) store<f64>(bracket, -load<f64>(bracket, B + VALUE), B + VALUE);
  bisect(bracket);
}

function bisect(bracket: usize): void {
  const a = load<f64>(bracket);
  store<f64>(bracket, a + 0.5 * (load<f64>(bracket, B) - a), NEXT);
}

/**
 * One step of the root finder: x becomes a, what it replaces becomes c, and the next shift is found.
 *
 * With u = f_b - f_a, v = f_b - f_c, w = f_c - f_a and xi = (a - b) / (c - b), phi = u / v, interpolation is taken where
 *   phi^2 < xi and (1 - phi)^2 < 1 - xi;   it goes from a by f_a (f_c w (b - a) - f_b u (c - a)) / (u v w).
 * The conditions are cleared of their denominators: divisions, one after the other, were most of a step's time.
 */
function step(bracket: usize, x: f64, value: f64, exponent: i64): void {
  // On which side x lies is a coin's toss: addresses are selected, since a branch would be mispredicted half of the time.
  const isSameSide = value < 0 === load<f64>(bracket, VALUE) < 0;
  const replaced = select(bracket, bracket + B, isSameSide);
  const opposite = select(bracket + B, bracket, isSameSide);
  const replacedPair = v128.load(replaced);
  const replacedExponent = load<i64>(replaced, EXPONENT);
  const oppositePair = v128.load(opposite);
  const oppositeExponent = load<i64>(opposite, EXPONENT);
  v128.store(bracket + C, replacedPair);
  store<i64>(bracket + C, replacedExponent, EXPONENT);
  v128.store(bracket + B, oppositePair);
  store<i64>(bracket + B, oppositeExponent, EXPONENT);
  storePoint(bracket, x, value, exponent);

  const toB = load<f64>(bracket, B) - x;
  const toC = load<f64>(bracket, C) - x;
  const span = toC - toB;
  const reference = max(exponent, max(load<i64>(bracket, B + EXPONENT), load<i64>(bracket, C + EXPONENT)));
  const fa = relativeValue(bracket, reference);
  const fb = relativeValue(bracket + B, reference);
  const fc = relativeValue(bracket + C, reference);
  const u = fb - fa;
  const v = fb - fc;
  const w = fc - fa;
  const width = Math.abs(toB);
  let distance = 0.5 * width;
  const scale = v * v * span;
  if (u * u * span * span < -toB * scale && w * w * span * span < toC * scale && w !== 0) {
    const interpolated = (fa * (fc * w * toB - fb * u * toC)) / (u * v * w);
    distance = interpolated * copysign<f64>(1, toB);
  }
  distance = max(TOLERANCE, min(distance, width - TOLERANCE));
  store<f64>(bracket, x + copysign<f64>(distance, toB), NEXT);
}

/** A point's value in units of 2^reference. */
function relativeValue(point: usize, reference: i64): f64 {
  const exponent = load<i64>(point, EXPONENT) - reference + 1023;
  return exponent > 0 ? load<f64>(point, VALUE) * reinterpret<f64>(u64(exponent) << 52) : 0;
}
