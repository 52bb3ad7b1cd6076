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
/** Peak of the integrand below which it is zero. */
const IMPOSSIBLE = 1e-40;
/** In units of the peak's width: of a Gaussian, the rule's error is exp(-2 (pi / STEP)^2). */
const STEP = 0.65;
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
  const exponent = (z: number) => constant + k * (mean + spread * z) - Math.exp(mean + spread * z) - 0.5 * z * z;
  const scale = step / Math.sqrt(2 * Math.PI);
  const largest = Math.exp(exponent(peak));
  if (largest < IMPOSSIBLE) return;
  const smallest = NEGLIGIBLE * largest;
  for (const direction of [1, -1]) {
    for (let i = direction === 1 ? 0 : 1; ; i++) {
      const z = peak + direction * i * step;
      const term = Math.exp(exponent(z));
      if (!(term > smallest)) break;
      out[0] += scale * term;
      out[1] += scale * term * z;
      out[2] += scale * term * z * z;
    }
  }
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
