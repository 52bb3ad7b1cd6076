/** The law of a response y = map(h*) + noise N(0, 1), joint with the coordinates of the signal basis, as curves in y or h*. */

import type { ResponseMap } from '../../model/responses';
import { gaussianDensity } from '../../numerics/gaussian';
import type { Interval } from '../../numerics/interval';
import { convolved } from './convolution';
import { piecewise } from './pieces';
import { ends } from './score-limits';
import type { Scores } from './scores';
import {
  type Curve,
  certain,
  GAUSSIAN_REACH,
  ROUNDING,
  type SignalMeasure,
  spaced,
  writeAlong,
} from './signal-measure';

type StarScores = Pick<Scores, 'starMean' | 'star1' | 'star2'>;

const LINE: Interval = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];

export function responseMeasure(response: ResponseMap, scores: StarScores): SignalMeasure {
  if (response.linear) return linearMeasure(scores, response.noise);
  return convolved(noiselessMeasure(response, scores), response.noise);
}

/** The component of a along which h* grows: h* = starMean + size (direction . a). */
export function alongStar({ star1, star2 }: StarScores): { size: number; direction: readonly [number, number] } {
  const size = Math.hypot(star1, star2);
  return { size, direction: size === 0 ? [0, 1] : [star1 / size, star2 / size] };
}

/** y = h* + noise N(0, 1), Gaussian: given y, the component along wStar is Gaussian as well. */
export function linearMeasure(scores: StarScores, noise: number): SignalMeasure {
  const { size, direction } = alongStar(scores);
  const spread = Math.hypot(size, noise);
  if (spread === 0) return certain(scores.starMean);
  const share = size / spread;
  const residual = (noise / spread) ** 2;
  const curve: Curve = {
    breaks: spaced(scores.starMean - GAUSSIAN_REACH * spread, scores.starMean + GAUSSIAN_REACH * spread, 3 * spread),
    ends: LINE,
    support: LINE,
    costly: false,
    noise: ROUNDING,
    g: (y) => y,
    evaluate(y, out) {
      const standard = (y - scores.starMean) / spread;
      const first = share * standard;
      out[0] = y;
      writeAlong(out, 1, gaussianDensity(standard) / spread, direction, first, first * first + residual);
    },
  };
  return { points: [], curves: [curve] };
}

/** y = map(h*), as curves in h*. */
function noiselessMeasure({ map, kinks }: ResponseMap, scores: StarScores): SignalMeasure {
  const { size, direction } = alongStar(scores);
  const { starMean } = scores;
  if (size === 0) return certain(map(starMean));
  const reach = GAUSSIAN_REACH * size;
  const curve: Curve = {
    breaks: spaced(starMean - reach, starMean + reach, 3 * size),
    ends: ends((star) => map(starMean + star), false, reach),
    support: LINE,
    costly: false,
    noise: ROUNDING,
    g: map,
    evaluate(star, out) {
      const standard = (star - starMean) / size;
      out[0] = map(star);
      writeAlong(out, 1, gaussianDensity(standard) / size, direction, standard, standard * standard);
    },
  };
  return piecewise(curve, kinks);
}
