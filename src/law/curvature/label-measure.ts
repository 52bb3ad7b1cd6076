/**
 * The law of g(y, h) for labels y = +-1: a curve in a1 for each label, weighted with what the label's probability leaves
 * of a2; two point masses where g does not depend on h.
 */

import type { Interval } from '../curvature-law';
import { gathered } from './gathered';
import { gaussianDensity } from './gaussian';
import { type LabelResponse, labelWeights } from './label-weights';
import type { Scores } from './scores';
import { GAUSSIAN_REACH, ROUNDING, type SignalMeasure, spaced } from './signal-measure';

const LABELS = [1, -1];

/** `growth`: |g| is at most of the order exp(growth |a1|), which sets how far a1 has to go. */
export function labelMeasure(
  scores: Scores,
  response: LabelResponse,
  g: (y: number, h: number) => number,
  support: (y: number) => Interval,
  growth: number,
): SignalMeasure {
  const { hMean, h1, starMean, star1, star2 } = scores;
  const weights = new Float64Array(3);
  // Where exp(2 growth t) has moved the Gaussian, and no further than where its density underflows or g overflows.
  const reach = Math.min(GAUSSIAN_REACH + 2 * growth, 38, (700 - Math.abs(hMean)) / Math.max(growth, 1));
  const curves = LABELS.map((y) => ({
    breaks: spaced(-reach, reach, 3),
    support: support(y),
    costly: star2 !== 0,
    noise: ROUNDING,
    g: (t: number) => g(y, hMean + h1 * t),
    evaluate(t: number, out: Float64Array) {
      labelWeights(response, y, starMean + star1 * t, star2, weights);
      const density = gaussianDensity(t);
      const [zeroth, first, second] = weights;
      out[0] = g(y, hMean + h1 * t);
      out[1] = density * zeroth;
      out[2] = density * zeroth * t;
      out[3] = density * first;
      out[4] = density * zeroth * t * t;
      out[5] = density * first * t;
      out[6] = density * second;
    },
  }));
  if (h1 !== 0) return { points: [], curves };
  const points = curves.map((curve, i) => gathered({ points: [], curves: [curve] }, g(LABELS[i], hMean)));
  return { points, curves: [] };
}
