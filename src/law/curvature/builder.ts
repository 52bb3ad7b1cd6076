/** The law of the curvature of a model, for every combination of loss or preprocessing with a response. */

import { ModelError } from '../../errors';
import type { SignalGeometry } from '../../geometry';
import type { Loss, Model, Preprocessing, Response } from '../../model';
import type { CurvatureLaw, Interval } from '../curvature-law';
import { signalBasis } from '../signal-basis';
import { clipped } from './clipped';
import { labelMeasure } from './label-measure';
import { isLabelResponse, type LabelResponse } from './label-weights';
import { phaseRetrievalMeasure } from './phase-retrieval-measure';
import { QuadratureLaw } from './quadrature-law';
import { type ContinuousResponse, responseMeasure } from './response-measure';
import { type Scores, scoresOf } from './scores';
import { certain, gaussianCurve, type SignalMeasure } from './signal-measure';

export function curvatureLaw(
  model: Pick<Model, 'loss' | 'preprocessing' | 'response'>,
  geometry: SignalGeometry,
): CurvatureLaw {
  const basis = signalBasis(geometry);
  const scores = scoresOf(geometry, basis);
  return new QuadratureLaw(basis, measureOf(model, scores));
}

function measureOf(
  { loss, preprocessing, response }: Parameters<typeof curvatureLaw>[0],
  scores: Scores,
): SignalMeasure {
  if (preprocessing !== null) return clipMeasure(preprocessing, response, scores);
  if (loss === null) throw new ModelError('loss', 'a loss or a preprocessing', loss);
  if (loss.kind === 'square') return certain(1);
  if (isLabelResponse(response)) return labelLossMeasure(loss, response, scores);
  if (loss.kind === 'phase-retrieval') return phaseRetrievalMeasure(response, scores);
  throw new ModelError(
    'loss',
    `'square' or 'phase-retrieval' with the continuous response '${response.kind}' (this loss is one of labels +-1)`,
    loss.kind,
  );
}

function labelLossMeasure(
  loss: Exclude<Loss, { kind: 'square' }>,
  response: LabelResponse,
  scores: Scores,
): SignalMeasure {
  const { h1 } = scores;
  if (loss.kind === 'logistic') return logisticMeasure(scores);
  if (loss.kind === 'exponential') {
    // Where w is zero, g = exp(0) whatever the label.
    if (h1 === 0) return certain(1);
    const g = (y: number, h: number) => Math.exp(-y * h);
    return labelMeasure(scores, response, g, () => [0, Number.POSITIVE_INFINITY], h1);
  }
  const g = (y: number, h: number) => 3 * h * h - y;
  return labelMeasure(scores, response, g, (y) => [-y, Number.POSITIVE_INFINITY], 0);
}

/** g = 1 / (4 cosh^2(h / 2)) whatever the label. */
function logisticMeasure({ hMean, h1 }: Scores): SignalMeasure {
  if (h1 === 0) return certain(0.25);
  const g = (t: number) => {
    const decay = Math.exp(-Math.abs(hMean + h1 * t));
    return decay / (1 + decay) ** 2;
  };
  return { points: [], curves: [gaussianCurve(g, [0, 0.25])] };
}

function clipMeasure({ bound }: Preprocessing, response: Response, scores: Scores): SignalMeasure {
  if (isLabelResponse(response)) {
    const clip = (y: number) => Math.min(Math.max(y, -bound), bound);
    const support = (y: number): Interval => [clip(y), clip(y)];
    return labelMeasure({ ...scores, hMean: 0, h1: 0 }, response, clip, support, 0);
  }
  return clipped(responseMeasure(response, scores), bound, crossings(bound, response));
}

/** Where |y| passes the bound along the curve of `responseMeasure`, which runs in h* for a noiseless square, else in y. */
function crossings(bound: number, response: ContinuousResponse): number[] {
  const end = response.kind === 'phase-retrieval' && response.noise === 0 ? Math.sqrt(bound) : bound;
  return [-end, end];
}
