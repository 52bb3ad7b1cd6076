/**
 * The density of a continuous response y given a1, and what y then tells of a2: E[a2^j; y in dy] / dy, j = 0, 1, 2, for
 * h* = mean + spread a2 with mean set by a1. In closed form for a linear map, for the two half-lines of the amplitude and
 * the one of relu, and for the square and tanh without noise; with noise these two are sums (see blurred-density.ts).
 */

import type { ResponseMap } from '../../model/responses';
import { gaussianCdf, gaussianDensity } from '../../numerics/gaussian';
import { HALF_LINE, type Interval, LINE } from '../../numerics/interval';
import { GAUSSIAN_REACH } from '../../numerics/panels';

/** Relative rounding of a formula. */
const ROUNDING = 3e-15;
/** The coordinate of a y out of the range of tanh, which is in no band. */
const BEYOND = 1e6;

export interface ResponseDensity {
  /** Writes the three moments at y = from + distance, which keeps its digits beside a kink. */
  readonly at: (from: number, distance: number, mean: number, out: Float64Array) => void;
  /** Where y can be, given the mean of h*. */
  readonly range: (mean: number) => Interval;
  /** Where y can be at all. */
  readonly support: Interval;
  /** The y at which the density jumps or is singular. */
  readonly kinks: readonly number[];
  /** Whether the density is a function of the logarithm of the distance from a kink, rather than of its root or itself. */
  readonly isLogarithmic: boolean;
  /** A function of y over whose steps of one the density is smooth. */
  readonly coordinate: (y: number) => number;
  /** This coordinate at the ends of the range of y. */
  readonly band: (mean: number) => Interval;
  /** By how much more the density is smooth when the mean moves by one. */
  readonly drift: number;
  /** Relative rounding of the moments. */
  readonly noise: number;
}

/** The range and the coordinate of a density that has the same scale for every y. */
function evenly(scale: number, range: (mean: number) => Interval) {
  const coordinate = (y: number) => y / scale;
  const band = (mean: number): Interval => {
    const [low, high] = range(mean);
    return [low / scale, high / scale];
  };
  return { range, coordinate, band };
}

/** The density where a1 alone sets h*, so that y is noise around the map. */
export function additiveDensity({ map, noise }: ResponseMap): ResponseDensity {
  const reach = GAUSSIAN_REACH * noise;
  return {
    ...evenly(noise, (mean) => [map(mean) - reach, map(mean) + reach]),
    at(from, distance, mean, out) {
      out[0] = gaussianDensity((from + distance - map(mean)) / noise) / noise;
      out[1] = 0;
      out[2] = out[0];
    },
    ...{ support: LINE, kinks: [], isLogarithmic: false, drift: 0, noise: ROUNDING },
  };
}

export function linearDensity(spread: number, noise: number): ResponseDensity {
  const total = Math.hypot(spread, noise);
  const reach = GAUSSIAN_REACH * total;
  return {
    ...evenly(total, (mean) => [mean - reach, mean + reach]),
    at(from, distance, mean, out) {
      const standard = (from + distance - mean) / total;
      const first = (spread / total) * standard;
      out[0] = gaussianDensity(standard) / total;
      out[1] = out[0] * first;
      out[2] = out[0] * (first * first + (noise / total) ** 2);
    },
    ...{ support: LINE, kinks: [], isLogarithmic: false, drift: 1 / total, noise: ROUNDING },
  };
}

export function halfLineDensity(kind: 'amplitude' | 'relu', spread: number, noise: number): ResponseDensity {
  const total = Math.hypot(spread, noise);
  const branches = kind === 'amplitude' ? [1, -1] : [1];
  return {
    ...evenly(total, (mean) => [-GAUSSIAN_REACH * noise, Math.abs(mean) + GAUSSIAN_REACH * total]),
    at(from, distance, mean, out) {
      const y = from + distance;
      out.fill(0, 0, 3);
      for (const side of branches) addHalfLine(y, side, mean, spread, noise, out);
      if (kind === 'relu' && noise > 0) addFlat(y, mean, spread, noise, out);
    },
    ...(noise === 0 ? { support: HALF_LINE, kinks: [0] } : { support: LINE, kinks: [] }),
    isLogarithmic: false,
    drift: 1 / total,
    noise: ROUNDING,
  };
}

/** y = h*^2, by its two roots. */
export function squareDensity(spread: number): ResponseDensity {
  return {
    at(from, distance, mean, out) {
      const y = from + distance;
      out.fill(0, 0, 3);
      if (!(y > 0)) return;
      const root = Math.sqrt(y);
      for (const star of [root, -root]) addPoint((star - mean) / spread, 1 / (2 * root * spread), out);
    },
    range: (mean) => [0, (Math.abs(mean) + GAUSSIAN_REACH * spread) ** 2],
    coordinate: (y) => (Math.sign(y) * Math.sqrt(Math.abs(y))) / spread,
    band: (mean) => [0, Math.abs(mean) / spread + GAUSSIAN_REACH],
    ...{ support: HALF_LINE, kinks: [0], isLogarithmic: false, drift: 1 / spread, noise: ROUNDING },
  };
}

/** y = tanh h*: between -1 and 1, where dh* = dy / (1 - y^2). */
export function tanhDensity(spread: number): ResponseDensity {
  return {
    at(from, distance, mean, out) {
      out.fill(0, 0, 3);
      // 1 - y and 1 + y.
      const [above, below] = [1 - from - distance, 1 + from + distance];
      if (!(above > 0 && below > 0)) return;
      addPoint((0.5 * Math.log(below / above) - mean) / spread, 1 / (above * below * spread), out);
    },
    range: (mean) => [Math.tanh(mean - GAUSSIAN_REACH * spread), Math.tanh(mean + GAUSSIAN_REACH * spread)],
    coordinate: (y) => (Math.abs(y) < 1 ? Math.atanh(y) / spread : Math.sign(y) * BEYOND),
    band: (mean) => [mean / spread - GAUSSIAN_REACH, mean / spread + GAUSSIAN_REACH],
    ...{ support: [-1, 1], kinks: [-1, 1], isLogarithmic: true, drift: 1 / spread, noise: ROUNDING },
  };
}

function addPoint(a2: number, slope: number, out: Float64Array): void {
  const density = gaussianDensity(a2) * slope;
  out[0] += density;
  out[1] += density * a2;
  out[2] += density * a2 * a2;
}

/**
 * Adds the part of y = t + noise N(0, 1) with t = side h* > 0, where t given y is N(u, v^2) cut off at zero. Moments of the cut-off Gaussian
 * about zero are u Phi + v phi and (u^2 + v^2) Phi + u v phi, at u / v.
 */
function addHalfLine(y: number, side: number, mean: number, spread: number, noise: number, out: Float64Array): void {
  const center = side * mean;
  if (noise === 0) {
    if (y >= 0) addPoint((side * y - mean) / spread, 1 / spread, out);
    return;
  }
  const total = Math.hypot(spread, noise);
  const density = gaussianDensity((y - center) / total) / total;
  if (density === 0) return;
  const share = (spread / total) ** 2;
  const u = center + share * (y - center);
  const v = (spread * noise) / total;
  addCut(density, u, v, side, mean, spread, out);
}

/** Adds the part with h* < 0, where relu is zero and y is noise alone. */
function addFlat(y: number, mean: number, spread: number, noise: number, out: Float64Array): void {
  addCut(gaussianDensity(y / noise) / noise, -mean, spread, -1, mean, spread, out);
}

/** Adds a density times the moments of a2 = (side t - mean) / spread over t > 0, t ~ N(u, v^2). */
function addCut(
  density: number,
  u: number,
  v: number,
  side: number,
  mean: number,
  spread: number,
  out: Float64Array,
): void {
  const zeroth = gaussianCdf(u / v);
  const edge = v * gaussianDensity(u / v);
  // The moments about u, for a2 = c + side (t - u) / spread.
  const first = edge;
  const second = v * v * zeroth - u * edge;
  const c = (side * u - mean) / spread;
  const slope = side / spread;
  out[0] += density * zeroth;
  out[1] += density * (c * zeroth + slope * first);
  out[2] += density * (c * c * zeroth + 2 * c * slope * first + slope * slope * second);
}
