/**
 * Counts y = 0, 1, 2, ... with mean exp(h*), as a law of labels: E[P(k | mean + spread Z) Z^j] by the trapezoid rule around
 * the peak of the integrand exp(-z^2 / 2 + k s z - exp(m + s z)), which is log-concave and entire. Counts are kept up to
 * where less than rounding is left, or to a limit: h* is Gaussian, and the counts of a long wStar are heavy-tailed.
 */

import type { LabelLaw } from './label-law';
import { alongStar } from './response-measure';
import type { Scores } from './scores';

const MOST_COUNTS = 1500;
/** Standard deviations of h*, and of a count given h*, that are kept. */
const STAR_REACH = 8;
const COUNT_REACH = 8.5;
const NEWTON_STEPS = 60;
/** Terms smaller than this share of the peak are not summed. */
const NEGLIGIBLE = 1e-18;
/** The step, in standard deviations of the integrand at its peak: the rule's error is exp(-2 pi^2 / STEP^2). */
const STEP = 0.6;
/** The step, in units of 1 / spread, at which exp(-exp(s z)) is resolved: it grows beyond |Im s z| = pi / 2. */
const WAVE = 0.25;

export function poissonLaw(scores: Scores): LabelLaw {
  const { size } = alongStar(scores);
  const rate = Math.min(Math.exp(scores.starMean + STAR_REACH * size), MOST_COUNTS);
  const count = Math.ceil(rate + COUNT_REACH * Math.sqrt(rate) + 30);
  return {
    values: Array.from({ length: Math.min(count, MOST_COUNTS) }, (_, k) => k),
    kinks: [],
    weights: poissonWeights,
  };
}

function poissonWeights(k: number, mean: number, spread: number, out: Float64Array): void {
  out.fill(0, 0, 3);
  const constant = -logFactorial(k);
  if (spread === 0) {
    out[0] = Math.exp(constant + k * mean - Math.exp(mean));
    out[2] = out[0];
    return;
  }
  const peak = peakOf(k, mean, spread);
  const rate = Math.exp(mean + spread * peak);
  const step = Math.min(STEP / Math.sqrt(1 + spread * spread * rate), WAVE / spread);
  const highest = constant + k * (mean + spread * peak) - rate - 0.5 * peak * peak;
  const scale = (step * Math.exp(highest)) / Math.sqrt(2 * Math.PI);
  let [s0, s1, s2] = [1, peak, peak * peak];
  for (const direction of [1, -1]) {
    const change = direction * step;
    const growth = Math.exp(spread * change);
    let grown = rate;
    for (let i = 1; ; i++) {
      const move = i * change;
      const z = peak + move;
      grown *= growth;
      const term = Math.exp(spread * k * move - (grown - rate) - move * (peak + 0.5 * move));
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

const LOG_FACTORIALS: number[] = [0];

function logFactorial(k: number): number {
  for (let i = LOG_FACTORIALS.length; i <= k; i++) LOG_FACTORIALS.push(LOG_FACTORIALS[i - 1] + Math.log(i));
  return LOG_FACTORIALS[k];
}
