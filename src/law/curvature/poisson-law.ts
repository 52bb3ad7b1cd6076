/**
 * Counts y = 0, 1, 2, ... with mean exp(h*), as a law of labels: E[P(k | mean + spread Z) Z^j] by the trapezoid rule around
 * the peak of the integrand exp(-z^2 / 2 + k s z - exp(m + s z)), which is log-concave and entire. Counts are kept up to
 * where less than rounding is left, or to a limit: h* is Gaussian, and the counts of a long wStar are heavy-tailed. Of large
 * counts few stand for many (see `CountBlock`), as long as the curvature is smooth in y.
 */

import type { Label, LabelLaw } from './label-law';
import { alongStar } from './response-measure';
import type { Scores } from './signal-basis';

const MOST_COUNTS = 1500;
/** The most counts that are kept where they are summed in blocks. */
const MOST_IN_BLOCKS = 2 ** 40;
/** Standard deviations of h*, and of a count given h*, that are kept. */
const STAR_REACH = 8;
const COUNT_REACH = 8.5;
const NEWTON_STEPS = 60;
/** Terms smaller than this share of the peak are not summed. */
const NEGLIGIBLE = 1e-18;
/** The logarithm of the integrand's peak at which it is taken as zero. */
const LEAST = -100;
/** The step, in standard deviations of the integrand at its peak: the rule's error is exp(-2 pi^2 / STEP^2). */
const STEP = 0.6;
/** The step, in units of 1 / spread, at which exp(-exp(s z)) is resolved: it grows beyond |Im s z| = pi / 2. */
const WAVE = 0.25;

/** The law of counts as one of labels. */
export function poissonLaw(scores: Scores): LabelLaw {
  const count = Math.min(countsOf(scores, 0), MOST_COUNTS);
  return { labels: Array.from({ length: count }, (_, k) => countLabel(k)), kinks: [] };
}

/** A count k, or as smooth a function of any real k >= 16 that has the same values. */
export function countLabel(k: number): Label {
  return { y: k, weights: (mean, spread, out) => poissonWeights(k, mean, spread, out) };
}

/** The number of counts that are kept, for expectations of y^power. */
export function countsOf(scores: Scores, power: number): number {
  const { size } = alongStar(scores);
  const rate = Math.exp(scores.starMean + (STAR_REACH + power * size) * size);
  return Math.min(Math.ceil(rate + COUNT_REACH * Math.sqrt(rate) + 30), MOST_IN_BLOCKS);
}

function poissonWeights(k: number, mean: number, spread: number, out: Float64Array): void {
  out.fill(0, 0, 3);
  if (spread === 0) {
    out[0] = Math.exp(logPoisson(k, mean));
    out[2] = out[0];
    return;
  }
  const peak = peakOf(k, mean, spread);
  const rate = Math.exp(mean + spread * peak);
  const step = Math.min(STEP / Math.sqrt(1 + spread * spread * rate), WAVE / spread);
  const highest = logPoisson(k, mean + spread * peak) - 0.5 * peak * peak;
  if (highest < LEAST) return;
  const scale = (step * Math.exp(highest)) / Math.sqrt(2 * Math.PI);
  let [s0, s1, s2] = [1, peak, peak * peak];
  for (const direction of [1, -1]) {
    for (let i = 1; ; i++) {
      const move = direction * i * step;
      const z = peak + move;
      const term = Math.exp(spread * k * move - rate * Math.expm1(spread * move) - move * (peak + 0.5 * move));
      if (!(term > NEGLIGIBLE)) break;
      s0 += term;
      s1 += term * z;
      s2 += term * z * z;
    }
  }
  out[0] = scale * s0;
  out[1] = scale * s1;
  out[2] = scale * s2;
}

/** log of exp(k star - exp(star)) / k!, without the difference of large numbers. */
function logPoisson(k: number, star: number): number {
  if (k < LOG_FACTORIALS.length) return k * star - Math.exp(star) - LOG_FACTORIALS[k];
  const excess = star - Math.log(k);
  const inverse = 1 / (k * k);
  const stirling = (1 - inverse * (1 / 30 - inverse * (1 / 105 - inverse * (1 / 140)))) / (12 * k);
  return -k * (Math.expm1(excess) - excess) - 0.5 * Math.log(2 * Math.PI * k) - stirling;
}

/** Where z = s (k - exp(m + s z)), by Newton on a convex function from the right of its root. */
function peakOf(k: number, mean: number, spread: number): number {
  let z = k === 0 ? 0 : Math.min(spread * k, Math.max(0, (Math.log(k) - mean) / spread));
  for (let step = 0; step < NEWTON_STEPS; step++) {
    const rate = Math.exp(mean + spread * z);
    const change = (z - spread * (k - rate)) / (1 + spread * spread * rate);
    z -= change;
    if (Math.abs(change) <= 1e-10 * (1 + Math.abs(z))) break;
  }
  return z;
}

/** log k! for the k below which Stirling's series is not exact to rounding. */
const LOG_FACTORIALS = /* @__PURE__ */ logFactorials(16);

function logFactorials(count: number): number[] {
  const logs = [0];
  for (let k = 1; k < count; k++) logs.push(logs[k - 1] + Math.log(k));
  return logs;
}
