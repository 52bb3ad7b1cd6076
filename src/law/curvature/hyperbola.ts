/**
 * The law of g = 3 h^2 - h*^2 for scores that are not proportional. Its level curves are hyperbolas,
 *
 *     g > 0: h = +-sqrt(g / 3) cosh u, h* = sqrt(g) sinh u;    g < 0: h = sqrt(-g / 3) sinh u, h* = +-sqrt(-g) cosh u,
 *
 * with the Jacobian |d(h, h*) / d(g, u)| = 1 / (2 sqrt 3). Along u the Gaussian density falls off double exponentially, so
 * the trapezoid rule converges geometrically. The density of g has a logarithmic singularity at 0: the curve runs in
 * t = log |g|, where it is smooth.
 */

import { GAUSSIAN_REACH, spaced } from '../../numerics/panels';
import type { Scores } from './signal-basis';
import { type Curve, MOMENTS, ROUNDING, type SignalMeasure } from './signal-measure';

const JACOBIAN = 1 / (2 * Math.sqrt(3));
/** Standard deviations that u has to span for its ends not to show in the trapezoid rule. */
const REACH = GAUSSIAN_REACH + 2;
/** The mass with |g| below this share of the scale of g is rounding. */
const SMALLEST = 1e-18;
const FIRST_INTERVALS = 32;
const MOST_INTERVALS = 1 << 17;
/** Change under halving at which the halved rule, whose error is the square of the coarse one's, is exact to rounding. */
const CONVERGED = 1e-8;
/** Density, in units of its peak, that the ends of the range cut off. */
const CUT_OFF = 1e-30;
/** Steps that exp(u) is carried on by multiplication before it is computed afresh. */
const STRIDE = 16;

export function hyperbolaMeasure(scores: Scores): SignalMeasure {
  return { points: [], curves: [hyperbolaBranch(scores, 1), hyperbolaBranch(scores, -1)] };
}

/** The half of the law on which g has one sign. */
function hyperbolaBranch({ hMean, h1, starMean, star1, star2 }: Scores, sign: 1 | -1): Curve {
  const sums = new Float64Array(MOMENTS);
  // In units in which g is a difference of squares: sqrt(3) h and h*.
  const hReach = Math.sqrt(3) * (Math.abs(hMean) + REACH * h1);
  const starReach = Math.abs(starMean) + REACH * Math.hypot(star1, star2);
  // Of the coordinate that goes with cosh u, and of the one that goes with sinh u.
  const [acrossReach, alongReach] = sign > 0 ? [hReach, starReach] : [starReach, hReach];
  // The nearer the scores are to proportional, the narrower the ridge that the rule must not step over.
  const firstIntervals = FIRST_INTERVALS * Math.ceil(Math.min(1 + 0.5 * Math.abs(star1 / star2), 512));

  /** Adds density times moments at u = start, start + step, ... */
  const addPoints = (along: number, across: number, start: number, step: number, count: number): void => {
    const scale = 1 / (2 * Math.PI * h1 * star2);
    const growth = Math.exp(step);
    let grown = 0;
    let s0 = 0;
    let s1 = 0;
    let s2 = 0;
    let s11 = 0;
    let s12 = 0;
    let s22 = 0;
    for (let k = 0; k < count; k++) {
      grown = k % STRIDE === 0 ? 0.5 * Math.exp(start + k * step) : grown * growth;
      const shrunk = 0.25 / grown;
      const sinh = along * (grown - shrunk);
      const cosh = across * (grown + shrunk);
      const h = (sign > 0 ? cosh : sinh) / Math.sqrt(3);
      const a1 = (h - hMean) / h1;
      const a2 = ((sign > 0 ? sinh : cosh) - starMean - star1 * a1) / star2;
      const density = scale * Math.exp(-0.5 * (a1 * a1 + a2 * a2));
      s0 += density;
      s1 += density * a1;
      s2 += density * a2;
      s11 += density * a1 * a1;
      s12 += density * a1 * a2;
      s22 += density * a2 * a2;
    }
    sums[0] += s0;
    sums[1] += s1;
    sums[2] += s2;
    sums[3] += s11;
    sums[4] += s12;
    sums[5] += s22;
  };

  /** Sums the integrand over [-end, end] at ever finer steps until a halving changes nothing; returns the last step. */
  const trapezoid = (along: number, across: number, end: number): number => {
    sums.fill(0);
    let intervals = firstIntervals;
    let step = (2 * end) / intervals;
    addPoints(along, across, -end, step, intervals + 1);
    let before = step * (sums[0] + sums[3] + sums[5]);
    while (intervals < MOST_INTERVALS) {
      addPoints(along, across, -end + step / 2, step, intervals);
      intervals *= 2;
      step /= 2;
      const now = step * (sums[0] + sums[3] + sums[5]);
      if (Math.abs(now - before) <= CONVERGED * now + CUT_OFF / (h1 * star2)) break;
      before = now;
    }
    return step;
  };

  return {
    breaks: spaced(Math.log(SMALLEST * h1 * star2), 2 * Math.log(acrossReach), 3),
    ends: [0, sign * Number.POSITIVE_INFINITY],
    support: sign > 0 ? [0, Number.POSITIVE_INFINITY] : [Number.NEGATIVE_INFINITY, 0],
    costly: true,
    noise: ROUNDING,
    g: (t) => sign * Math.exp(t),
    evaluate(t, out) {
      const size = Math.exp(t);
      const root = Math.sqrt(size);
      out[0] = sign * size;
      out.fill(0, 1, MOMENTS + 1);
      if (acrossReach <= root) return;
      const end = Math.min(Math.asinh(alongReach / root), Math.acosh(acrossReach / root));
      for (const side of [root, -root]) {
        const step = trapezoid(root, side, end);
        for (let k = 0; k < MOMENTS; k++) out[k + 1] += JACOBIAN * size * step * sums[k];
      }
    },
  };
}
