/**
 * The density of a continuous response y given a1, and what y then tells of a2: E[a2^j; y in dy] / dy, j = 0, 1, 2, for
 * h* = mean + spread a2 with mean set by a1. In closed form for a linear map, for the two half-lines of the amplitude and
 * the one of relu, and for the square without noise.
 */

import type { Response } from '../../model';
import type { Interval } from '../curvature-law';
import { gaussianCdf, gaussianDensity } from './gaussian';
import type { ResponseMap } from './response-map';
import { GAUSSIAN_REACH } from './signal-measure';

const LINE: Interval = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
const HALF_LINE: Interval = [0, Number.POSITIVE_INFINITY];

export interface ResponseDensity {
  /** Writes the three moments at y. */
  readonly at: (y: number, mean: number, out: Float64Array) => void;
  /** Where y can be, given the mean of h*. */
  readonly range: (mean: number) => Interval;
  /** Where y can be at all. */
  readonly support: Interval;
  /** Whether the density jumps or is singular at y = 0. */
  readonly kinked: boolean;
  /** A change of y over which the density is smooth. */
  readonly scale: number;
}

/** Of y given a1; null where the map has no density that is known, for want of an inverse. */
export function responseDensity(kind: Response['kind'], response: ResponseMap, spread: number): ResponseDensity | null {
  const { noise } = response;
  if (spread === 0) return additiveDensity(response);
  const total = Math.hypot(spread, noise);
  const reach = GAUSSIAN_REACH * total;
  if (kind === 'linear') {
    const at = (y: number, mean: number, out: Float64Array) => {
      const standard = (y - mean) / total;
      const first = (spread / total) * standard;
      out[0] = gaussianDensity(standard) / total;
      out[1] = out[0] * first;
      out[2] = out[0] * (first * first + (noise / total) ** 2);
    };
    return { at, range: (mean) => [mean - reach, mean + reach], support: LINE, kinked: false, scale: total };
  }
  if (kind === 'amplitude' || kind === 'relu') {
    const branches = kind === 'amplitude' ? [1, -1] : [1];
    const kinked = noise === 0;
    const at = (y: number, mean: number, out: Float64Array) => {
      out.fill(0, 0, 3);
      for (const side of branches) addHalfLine(y, side, mean, spread, noise, out);
      if (kind === 'relu' && noise > 0) addFlat(y, mean, spread, noise, out);
    };
    return {
      at,
      range: (mean) => [-GAUSSIAN_REACH * noise, Math.abs(mean) + reach],
      support: kinked ? HALF_LINE : LINE,
      kinked,
      scale: total,
    };
  }
  if (noise > 0) return null;
  if (kind === 'phase-retrieval') {
    const at = (y: number, mean: number, out: Float64Array) => {
      out.fill(0, 0, 3);
      if (!(y > 0)) return;
      const root = Math.sqrt(y);
      for (const star of [root, -root]) addPoint((star - mean) / spread, 1 / (2 * root * spread), out);
    };
    return {
      at,
      range: (mean) => [0, (Math.abs(mean) + reach) ** 2],
      support: HALF_LINE,
      kinked: true,
      scale: spread * spread,
    };
  }
  return null;
}

/** a1 alone sets h*: y is noise around the map. */
function additiveDensity({ map, noise }: ResponseMap): ResponseDensity {
  const reach = GAUSSIAN_REACH * noise;
  return {
    at(y, mean, out) {
      out[0] = gaussianDensity((y - map(mean)) / noise) / noise;
      out[1] = 0;
      out[2] = out[0];
    },
    range: (mean) => [map(mean) - reach, map(mean) + reach],
    support: LINE,
    kinked: false,
    scale: noise,
  };
}

function addPoint(a2: number, slope: number, out: Float64Array): void {
  const density = gaussianDensity(a2) * slope;
  out[0] += density;
  out[1] += density * a2;
  out[2] += density * a2 * a2;
}

/**
 * Of y = t + noise N(0, 1) for t = side h* > 0: t given y is N(u, v^2) cut off at zero. Moments of the cut-off Gaussian
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

/** Of the part with h* < 0, where relu is zero: y is noise alone. */
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
