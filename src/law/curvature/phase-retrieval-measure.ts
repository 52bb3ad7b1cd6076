/**
 * The law of g = 3 h^2 - y for a continuous response: y = h* + noise or y = h*^2 + noise. Noise, and the part of a
 * linear y that h does not determine, are Gaussian and added at the end.
 */

import type { Interval } from '../curvature-law';
import { convolved } from './convolution';
import { hyperbolaMeasure } from './hyperbola';
import type { ContinuousResponse } from './response-measure';
import type { Scores } from './scores';
import { certain, gaussianCurve, type SignalMeasure } from './signal-measure';

export function phaseRetrievalMeasure(response: ContinuousResponse, scores: Scores): SignalMeasure {
  const { hMean, h1, starMean, star1, star2 } = scores;
  const h2 = [3 * hMean * hMean, 6 * hMean * h1, 3 * h1 * h1];
  if (response.kind === 'linear') {
    const known = quadraticMeasure(h2[0] - starMean, h2[1] - star1, h2[2]);
    return convolved(known, response.noise, -star2);
  }
  if (star2 > 0) return convolved(hyperbolaMeasure(scores), response.noise);
  const noiseless = quadraticMeasure(h2[0] - starMean * starMean, h2[1] - 2 * starMean * star1, h2[2] - star1 * star1);
  return convolved(noiseless, response.noise);
}

/** The law of c0 + c1 a1 + c2 a1^2. */
function quadraticMeasure(c0: number, c1: number, c2: number): SignalMeasure {
  if (c1 === 0 && c2 === 0) return certain(c0);
  return { points: [], curves: [gaussianCurve((t) => c0 + t * (c1 + t * c2), quadraticRange(c0, c1, c2))] };
}

function quadraticRange(c0: number, c1: number, c2: number): Interval {
  if (c2 === 0) return [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  const vertex = c0 - (c1 * c1) / (4 * c2);
  return c2 > 0 ? [vertex, Number.POSITIVE_INFINITY] : [Number.NEGATIVE_INFINITY, vertex];
}
