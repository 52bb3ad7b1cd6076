/**
 * The law of the residual r = y - h for y = map(h*) + noise N(0, 1): one dimension, since noise and the part of h that h*
 * does not determine are Gaussian and added at the end.
 *
 * With b1 along wStar and b2 across it, a1 = d1 b1 - d2 b2 and a2 = d2 b1 + d1 b2 for the direction (d1, d2) of wStar,
 *
 *     r = map(starMean + size b1) - hMean - h1 d1 b1  +  (h1 d2 b2 + noise N(0, 1)).
 */

import type { ResponseMap } from '../../model/responses';
import { gaussianDensity } from '../../numerics/gaussian';
import { convolved } from './convolution';
import { piecewise } from './pieces';
import { alongStar, linearMeasure } from './response-measure';
import { ends } from './score-limits';
import type { Scores } from './scores';
import {
  type Curve,
  certain,
  GAUSSIAN_REACH,
  MOMENTS,
  ROUNDING,
  type SignalMeasure,
  spaced,
  writeAlong,
} from './signal-measure';

export function residualMeasure(response: ResponseMap, scores: Scores): SignalMeasure {
  const { hMean, h1, starMean, star1, star2 } = scores;
  if (response.linear) {
    return linearMeasure({ starMean: starMean - hMean, star1: star1 - h1, star2 }, response.noise);
  }
  const { size, direction } = alongStar(scores);
  const [d1, d2] = direction;
  const slope = h1 * d1;
  const known = (b1: number) => response.map(starMean + size * b1) - hMean - (slope === 0 ? 0 : slope * b1);
  const constant = size === 0;
  const along = constant
    ? certain(known(0))
    : alongMeasure(
        known,
        response.kinks.map((star) => (star - starMean) / size),
      );
  return rotated(convolved(along, response.noise, h1 * d2), direction);
}

/** The law of f(b1), b1 ~ N(0, 1). */
function alongMeasure(f: (b1: number) => number, kinks: readonly number[]): SignalMeasure {
  const curve: Curve = {
    breaks: spaced(-GAUSSIAN_REACH, GAUSSIAN_REACH, 3),
    ends: ends(f, false, GAUSSIAN_REACH),
    support: [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
    costly: false,
    noise: ROUNDING,
    g: f,
    evaluate(t, out) {
      out[0] = f(t);
      writeAlong(out, 1, gaussianDensity(t), [1, 0], t, t * t);
    },
  };
  return piecewise(curve, kinks);
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
