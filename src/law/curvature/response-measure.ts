/** The law of a continuous response y, joint with the coordinates of the signal basis. */

import type { Response } from '../../model';
import { convolved } from './convolution';
import { gaussianDensity } from './gaussian';
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

export type ContinuousResponse = Extract<Response, { kind: 'linear' | 'phase-retrieval' }>;

export function responseMeasure(response: ContinuousResponse, scores: Scores): SignalMeasure {
  if (response.kind === 'linear') return linearMeasure(scores, response.noise);
  return convolved(squaredMeasure(scores), response.noise);
}

/** The component of a along which h* grows: h* = starMean + size (direction . a). */
function alongStar({ star1, star2 }: Scores): { size: number; direction: readonly [number, number] } {
  const size = Math.hypot(star1, star2);
  return { size, direction: [star1 / size, star2 / size] };
}

/** y = h* + noise N(0, 1), Gaussian: given y, the component along wStar is Gaussian as well. */
function linearMeasure(scores: Scores, noise: number): SignalMeasure {
  const { size, direction } = alongStar(scores);
  const spread = Math.hypot(size, noise);
  if (spread === 0) return certain(scores.starMean);
  if (size === 0) return convolved(certain(scores.starMean), noise);
  const share = size / spread;
  const residual = (noise / spread) ** 2;
  const curve: Curve = {
    breaks: spaced(scores.starMean - GAUSSIAN_REACH * spread, scores.starMean + GAUSSIAN_REACH * spread, 3 * spread),
    support: [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
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

/** y = h*^2, as a curve in h*. */
function squaredMeasure(scores: Scores): SignalMeasure {
  const { size, direction } = alongStar(scores);
  const { starMean } = scores;
  if (size === 0) return certain(starMean * starMean);
  const curve: Curve = {
    breaks: spaced(starMean - GAUSSIAN_REACH * size, starMean + GAUSSIAN_REACH * size, 3 * size),
    support: [0, Number.POSITIVE_INFINITY],
    costly: false,
    noise: ROUNDING,
    g: (star) => star * star,
    evaluate(star, out) {
      const standard = (star - starMean) / size;
      out[0] = star * star;
      writeAlong(out, 1, gaussianDensity(standard) / size, direction, standard, standard * standard);
    },
  };
  return { points: [], curves: [curve] };
}
