/**
 * The law of g(y, h) for a continuous response where no reduction to one dimension is at hand: the outer variable a1, hence
 * h, by Gauss-Legendre panels; for each of its nodes the law of y given a1, and along it the curve y -> g(y, h).
 *
 * Along y the panels resolve psi wherever its pole is. Across the sheets the rule converges geometrically as far as the
 * inner integral is smooth in h; `coarse` is the same measure with half as many panels, whose distance is the error.
 */

import type { ResponseMap } from '../../model/responses';
import type { Interval } from '../../numerics/interval';
import { GAUSSIAN_REACH, gaussianNodes, panelsBetween, spaced } from '../../numerics/panels';
import type { LossShape } from './loss-shape';
import { noisyMeasure } from './noisy-map';
import { pushforward } from './pushforward';
import { responseMeasure } from './response-measure';
import type { Scores } from './signal-basis';
import { type Curve, MOMENTS, merged, type PointMass, type SignalMeasure } from './signal-measure';

/** Width of the outer panels in a1. */
const WIDTH = 1.25;

export function sheetMeasure(scores: Scores, response: ResponseMap, { g, range }: LossShape): SignalMeasure {
  const panels = (width: number) => panelsBetween(spaced(-GAUSSIAN_REACH, GAUSSIAN_REACH, width));
  const of = (width: number) => sheets(scores, response, g, range, panels(width));
  return { ...of(WIDTH), coarse: () => of(2 * WIDTH) };
}

function sheets(
  { hMean, h1, starMean, star1, star2 }: Scores,
  response: ResponseMap,
  g: LossShape['g'],
  range: LossShape['range'],
  panels: readonly Interval[],
): SignalMeasure {
  // Both noise and a2 under a map that is not linear.
  const isBlurred = !response.linear && response.noise > 0 && star2 > 0;
  const points: PointMass[] = [];
  const curves: Curve[] = [];
  for (const [a1, weight] of gaussianNodes(panels)) {
    const mean = starMean + star1 * a1;
    const given = isBlurred
      ? noisyMeasure(response, mean, star2)
      : responseMeasure(response, { starMean: mean, star1: 0, star2 });
    const sheet = pushforward(given, (y) => g(y, hMean + h1 * a1), [], range);
    for (const point of sheet.points) {
      const moments = point.moments.slice();
      placeAt(moments, 0, a1, weight);
      points.push({ g: point.g, moments });
    }
    for (const curve of sheet.curves) curves.push(placed(curve, a1, weight));
  }
  return { points: merged(points), curves };
}

function placed(curve: Curve, a1: number, weight: number): Curve {
  return {
    ...curve,
    evaluate(t, out) {
      curve.evaluate(t, out);
      placeAt(out, 1, a1, weight);
    },
  };
}

/** Moments of a2 alone to those of (a1, a2) at a given a1, times a weight. */
function placeAt(out: Float64Array, offset: number, a1: number, weight: number): void {
  const mass = weight * out[offset];
  const second = weight * out[offset + 2];
  out[offset] = mass;
  out[offset + 1] = mass * a1;
  out[offset + 2] = second;
  out[offset + 3] = mass * a1 * a1;
  out[offset + 4] = second * a1;
  out[offset + MOMENTS - 1] *= weight;
}
