/** The law of a curvature that is linear in a continuous response y: the roads of phase retrieval and tanh-square. */

import type { Response } from '../../model/model';
import type { ResponseMap } from '../../model/responses';
import { alignedMeasure } from './aligned-measure';
import { convolved } from './convolution';
import { hyperbolaMeasure } from './hyperbola';
import { labelMeasure } from './label-measure';
import { negativeWeights } from './label-weights';
import { levelMeasure } from './level-measure';
import type { LinearCurvature, LossShape } from './loss-shape';
import { responseDensity } from './response-density';
import type { Scores } from './scores';
import { sheetMeasure } from './sheet-measure';
import type { SignalMeasure } from './signal-measure';

/**
 * The law of g = 3 h^2 - y: noise, and the part of a linear y that h does not determine, are Gaussian and added at the end.
 */
export function phaseRetrievalMeasure(
  kind: Response['kind'],
  response: ResponseMap,
  scores: Scores,
  shape: LossShape,
): SignalMeasure {
  const { star2 } = scores;
  const noiseless = { ...response, noise: 0 };
  if (response.linear) {
    return convolved(alignedMeasure({ ...scores, star2: 0 }, noiseless, shape), response.noise, -star2);
  }
  if (star2 === 0) return convolved(alignedMeasure(scores, noiseless, shape), response.noise);
  if (kind === 'phase-retrieval') return convolved(hyperbolaMeasure(scores), response.noise);
  return convolved(linearCurvatureMeasure(kind, noiseless, scores, shape), response.noise);
}

/** The law of offset(h) + slope(h) y: by level sets, or by sheets where the density of y is not known. */
export function linearCurvatureMeasure(
  kind: Response['kind'],
  response: ResponseMap,
  scores: Scores,
  shape: LossShape,
): SignalMeasure {
  const density = responseDensity(kind, response, scores.star2);
  if (density === null) return sheetMeasure(scores, response, shape);
  const measure = levelMeasure(scores, density, shape.linear as LinearCurvature);
  if (kind !== 'relu' || response.noise > 0) return measure;
  // Without noise relu is zero for every negative h*.
  const zero = {
    values: [0],
    kinks: [0],
    weights: (_: number, ...rest: Parameters<typeof negativeWeights>) => negativeWeights(...rest),
  };
  const flat = labelMeasure(scores, zero, shape);
  return { points: flat.points, curves: [...measure.curves, ...flat.curves] };
}
