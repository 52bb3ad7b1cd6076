/**
 * The law of the curvature of a model: for every combination of a loss and a response the road of least dimension. Along a1
 * alone, along the response or the residual, over labels, and in two dimensions by level sets of g where g is linear in a
 * continuous response y whose density is known, else by sheets.
 */

import type { SignalGeometry } from '../../covariance/geometry';
import { ModelError } from '../../errors';
import type { Loss, Model, Preprocessing, Response } from '../../model/model';
import { type ResponseMap, responseMap } from '../../model/responses';
import { GAUSSIAN_REACH } from '../../numerics/panels';
import { limitsOf } from '../../numerics/range';
import { noisySquareDensity, noisyTanhDensity } from './blurred-density';
import { convolved } from './convolution';
import type { CurvatureLaw, SignalBasis } from './curvature-law';
import { hyperbolaMeasure } from './hyperbola';
import { isLabelResponse, type Label, labelLaw, signWeights } from './label-law';
import { countMeasure, labelMeasure } from './label-measure';
import { levelMeasure } from './level-measure';
import { type LinearCurvature, type LossShape, shapeOf } from './loss-shape';
import { boundary, piecewise, pushforward } from './pushforward';
import { QuadratureLaw } from './quadrature-law';
import {
  additiveDensity,
  halfLineDensity,
  linearDensity,
  type ResponseDensity,
  squareDensity,
  tanhDensity,
} from './response-density';
import { residualMeasure, responseMeasure } from './response-measure';
import { sheetMeasure } from './sheet-measure';
import { type Scores, scoresOf, signalBasis } from './signal-basis';
import { certain, gaussianCurve, reachOf, type SignalMeasure } from './signal-measure';

/** Points at which h is held against the kinks of g. */
const SAMPLES = 256;

/** The parts of a model that make the law of its curvature, beside the vectors. */
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
  if (isLabelResponse(response)) return labelMeasure(scores, labelLaw(response), shape);
  if (response.kind === 'poisson') return countMeasure(scores, shape);
  const map = responseMap(response);
  const { hMean, h1, star2 } = scores;
  if (shape.of === 'response' || h1 === 0) {
    // Where h is constant, y alone varies. The kinks of a loss are given in h, and are found by refinement then.
    const kinks = shape.of === 'response' ? shape.kinks(0) : [];
    return pushforward(responseMeasure(map, scores), (y) => shape.g(y, hMean), kinks, shape.range);
  }
  if (shape.of === 'residual') {
    return pushforward(residualMeasure(map, scores), (r) => shape.g(r, 0), shape.kinks(0), shape.range);
  }
  if (star2 === 0 && map.noise === 0) return alignedMeasure(scores, map, shape);
  const road = law.kind === 'phase-retrieval' ? phaseRetrievalMeasure : linearCurvatureMeasure;
  return shape.linear ? road(response.kind, map, scores, shape) : sheetMeasure(scores, map, shape);
}

/** g depends on h alone, whatever the response. */
function scoreMeasure({ g, growth, range }: LossShape, { hMean, h1 }: Scores): SignalMeasure {
  if (h1 === 0) return certain(g(0, hMean));
  return { points: [], curves: [gaussianCurve((t) => g(0, hMean + h1 * t), growth * h1, undefined, range)] };
}

/** a1 alone determines y and h: w and wStar are in one direction, and the response is without noise. */
function alignedMeasure(scores: Scores, { map, kinks: starKinks }: ResponseMap, shape: LossShape): SignalMeasure {
  const { hMean, h1, starMean, star1 } = scores;
  const star = (t: number) => (star1 === 0 ? starMean : starMean + star1 * t);
  const score = (t: number) => (h1 === 0 ? hMean : hMean + h1 * t);
  const g = (t: number) => shape.g(map(star(t)), score(t));
  const curve = gaussianCurve(g, shape.growth * h1, limitsOf(g, h1 === 0 && star1 === 0, GAUSSIAN_REACH));
  const reach = reachOf(shape.growth * h1);
  const cuts = star1 === 0 ? [] : starKinks.map((kink) => (kink - starMean) / star1);
  const bends = bendsAlong((t) => shape.kinks(map(star(t))), score, reach);
  return piecewise(curve, [...cuts, ...bends], shape.range);
}

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

/**
 * The law of g = 3 h^2 - y. Noise, and the part of a linear y that h does not determine, are Gaussian and are added at the end.
 */
function phaseRetrievalMeasure(
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
function linearCurvatureMeasure(
  kind: Response['kind'],
  response: ResponseMap,
  scores: Scores,
  shape: LossShape,
): SignalMeasure {
  const density = densityOf(kind, response, scores.star2);
  if (density === null) return sheetMeasure(scores, response, shape);
  const measure = levelMeasure(scores, density, shape.linear as LinearCurvature);
  if (kind !== 'relu' || response.noise > 0) return measure;
  // Without noise relu is zero for every negative h*: a label y = 0 that is given where the sign of h* is -1.
  const zero: Label = { y: 0, weights: (...rest) => signWeights(0, -1, ...rest) };
  const flat = labelMeasure(scores, { labels: [zero], kinks: [0] }, shape);
  return { points: flat.points, curves: [...measure.curves, ...flat.curves] };
}

/** The density of y given a1; null where it is not known, for want of an inverse of the map. */
function densityOf(kind: Response['kind'], response: ResponseMap, spread: number): ResponseDensity | null {
  const { noise } = response;
  if (spread === 0) return additiveDensity(response);
  switch (kind) {
    case 'linear':
      return linearDensity(spread, noise);
    case 'amplitude':
    case 'relu':
      return halfLineDensity(kind, spread, noise);
    case 'phase-retrieval':
      return noise === 0 ? squareDensity(spread) : noisySquareDensity(spread, noise);
    case 'tanh':
      return noise === 0 ? tanhDensity(spread) : noisyTanhDensity(spread, noise);
    default:
      return null;
  }
}
