/**
 * The law of g(y, h) for a response with discrete values y_k: a curve in a1 for each, weighted with what the value's
 * probability leaves of a2; point masses where g does not depend on h.
 */

import { gaussianDensity } from '../../numerics/gaussian';
import { LINE } from '../../numerics/interval';
import { spaced } from '../../numerics/panels';
import { limitsOf } from '../../numerics/range';
import { blocksOf, pointsOf } from './count-block';
import type { Label, LabelLaw } from './label-law';
import type { LossShape } from './loss-shape';
import { totalMoments } from './panel-tree';
import { countLabel, countsOf, poissonLaw } from './poisson-law';
import { piecewise } from './pushforward';
import type { Scores } from './signal-basis';
import { type Curve, merged, ROUNDING, reachOf, type SignalMeasure } from './signal-measure';

export function labelMeasure(given: Scores, { labels, kinks }: LabelLaw, shape: LossShape): SignalMeasure {
  // A function of y alone does not depend on h.
  const scores = shape.of === 'response' ? { ...given, hMean: 0, h1: 0 } : given;
  const parts = labels.map((label) => labelPart(scores, label, kinks, shape));
  return {
    points: merged(parts.flatMap(({ points }) => points)),
    curves: parts.flatMap(({ curves }) => curves),
  };
}

/** The part of the measure with this label; `labelKinks` are the h* at which its probability jumps or bends. */
function labelPart(
  { hMean, h1, starMean, star1, star2 }: Scores,
  { y, weights }: Label,
  labelKinks: readonly number[],
  { g, kinks, growth, range }: LossShape,
): SignalMeasure {
  const expectations = new Float64Array(3);
  const reach = reachOf(growth * h1);
  // Kinks in h* are kinks in a1 where h* does not depend on a2.
  const starKinks = star2 === 0 && star1 !== 0 ? labelKinks.map((star) => (star - starMean) / star1) : [];
  const along = (t: number) => g(y, hMean + h1 * t);
  const curve: Curve = {
    breaks: spaced(-reach, reach, 3),
    ends: limitsOf(along, h1 === 0, reach),
    support: LINE,
    costly: star2 !== 0,
    noise: ROUNDING,
    g: along,
    evaluate(t, out) {
      weights(starMean + star1 * t, star2, expectations);
      const density = gaussianDensity(t);
      const [zeroth, first, second] = expectations;
      out[0] = along(t);
      out[1] = density * zeroth;
      out[2] = density * zeroth * t;
      out[3] = density * first;
      out[4] = density * zeroth * t * t;
      out[5] = density * first * t;
      out[6] = density * second;
    },
  };
  if (h1 === 0) {
    return { points: [{ g: along(0), moments: totalMoments(piecewise(curve, starKinks)) }], curves: [] };
  }
  return piecewise(curve, [...starKinks, ...kinks(y).map((h) => (h - hMean) / h1)], range);
}

/** The law of g(y, h) for Poisson counts, large ones in blocks where g is smooth in y or has kinks that move with y. */
export function countMeasure(scores: Scores, shape: LossShape): SignalMeasure {
  const isSmooth = shape.of === 'residual' || shape.linear !== undefined;
  if (!isSmooth || scores.h1 === 0) return eachCountMeasure(scores, shape);
  const measure = (y: number): SignalMeasure => {
    const { points, curves } = labelPart(scores, countLabel(y), [], shape);
    // Counts beyond the last one that is kept take g further than the curves show.
    const support = shape.linear?.range([0, Number.POSITIVE_INFINITY]);
    return { points, curves: support ? curves.map((curve) => ({ ...curve, support })) : curves };
  };
  const blocks = blocksOf({ first: 0, end: countsOf(scores, shape.linear ? 2 : 0), measure });
  return { points: pointsOf(blocks), curves: [], blocks };
}

/** A curve for each count; the probability of all counts beyond the last is put at the count that follows it. */
function eachCountMeasure(scores: Scores, shape: LossShape): SignalMeasure {
  const law = poissonLaw(scores);
  const measure = labelMeasure(scores, law, shape);
  if (shape.of !== 'response' && shape.of !== 'residual') return measure;
  const rest = totalMoments(measure).map((moment, k) => IDENTITY[k] - moment);
  if (rest[0] <= 1e-13) return measure;
  const g = shape.g(law.labels.length, scores.hMean);
  return { points: [...measure.points, { g, moments: rest }], curves: measure.curves };
}

/** E[v v^T] over the whole space. */
const IDENTITY = [1, 0, 0, 1, 0, 1];
