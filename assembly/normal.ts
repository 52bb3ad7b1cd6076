// The standard normal distribution function Phi and its inverse, by published rational approximations.

// Coefficients, the highest power first: top / bottom near 0, on the flanks, and far out.
const CENTER_TOP: usize = memory.data<f64>([
  0.06568233791820745, 2.2352520354606837, 161.02823106855587, 1067.6894854603709, 18154.98125334356,
]);
const CENTER_BOTTOM: usize = memory.data<f64>([
  1.0, 47.202581904688245, 976.0985517377767, 10260.932208618979, 45507.78933502673,
]);
const FLANK_TOP: usize = memory.data<f64>([
  1.0765576773720192e-8, 0.39894151208813466, 8.883149794388377, 93.50665613217785, 597.2702763948002,
  2494.5375852903726, 6848.190450536283, 11602.65143764735, 9842.714838383978,
]);
const FLANK_BOTTOM: usize = memory.data<f64>([
  1.0, 22.266688044328117, 235.387901782625, 1519.3775994075547, 6485.558298266761, 18615.571640885097,
  34900.95272114598, 38912.00328609327, 19685.429676859992,
]);
const FAR_TOP: usize = memory.data<f64>([
  0.023073441764940174, 0.215898534057957, 0.12740116116024736, 0.022235277870649807, 0.0014216191932278934,
  2.9112874951168793e-5,
]);
const FAR_BOTTOM: usize = memory.data<f64>([
  1.0, 1.284260096144911, 0.4682382124808651, 0.06598813786892856, 0.0037823963320275824, 7.297515550839662e-5,
]);
const INVERSE_ROOT_2_PI: f64 = 0.3989422804014327;

/** Terms of the continued fraction that leave rounding alone at x >= 3. */
const FRACTION_TERMS = 60;

const QUANTILE_CENTER_TOP: usize = memory.data<f64>([
  2509.0809287301227, 33430.57558358813, 67265.7709270087, 45921.95393154987, 13731.69376550946, 1971.5909503065513,
  133.14166789178438, 3.3871328727963665,
]);
const QUANTILE_CENTER_BOTTOM: usize = memory.data<f64>([
  5226.495278852854, 28729.085735721943, 39307.89580009271, 21213.794301586597, 5394.196021424751, 687.1870074920579,
  42.31333070160091, 1.0,
]);
const QUANTILE_FLANK_TOP: usize = memory.data<f64>([
  0.0007745450142783414, 0.022723844989269184, 0.2417807251774506, 1.2704582524523684, 3.6478483247632045,
  5.769497221460691, 4.630337846156546, 1.4234371107496835,
]);
const QUANTILE_FLANK_BOTTOM: usize = memory.data<f64>([
  1.0507500716444169e-9, 0.0005475938084995345, 0.015198666563616457, 0.14810397642748008, 0.6897673349851,
  1.6763848301838038, 2.053191626637759, 1.0,
]);
const QUANTILE_FAR_TOP: usize = memory.data<f64>([
  2.0103343992922881e-7, 2.7115555687434876e-5, 0.0012426609473880784, 0.026532189526576124, 0.29656057182850487,
  1.7848265399172913, 5.463784911164114, 6.657904643501103,
]);
const QUANTILE_FAR_BOTTOM: usize = memory.data<f64>([
  2.0442631033899397e-15, 1.421511758316446e-7, 1.8463183175100548e-5, 0.0007868691311456133, 0.014875361290850615,
  0.1369298809227358, 0.599832206555888, 1.0,
]);

/**
 * Phi(x) = P(N(0, 1) <= x), to a few units in the last place of the result, in the lower tail too. W. J. Cody, "Rational
 * Chebyshev approximations for the error function", Math. Comp. 23 (1969), with the coefficients of ACM Algorithm 715.
 */
export function normalCdf(x: f64): f64 {
  const y = Math.abs(x);
  if (y <= 0.67448975) {
    const s = x * x;
    return 0.5 + (x * polynomial(CENTER_TOP, 4, s)) / polynomial(CENTER_BOTTOM, 4, s);
  }
  let ratio: f64;
  if (y <= 5.656854249492381) {
    ratio = polynomial(FLANK_TOP, 8, y) / polynomial(FLANK_BOTTOM, 8, y);
  } else {
    const s = 1 / (x * x);
    ratio = (INVERSE_ROOT_2_PI - (s * polynomial(FAR_TOP, 5, s)) / polynomial(FAR_BOTTOM, 5, s)) / y;
  }
  const tail = y >= 40 ? 0 : gaussian(y) * ratio;
  return x < 0 ? tail : 1 - tail;
}

/** exp(-y^2 / 2) without the rounding error of y^2: y is split at a multiple of 1/16, whose square is exact. */
function gaussian(y: f64): f64 {
  const coarse = Math.trunc(y * 16) / 16;
  return Math.exp(-0.5 * coarse * coarse) * Math.exp(-0.5 * (y - coarse) * (y + coarse));
}

/**
 * The x with Phi(x) = u, 0 < u < 1: M. J. Wichura, "Algorithm AS 241: The percentage points of the normal distribution",
 * Applied Statistics 37 (1988), routine PPND16. It is what Python's statistics.NormalDist().inv_cdf(u) computes.
 */
export function normalQuantile(u: f64): f64 {
  const q = u - 0.5;
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q;
    return (polynomial(QUANTILE_CENTER_TOP, 7, r) * q) / polynomial(QUANTILE_CENTER_BOTTOM, 7, r);
  }
  const r = Math.sqrt(-Math.log(q <= 0 ? u : 1 - u));
  const x =
    r <= 5
      ? polynomial(QUANTILE_FLANK_TOP, 7, r - 1.6) / polynomial(QUANTILE_FLANK_BOTTOM, 7, r - 1.6)
      : polynomial(QUANTILE_FAR_TOP, 7, r - 5) / polynomial(QUANTILE_FAR_BOTTOM, 7, r - 5);
  return q < 0 ? -x : x;
}

/**
 * g = r (r + m) for r = Phi'(m) / Phi(m): the second derivative of -log Phi at m. It falls from 1 to 0. For m << 0 the sum
 * r + m is small beside its terms; it is Laplace's continued fraction 1 / (x + 2 / (x + 3 / (x + ...))), x = -m, there.
 */
export function hazardCurvature(m: f64): f64 {
  const x = -m;
  if (x < 3) {
    const r = (gaussian(Math.abs(m)) * INVERSE_ROOT_2_PI) / normalCdf(m);
    return r * (r + m);
  }
  let fraction: f64 = 0;
  for (let k = FRACTION_TERMS; k > 0; k--) fraction = f64(k) / (x + fraction);
  return (x + fraction) * fraction;
}

/** Horner's rule; the coefficient of the highest power comes first. */
function polynomial(coefficients: usize, degree: i32, x: f64): f64 {
  let value = load<f64>(coefficients);
  for (let k = 1; k <= degree; k++) value = value * x + load<f64>(coefficients + (usize(k) << 3));
  return value;
}
