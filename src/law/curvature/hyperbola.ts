/**
 * The law of g = 3 h^2 - h*^2 for scores that are not proportional. Its level curves are hyperbolas,
 *
 *     g > 0: h = +-sqrt(g / 3) cosh u, h* = sqrt(g) sinh u;    g < 0: h = sqrt(-g / 3) sinh u, h* = +-sqrt(-g) cosh u,
 *
 * with the Jacobian |d(h, h*) / d(g, u)| = 1 / (2 sqrt 3). Along u the Gaussian density falls off double exponentially, so
 * the trapezoid rule converges geometrically. The density of g has a logarithmic singularity at 0: the curve runs in
 * t = log |g|, where it is smooth.
 */

import type { Scores } from './scores';
import { type Curve, GAUSSIAN_REACH, MOMENTS, type SignalMeasure, spaced } from './signal-measure';

const JACOBIAN = 1 / (2 * Math.sqrt(3));
/** The mass with |g| below this share of the scale of g is rounding. */
const SMALLEST = 1e-18;
const MOST_INTERVALS = 1 << 17;

export function hyperbolaMeasure(scores: Scores): SignalMeasure {
  return { points: [], curves: [branch(scores, 1), branch(scores, -1)] };
}

function branch(scores: Scores, sign: 1 | -1): Curve {
  const { hMean, h1, starMean, star1, star2 } = scores;
  const hReach = Math.abs(hMean) + GAUSSIAN_REACH * h1;
  const starReach = Math.abs(starMean) + GAUSSIAN_REACH * Math.hypot(star1, star2);
  const largest = sign > 0 ? 3 * hReach * hReach : starReach * starReach;
  const scale = 1 / (2 * Math.PI * h1 * star2);
  const sums = new Float64Array(MOMENTS);
  const point = (root: number, side: number, u: number) => {
    const across = side * root * Math.cosh(u);
    const along = root * Math.sinh(u);
    const h = (sign > 0 ? across : along) / Math.sqrt(3);
    const a1 = (h - hMean) / h1;
    const a2 = ((sign > 0 ? along : across) - starMean - star1 * a1) / star2;
    const density = scale * Math.exp(-0.5 * (a1 * a1 + a2 * a2));
    sums[0] += density;
    sums[1] += density * a1;
    sums[2] += density * a2;
    sums[3] += density * a1 * a1;
    sums[4] += density * a1 * a2;
    sums[5] += density * a2 * a2;
  };
  return {
    breaks: spaced(Math.log(SMALLEST * h1 * star2), Math.log(largest), 3),
    support: sign > 0 ? [0, Number.POSITIVE_INFINITY] : [Number.NEGATIVE_INFINITY, 0],
    evaluate(t, out) {
      const size = Math.exp(t);
      const root = Math.sqrt(size);
      // h (g > 0) or h* (g < 0) is the coordinate with cosh: u beyond these ends is out of reach.
      const [alongReach, acrossReach] =
        sign > 0 ? [starReach, hReach * Math.sqrt(3)] : [hReach * Math.sqrt(3), starReach];
      const end = Math.min(Math.asinh(alongReach / root), Math.acosh(Math.max(1, acrossReach / root)));
      out[0] = sign * size;
      out.fill(0, 1, MOMENTS + 1);
      for (const side of [1, -1]) {
        sums.fill(0);
        const step = trapezoid(end, sums, (u) => point(root, side, u), 1 + Math.abs(star1 / star2));
        for (let k = 0; k < MOMENTS; k++) out[k + 1] += JACOBIAN * size * step * sums[k];
      }
    },
  };
}

/** Adds up `point` at ever finer steps over [-end, end] until a halving changes nothing; returns the last step. */
function trapezoid(end: number, sums: Float64Array, point: (u: number) => void, sharpness: number): number {
  const count = 16 * Math.ceil(Math.min(sharpness, 1024));
  let step = end / count;
  for (let k = -count; k <= count; k++) point(k * step);
  let before = step * (sums[0] + sums[3] + sums[5]);
  for (let intervals = 2 * count; intervals < MOST_INTERVALS; intervals *= 2) {
    for (let k = 0; k < intervals; k++) point((k + 0.5) * step - end);
    step /= 2;
    const now = step * (sums[0] + sums[3] + sums[5]);
    // The error of a geometrically converging rule squares with each halving.
    if (Math.abs(now - before) <= 1e-9 * now) break;
    before = now;
  }
  return step;
}
