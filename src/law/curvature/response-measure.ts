/**
 * The laws of a response y = map(h*) + noise N(0, 1) and of its residual r = y - h, joint with the coordinates of the signal
 * basis: curves in one variable, since noise, and the part of h that h* does not determine, are Gaussian and added at the end.
 */

import type { ResponseMap } from '../../model/responses';
import { gaussianDensity } from '../../numerics/gaussian';
import { LINE } from '../../numerics/interval';
import { GAUSSIAN_REACH, spaced } from '../../numerics/panels';
import { limitsOf } from '../../numerics/range';
import { convolved } from './convolution';
import { piecewise } from './pushforward';
import type { Scores } from './signal-basis';
import {
  type Curve,
  certain,
  gaussianCurve,
  MOMENTS,
  ROUNDING,
  type SignalMeasure,
  writeAlong,
} from './signal-measure';

type StarScores = Pick<Scores, 'starMean' | 'star1' | 'star2'>;

/** The law of y. */
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
function linearMeasure(scores: StarScores, noise: number): SignalMeasure {
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
    ends: limitsOf((star) => map(starMean + star), false, reach),
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

/**
 * The law of r = y - h. With b1 along wStar and b2 across it, a1 = d1 b1 - d2 b2 and a2 = d2 b1 + d1 b2 for the direction
 * (d1, d2) of wStar,
 *
 *     r = map(starMean + size b1) - hMean - h1 d1 b1  +  (h1 d2 b2 + noise N(0, 1)).
 */
export function residualMeasure(response: ResponseMap, scores: Scores): SignalMeasure {
  const { hMean, h1, starMean, star1, star2 } = scores;
  if (response.linear) {
    return linearMeasure({ starMean: starMean - hMean, star1: star1 - h1, star2 }, response.noise);
  }
  const { size, direction } = alongStar(scores);
  const [d1, d2] = direction;
  const slope = h1 * d1;
  const known = (b1: number) => response.map(starMean + size * b1) - hMean - (slope === 0 ? 0 : slope * b1);
  const along = (): SignalMeasure => {
    if (size === 0) return certain(known(0));
    const curve = gaussianCurve(known, 0, limitsOf(known, false, GAUSSIAN_REACH), LINE);
    return piecewise(
      curve,
      response.kinks.map((star) => (star - starMean) / size),
    );
  };
  return rotated(convolved(along(), response.noise, h1 * d2), direction);
}

/** From coordinates along and across a direction to those of the signal basis. */
function rotated({ points, curves }: SignalMeasure, direction: readonly [number, number]): SignalMeasure {
  return {
    points: points.map(({ g, moments }) => {
      const turned = moments.slice();
      rotate(turned, 0, direction);
      return { g, moments: turned };
    }),
    curves: curves.map((curve) => ({
      ...curve,
      evaluate(t, out) {
        curve.evaluate(t, out);
        rotate(out, 1, direction);
      },
    })),
  };
}

function rotate(out: Float64Array, offset: number, [d1, d2]: readonly [number, number]): void {
  const [mass, b1, b2, b11, b12, b22] = out.subarray(offset, offset + MOMENTS);
  out[offset] = mass;
  out[offset + 1] = d1 * b1 - d2 * b2;
  out[offset + 2] = d2 * b1 + d1 * b2;
  out[offset + 3] = d1 * d1 * b11 - 2 * d1 * d2 * b12 + d2 * d2 * b22;
  out[offset + 4] = d1 * d2 * (b11 - b22) + (d1 * d1 - d2 * d2) * b12;
  out[offset + 5] = d2 * d2 * b11 + 2 * d1 * d2 * b12 + d1 * d1 * b22;
}
