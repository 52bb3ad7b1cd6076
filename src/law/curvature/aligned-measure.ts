/** The law of g(y, h) where a1 alone determines y and h: w and wStar in one direction, and a response without noise. */

import type { ResponseMap } from '../../model/responses';
import type { LossShape } from './loss-shape';
import { boundary, piecewise } from './pieces';
import { ends } from './score-limits';
import type { Scores } from './scores';
import { GAUSSIAN_REACH, gaussianCurve, reachOf, type SignalMeasure } from './signal-measure';

export function alignedMeasure(
  scores: Scores,
  { map, kinks: starKinks }: ResponseMap,
  shape: LossShape,
): SignalMeasure {
  const { hMean, h1, starMean, star1 } = scores;
  const star = (t: number) => (star1 === 0 ? starMean : starMean + star1 * t);
  const score = (t: number) => (h1 === 0 ? hMean : hMean + h1 * t);
  const g = (t: number) => shape.g(map(star(t)), score(t));
  const curve = gaussianCurve(g, shape.growth * h1, ends(g, h1 === 0 && star1 === 0, GAUSSIAN_REACH));
  const reach = reachOf(shape.growth * h1);
  const cuts = star1 === 0 ? [] : starKinks.map((kink) => (kink - starMean) / star1);
  const bends = bendsAlong((t) => shape.kinks(map(star(t))), score, reach);
  return piecewise(curve, [...cuts, ...bends], shape.range);
}

const SAMPLES = 256;

/** The t at which h passes one of the kinks of g(y(t), .). */
function bendsAlong(kinks: (t: number) => readonly number[], score: (t: number) => number, reach: number): number[] {
  const found: number[] = [];
  const count = kinks(0).length;
  for (let k = 0; k < count; k++) {
    const above = (t: number) => score(t) > kinks(t)[k];
    for (let i = 0; i < SAMPLES; i++) {
      const [left, right] = [i, i + 1].map((index) => reach * ((2 * index) / SAMPLES - 1));
      const side = above(left);
      if (above(right) !== side) found.push(boundary((t) => above(t) === side, left, right));
    }
  }
  return found;
}
