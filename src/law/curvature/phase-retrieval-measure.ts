/**
 * The law of g = 3 h^2 - y for a continuous response y = map(h*) + noise. Noise, and the part of a linear y that h does
 * not determine, are Gaussian and added at the end.
 */

import { alignedMeasure } from './aligned-measure';
import { convolved } from './convolution';
import { hyperbolaMeasure } from './hyperbola';
import type { LossShape } from './loss-shape';
import type { ResponseMap } from './response-map';
import type { Scores } from './scores';
import { evenBreaks, sheetMeasure } from './sheet-measure';
import type { SignalMeasure } from './signal-measure';

const SHEET_WIDTH = 1;

/** @param square whether the map is h*^2 */
export function phaseRetrievalMeasure(
  response: ResponseMap,
  scores: Scores,
  shape: LossShape,
  square: boolean,
): SignalMeasure {
  const { star2 } = scores;
  const noiseless = { ...response, noise: 0 };
  if (response.linear) {
    return convolved(alignedMeasure({ ...scores, star2: 0 }, noiseless, shape), response.noise, -star2);
  }
  if (star2 === 0) return convolved(alignedMeasure(scores, noiseless, shape), response.noise);
  if (square) return convolved(hyperbolaMeasure(scores), response.noise);
  return convolved(sheetMeasure(scores, noiseless, shape, evenBreaks(SHEET_WIDTH)), response.noise);
}
