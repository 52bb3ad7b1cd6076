/** The law of the curvature of a model: for every combination the road of least dimension. */

import type { SignalGeometry } from '../../covariance/geometry';
import { ModelError } from '../../errors';
import type { Loss, Model, Preprocessing, Response } from '../../model/model';
import { responseMap } from '../../model/responses';
import { alignedMeasure } from './aligned-measure';
import { composed } from './composed';
import { blocksOf, pointsOf } from './count-block';
import type { CurvatureLaw, SignalBasis } from './curvature-law';
import { totalMoments } from './gathered';
import { isLabelResponse, labelLaw } from './label-law';
import { labelMeasure, labelPart } from './label-measure';
import { linearCurvatureMeasure, phaseRetrievalMeasure } from './linear-measure';
import { type LossShape, shapeOf } from './loss-shape';
import { countsOf, poissonLaw, poissonWeights } from './poisson-law';
import { QuadratureLaw } from './quadrature-law';
import { residualMeasure } from './residual-measure';
import { responseMeasure } from './response-measure';
import { type Scores, scoresOf } from './scores';
import { sheetMeasure } from './sheet-measure';
import { signalBasis } from './signal-basis';
import { certain, gaussianCurve, type SignalMeasure } from './signal-measure';

/** What of a model makes the law of its curvature, apart from the vectors. */
type CurvedModel = Pick<Model, 'loss' | 'preprocessing' | 'response'> & Partial<Pick<Model, 'intercept'>>;

export function curvatureLaw(model: CurvedModel, geometry: SignalGeometry): CurvatureLaw {
  const { basis, measure } = curvatureMeasure(model, geometry);
  return new QuadratureLaw(basis, measure);
}

/** What the law of the curvature integrates. */
export function curvatureMeasure(
  model: CurvedModel,
  geometry: SignalGeometry,
): { readonly basis: SignalBasis; readonly measure: SignalMeasure } {
  const basis = signalBasis(geometry);
  const law = model.loss ?? model.preprocessing;
  if (law === null) throw new ModelError('loss', 'a loss or a preprocessing', law);
  return { basis, measure: measureOf(law, model.response, scoresOf(geometry, basis, model.intercept)) };
}

function measureOf(law: Loss | Preprocessing, response: Response, scores: Scores): SignalMeasure {
  const shape = shapeOf(law);
  if (shape.of === 'nothing') return certain(shape.g(0, 0));
  if (shape.of === 'score') return scoreMeasure(shape, scores);
  if (isLabelResponse(response)) return labelMeasure(labelScores(shape, scores), labelLaw(response), shape);
  if (response.kind === 'poisson') return countMeasure(shape, scores);
  const map = responseMap(response);
  const { hMean, h1, star2 } = scores;
  if (shape.of === 'response' || h1 === 0) {
    // Of a constant h, y alone varies; the kinks of a loss are then in h, and found by refinement.
    const kinks = shape.of === 'response' ? shape.kinks(0) : [];
    return composed(responseMeasure(map, scores), (y) => shape.g(y, hMean), kinks, shape.range);
  }
  if (shape.of === 'residual') {
    return composed(residualMeasure(map, scores), (r) => shape.g(r, 0), shape.kinks(0), shape.range);
  }
  if (star2 === 0 && map.noise === 0) return alignedMeasure(scores, map, shape);
  const road = law.kind === 'phase-retrieval' ? phaseRetrievalMeasure : linearCurvatureMeasure;
  return shape.linear ? road(response.kind, map, scores, shape) : sheetMeasure(scores, map, shape);
}

/** g depends on h alone, whatever the response. */
function scoreMeasure({ g, growth, range }: LossShape, { hMean, h1 }: Scores): SignalMeasure {
  if (h1 === 0) return certain(g(0, hMean));
  const curve = gaussianCurve((t) => g(0, hMean + h1 * t), growth * h1);
  return { points: [], curves: [{ ...curve, support: range ?? curve.support }] };
}

/** A function of y alone does not care for h. */
function labelScores({ of }: LossShape, scores: Scores): Scores {
  return of === 'response' ? { ...scores, hMean: 0, h1: 0 } : scores;
}

/** Large counts in blocks where g is smooth in y, or has kinks that move with it. */
function countMeasure(shape: LossShape, scores: Scores): SignalMeasure {
  const isSmooth = shape.of === 'residual' || shape.linear !== undefined;
  if (!isSmooth || scores.h1 === 0) return eachCountMeasure(shape, scores);
  const law = { weights: poissonWeights, kinks: [] };
  const measure = (y: number): SignalMeasure => {
    const { points, curves } = labelPart(scores, law, shape, y, y);
    // The counts that are left out take g further.
    const support = shape.linear?.range([0, Number.POSITIVE_INFINITY]);
    return { points, curves: support ? curves.map((curve) => ({ ...curve, support })) : curves };
  };
  const blocks = blocksOf({ first: 0, end: countsOf(scores, shape.linear ? 2 : 0), measure });
  return { points: pointsOf(blocks), curves: [], blocks };
}

/** Each count for itself, and beyond the last one that is kept the rest of the probability, as if of that one. */
function eachCountMeasure(shape: LossShape, scores: Scores): SignalMeasure {
  const law = poissonLaw(scores);
  const measure = labelMeasure(labelScores(shape, scores), law, shape);
  if (shape.of !== 'response' && shape.of !== 'residual') return measure;
  const rest = totalMoments(measure).map((moment, k) => IDENTITY[k] - moment);
  if (rest[0] <= 1e-13) return measure;
  const g = shape.g(law.values.length, scores.hMean);
  return { points: [...measure.points, { g, moments: rest }], curves: measure.curves };
}

/** E[v v^T] of all the probability. */
const IDENTITY = [1, 0, 0, 1, 0, 1];
