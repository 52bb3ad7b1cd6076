// Poisson variables by inversion of one uniform.
import { normalQuantile } from './normal';

const INVERSE_ROOT_TAU: f64 = 0.3989422804014327;
/** Rates up to which the sum of probabilities begins at 0, where exp(-rate) has not underflowed. */
const SMALL_RATE: f64 = 400;
/** Standard deviations below the mean at which it begins otherwise: what is left out is below 1e-31. */
const REACH: f64 = 12;
/** Rates beyond which a count is a rounded normal variable: the sum would be too long, and skewness is below 1e-4. */
const LARGE_RATE: f64 = 1073741824;

/** The least k >= 0 with u < P(Poisson(rate) <= k), for u in [0, 1). */
export function poissonQuantile(u: f64, rate: f64): f64 {
  if (!(rate <= LARGE_RATE))
    return Math.round(rate + Math.sqrt(rate) * normalQuantile(Math.max(u, 5.551115123125783e-17)));
  let k: f64 = rate <= SMALL_RATE ? 0 : Math.floor(rate - REACH * Math.sqrt(rate));
  let probability = rate <= SMALL_RATE ? Math.exp(-rate) : pointProbability(k, rate);
  let below = probability;
  // Probabilities may add to less than u = 1 - 2^-53 by their rounding: stop where they no longer change the sum.
  while (u >= below) {
    k += 1;
    probability *= rate / k;
    const next = below + probability;
    if (next === below && k > rate) break;
    below = next;
  }
  return k;
}

/**
 * P(Poisson(rate) = k) for large k, by Stirling's series: exp(k - rate + k log(rate / k) - 1/(12 k) + 1/(360 k^3)) over
 * sqrt(2 pi k), with the exponent's main part in d = rate / k - 1, which is small.
 */
function pointProbability(k: f64, rate: f64): f64 {
  const d = (rate - k) / k;
  return (INVERSE_ROOT_TAU / Math.sqrt(k)) * Math.exp(k * (Math.log1p(d) - d) - 1 / (12 * k) + 1 / (360 * k * k * k));
}
