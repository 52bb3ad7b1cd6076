/**
 * The Airy function: y'' = x y, decaying as x grows.
 *
 * On the contour through the saddle point sqrt(x), for x > 0,
 *
 *     Ai(x) = (exp(-2/3 x^(3/2)) / pi) integral_0^inf exp(-sqrt(x) u^2) cos(u^3 / 3) du
 *
 * (NIST Digital Library of Mathematical Functions, 9.5), by the trapezoid rule: its relative error is below exp(-40) for
 * x >= 2. Near points half a unit apart, and to the left of 2 from one point to the next, by Taylor's series, whose
 * coefficients follow from y'' = x y.
 */

export interface AiryValue {
  readonly value: number;
  readonly derivative: number;
}

/** The trapezoid rule's step and last node, in units of the width x^(-1/4). */
const STEP = 0.25;
const STEPS = 26;
const SPACING = 0.5;
/** The first point that the integral gives, and the last one kept. */
const FIRST = 4;
const LAST = 32;
const TERMS = 26;

/** Taylor coefficients at SPACING * k. */
const series = new Map<number, Float64Array>();

/** Ai(x) and Ai'(x). */
export function airy(x: number): AiryValue {
  const k = Math.round(x / SPACING);
  if (k > LAST) return airyIntegral(x);
  const coefficients = seriesAt(k);
  const step = x - k * SPACING;
  return { value: evaluate(coefficients, step), derivative: evaluateDerivative(coefficients, step) };
}

function seriesAt(k: number): Float64Array {
  const known = series.get(k);
  if (known) return known;
  const made = taylor(k * SPACING, k < FIRST ? fromRight(k) : airyIntegral(k * SPACING));
  series.set(k, made);
  return made;
}

function fromRight(k: number): AiryValue {
  const coefficients = seriesAt(k + 1);
  return { value: evaluate(coefficients, -SPACING), derivative: evaluateDerivative(coefficients, -SPACING) };
}

/** (j + 2)(j + 1) a_(j+2) = x a_j + a_(j-1). */
function taylor(x: number, { value, derivative }: AiryValue): Float64Array {
  const a = new Float64Array(TERMS);
  a[0] = value;
  a[1] = derivative;
  for (let j = 0; j + 2 < TERMS; j++) a[j + 2] = (x * a[j] + (j > 0 ? a[j - 1] : 0)) / ((j + 2) * (j + 1));
  return a;
}

function evaluate(a: Float64Array, step: number): number {
  let sum = 0;
  for (let j = TERMS - 1; j >= 0; j--) sum = sum * step + a[j];
  return sum;
}

function evaluateDerivative(a: Float64Array, step: number): number {
  let sum = 0;
  for (let j = TERMS - 1; j > 0; j--) sum = sum * step + j * a[j];
  return sum;
}

function airyIntegral(x: number): AiryValue {
  const root = Math.sqrt(x);
  const step = STEP / Math.sqrt(root);
  let value = 0.5;
  let derivative = 0.5 * root;
  for (let i = 1; i <= STEPS; i++) {
    const u = i * step;
    const decay = Math.exp(-root * u * u);
    const phase = (u * u * u) / 3;
    value += decay * Math.cos(phase);
    derivative += decay * (root * Math.cos(phase) + u * Math.sin(phase));
  }
  const factor = (step * Math.exp((-2 / 3) * x * root)) / Math.PI;
  return { value: factor * value, derivative: -factor * derivative };
}
