/**
 * The density of y = map(h*) + noise N(0, 1) given a1 where neither noise nor the map can be integrated out:
 *
 *     E[a2^j; y in dy] / dy = integral a2^j N(h*; mean, spread^2) N(y - map(h*); 0, noise^2) dh*,  a2 = (h* - mean) / spread,
 *
 * by the trapezoid rule over the h* from which noise can lead to y. Its error is exp(-2 pi v / step) times what the integrand
 * has grown to at a distance v from the real line (Trefethen and Weideman, SIAM Review 2014, theorem 5.1).
 */

import { type Interval, LINE } from '../../numerics/interval';
import { GAUSSIAN_REACH } from '../../numerics/panels';
import type { ResponseDensity } from './response-density';

/** Standard deviations of noise and of h* that are summed over. */
const REACH = 9.5;
/** -log of the rule's error. */
const DIGITS = 40;
/** How far from the real line tanh is followed, whose poles are at +-i pi / 2. */
const STRIP = 1;
/** The |h*| beyond which tanh h* is +-1 to rounding. */
const SATURATED = 19;
/** Relative rounding of a sum: y and map(h*) are close to each other, in units of the noise. */
const ROUNDING = 5e-14;

/** y = h*^2 + noise N(0, 1). */
export function noisySquareDensity(spread: number, noise: number): ResponseDensity {
  const variance = noise * noise;
  // d/dy = 1 / sqrt(noise^2 + 4 y spread^2), the width of y for one of h*.
  const coordinate = (y: number) =>
    y > 0 ? (2 * y) / (noise + Math.sqrt(variance + 4 * y * spread * spread)) : y / noise;
  const range = (mean: number): Interval => {
    return [-GAUSSIAN_REACH * noise, (Math.abs(mean) + GAUSSIAN_REACH * spread) ** 2 + GAUSSIAN_REACH * noise];
  };
  return {
    at(from, distance, mean, out) {
      out.fill(0, 0, 3);
      const y = from + distance;
      const most = Math.sqrt(Math.max(0, y + REACH * noise));
      const least = Math.sqrt(Math.max(0, y - REACH * noise));
      const step = 0.65 / Math.sqrt((4 * most * most) / variance + 1 / (spread * spread));
      const square = (k: number) => (k * step) ** 2;
      const add = (low: number, high: number) => addSum(square, low, high, step, y, mean, spread, noise, out);
      if (least === 0) add(-most, most);
      else {
        add(-most, -least);
        add(least, most);
      }
    },
    range,
    coordinate,
    band: (mean) => {
      const [low, high] = range(mean);
      return [coordinate(low), coordinate(high)];
    },
    ...{ support: LINE, kinks: [], isLogarithmic: false, drift: 1 / spread, noise: ROUNDING },
  };
}

/** y = tanh h* + noise N(0, 1). */
export function noisyTanhDensity(spread: number, noise: number): ResponseDensity {
  const inverse = 1 / (noise * noise) + 1 / (spread * spread);
  const strip = Math.min(STRIP, 10 / Math.sqrt(inverse));
  const growth = Math.tan(strip) ** 2 / (2 * noise * noise) + strip ** 2 / (2 * spread * spread);
  const step = (2 * Math.PI * strip) / (DIGITS + growth);
  const reach = GAUSSIAN_REACH * noise;
  const last = Math.ceil(SATURATED / step);
  const table = Float64Array.from({ length: 2 * last + 1 }, (_, i) => Math.tanh((i - last) * step));
  const value = (k: number) => table[Math.min(Math.max(k, -last), last) + last];
  const range = (mean: number): Interval => [
    Math.tanh(mean - GAUSSIAN_REACH * spread) - reach,
    Math.tanh(mean + GAUSSIAN_REACH * spread) + reach,
  ];
  return {
    at(from, distance, mean, out) {
      out.fill(0, 0, 3);
      const y = from + distance;
      const [low, high] = [y - REACH * noise, y + REACH * noise].map(starAt);
      addSum(value, low, high, step, y, mean, spread, noise, out);
    },
    range,
    coordinate: (y) => y / noise,
    band: (mean) => {
      const [low, high] = range(mean);
      return [low / noise, high / noise];
    },
    ...{ support: LINE, kinks: [], isLogarithmic: false, drift: 1 / Math.hypot(spread, noise), noise: ROUNDING },
  };
}

/** The h* with tanh h* = y; it is infinite for a y out of the range of tanh. */
function starAt(y: number): number {
  return Math.atanh(Math.min(Math.max(y, -1), 1));
}

/** Adds the sum over h* = k step between `low` and `high`, where `map` takes the index k. */
function addSum(
  map: (k: number) => number,
  low: number,
  high: number,
  step: number,
  y: number,
  mean: number,
  spread: number,
  noise: number,
  out: Float64Array,
): void {
  const first = Math.ceil(Math.max(low, mean - REACH * spread) / step);
  const last = Math.floor(Math.min(high, mean + REACH * spread) / step);
  const scale = step / (2 * Math.PI * spread * noise);
  let [s0, s1, s2] = [0, 0, 0];
  for (let k = first; k <= last; k++) {
    const star = k * step;
    const a2 = (star - mean) / spread;
    const u = (y - map(k)) / noise;
    const term = Math.exp(-0.5 * (a2 * a2 + u * u));
    s0 += term;
    s1 += term * a2;
    s2 += term * a2 * a2;
  }
  out[0] += scale * s0;
  out[1] += scale * s1;
  out[2] += scale * s2;
}
