/**
 * The law of g(y, h) for a response with discrete values y_k: a curve in a1 for each, weighted with what the value's
 * probability leaves of a2; point masses where g does not depend on h.
 */

import { gaussianDensity } from '../../numerics/gaussian';
import { gathered } from './gathered';
import type { LabelLaw } from './label-law';
import type { LossShape } from './loss-shape';
import { merged, piecewise } from './pushforward';
import { ends } from './score-limits';
import type { Scores } from './scores';
import { type Curve, ROUNDING, reachOf, type SignalMeasure, spaced } from './signal-measure';

export function labelMeasure(scores: Scores, labels: LabelLaw, shape: LossShape): SignalMeasure {
  const parts = labels.values.map((y, k) => labelPart(scores, labels, shape, y, k));
  return {
    points: merged(parts.flatMap(({ points }) => points)),
    curves: parts.flatMap(({ curves }) => curves),
  };
}

/** Of the value y alone, which is the one of index k. */
export function labelPart(
  { hMean, h1, starMean, star1, star2 }: Scores,
  labels: Pick<LabelLaw, 'weights' | 'kinks'>,
  { g, kinks, growth, range }: LossShape,
  y: number,
  k: number,
): SignalMeasure {
  const weights = new Float64Array(3);
  const reach = reachOf(growth * h1);
  // Kinks in h* are ones in a1 where a2 does not blur them.
  const starKinks = star2 === 0 && star1 !== 0 ? labels.kinks.map((star) => (star - starMean) / star1) : [];
  const along = (t: number) => g(y, hMean + h1 * t);
  const curve: Curve = {
    breaks: spaced(-reach, reach, 3),
    ends: ends(along, h1 === 0, reach),
    support: [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
    costly: star2 !== 0,
    noise: ROUNDING,
    g: along,
    evaluate(t, out) {
      labels.weights(k, starMean + star1 * t, star2, weights);
      const density = gaussianDensity(t);
      const [zeroth, first, second] = weights;
      out[0] = along(t);
      out[1] = density * zeroth;
      out[2] = density * zeroth * t;
      out[3] = density * first;
      out[4] = density * zeroth * t * t;
      out[5] = density * first * t;
      out[6] = density * second;
    },
  };
  if (h1 === 0) return { points: [gathered(piecewise(curve, starKinks), along(0))], curves: [] };
  return piecewise(curve, [...starKinks, ...kinks(y).map((h) => (h - hMean) / h1)], range);
}
