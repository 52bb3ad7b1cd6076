/** The Gaussian density and distribution function, with relative accuracy in the tails. */

const ROOT_TAU = Math.sqrt(2 * Math.PI);

export function gaussianDensity(x: number): number {
  return Math.exp(-0.5 * x * x) / ROOT_TAU;
}

/** Phi(x). */
export function gaussianCdf(x: number): number {
  const scaled = Math.abs(x) * Math.SQRT1_2;
  if (scaled < 1) {
    const half = erfSeries(scaled) / 2;
    return x < 0 ? 0.5 - half : 0.5 + half;
  }
  const tail = erfcTrapezoid(scaled) / 2;
  return x < 0 ? tail : 1 - tail;
}

/** erf x = 2 x exp(-x^2) / sqrt(pi) sum_n (2 x^2)^n / (2n + 1)!!, all terms positive; for 0 <= x < 1. */
function erfSeries(x: number): number {
  let term = 1;
  let sum = 1;
  for (let n = 1; term > 1e-17 * sum; n++) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return ((2 * x) / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}

/** Step and terms of the trapezoid rules in t; the term after the last is below 1e-21. */
const STEP = 0.5;
const TRAPEZOID_TERMS = 13;

/**
 * erfc x = (x / pi) exp(-x^2) integral exp(-t^2) / (t^2 + x^2) dt by the trapezoid rule of step 1/2, with the residue at
 * t = i x that the step misses (F. Matta and A. Reichel, Mathematics of Computation 25 (1971) 339); for x >= 1.
 */
function erfcTrapezoid(x: number): number {
  const residue = x < 5 ? 2 / Math.expm1((2 * Math.PI * x) / STEP) : 0;
  return ((STEP * x) / Math.PI) * Math.exp(-x * x) * trapezoidSum(x) - residue;
}

/** sum_k exp(-t^2) / (t^2 + x^2), t = k / 2. */
function trapezoidSum(x: number): number {
  const x2 = x * x;
  let sum = 1 / x2;
  for (let k = 1; k <= TRAPEZOID_TERMS; k++) {
    const t2 = (k * STEP) ** 2;
    sum += (2 * Math.exp(-t2)) / (t2 + x2);
  }
  return sum;
}

/** Terms of the continued fraction that leave rounding alone at x >= 3. */
const FRACTION_TERMS = 60;

/**
 * g = r (r + m) for r = Phi'(m) / Phi(m): the second derivative of -log Phi at m, from 1 down to 0. For m < 0 the sum
 * r + m is small beside its terms; it is r J(-m / sqrt 2) there, and further out Laplace's continued fraction
 * 1 / (x + 2 / (x + 3 / (x + ...))), x = -m.
 */
export function hazardCurvature(m: number): number {
  if (!Number.isFinite(m)) return m < 0 ? 1 : 0;
  const x = -m;
  if (x >= 3) {
    const fraction = hazardFraction(x);
    return (x + fraction) * fraction;
  }
  const r = hazardRatio(m);
  return r === 0 ? 0 : r * (x > 0 ? r * hazardExcess(x * Math.SQRT1_2) : r + m);
}

/** r = Phi'(m) / Phi(m), minus the derivative of -log Phi at m. */
export function hazardRatio(m: number): number {
  const x = -m;
  if (x >= 3) return x + hazardFraction(x);
  // Without the exponentials, which have more rounding than their ratio.
  return x > 1 ? Math.SQRT2 / (Math.sqrt(Math.PI) * scaledErfc(x * Math.SQRT1_2)) : gaussianDensity(m) / gaussianCdf(m);
}

/** r - x at m = -x. */
function hazardFraction(x: number): number {
  let fraction = 0;
  for (let k = FRACTION_TERMS; k > 0; k--) fraction = k / (x + fraction);
  return fraction;
}

/** exp(x^2) erfc x, as `erfcTrapezoid`; for 0.7 <= x < 5. */
function scaledErfc(x: number): number {
  return ((STEP * x) / Math.PI) * trapezoidSum(x) - (2 * Math.exp(x * x)) / Math.expm1((2 * Math.PI * x) / STEP);
}

/**
 * J(x) = 1 - sqrt(pi) x exp(x^2) erfc x = integral t^2 exp(-t^2) / (t^2 + x^2) dt / sqrt(pi), by the same rule with the
 * residue of this integrand: all terms are positive; for 0 < x < 5.
 */
function hazardExcess(x: number): number {
  let sum = 0;
  for (let k = 1; k <= TRAPEZOID_TERMS; k++) {
    const t2 = (k * STEP) ** 2;
    sum += (2 * t2 * Math.exp(-t2)) / (t2 + x * x);
  }
  const residue = (2 * Math.PI * x * Math.exp(x * x)) / Math.expm1((2 * Math.PI * x) / STEP);
  return (STEP * sum + residue) / Math.sqrt(Math.PI);
}
