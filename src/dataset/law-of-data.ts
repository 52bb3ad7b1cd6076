/**
 * The limiting law of the Hessian of real data at a given w: the law of Gaussian features of estimated mean and covariance, with
 * the curvatures and scores that the sample has. Where the data's spectrum departs from it, the features are not Gaussian, or
 * there is structure beyond mean, w and wStar.
 *
 * A w that was fitted to the same samples has tuned the noise to itself. Its curvatures g_i, scores h_i and slopes s_i are known,
 * as before, and so is Z s = -n C^(-1/2) (ridge w + E[s] mean), the one linear equation that stationarity is (see
 * law/minimizer): the sample means take the place of the expectations over prox(x . w_(-i)), since h_i is that prox already. No
 * law of the response is needed, nor leave-one-out scores.
 */

import { checkNumber } from '../check';
import { gramOf, type SignalGeometry } from '../covariance/geometry';
import { ModelError } from '../errors';
import { AssembledLaw } from '../law/assembled-law';
import type { SignalBasis } from '../law/curvature/curvature-law';
import { signalBasis } from '../law/curvature/signal-basis';
import type { Law, Outlier } from '../law/law';
import { stationarityAt } from '../law/minimizer/stationarity';
import { causeOf, type Influences, influencesOn } from '../law/outliers/influence';
import type { Signal } from '../model/model';
import { checkStatistics, checkVector, type DataStatistics } from './data-statistics';
import { EmpiricalCurvature, type FittedSamples } from './empirical-curvature';
import { type CovarianceEstimator, type EstimatedCovariance, estimateCovariance } from './estimated-covariance';
import { geometryIn } from './feature-geometry';

/** w = argmin (1/n) sum_i l(y_i, w . x_i + intercept) + (ridge / 2) |w|^2 of these very samples. */
export interface FittedWeights {
  readonly ridge: number;
  /** s_i = dl/dh at (y_i, h_i), n of them. With an unpenalized intercept they add to zero. */
  readonly slopes: Float64Array;
}

export interface DataLawOptions {
  readonly estimator: CovarianceEstimator;
  /** Where w was fitted to the same samples; it must be at the minimum. */
  readonly fitted?: FittedWeights;
}

export interface DataOutlier extends Outlier {
  /** The signals that make it, by falling share: 'mean', 'w', 'wStar'. */
  readonly cause: readonly Signal[];
  readonly influence: Influences;
  /** Of the eigenvalue about `location`, given the curvatures and scores; null where it is not known. */
  readonly standardDeviation: number | null;
}

export interface DataLaw {
  /** Given the sample's own curvatures and scores, whose sampling is no part of its errors. */
  readonly law: Law;
  /** Those of `law`, with their causes. */
  readonly outliers: readonly DataOutlier[];
  readonly covariance: Omit<EstimatedCovariance, 'basis'>;
  /** Whether it is the law at the minimizer of the same samples' loss, or at a w independent of them. */
  readonly fitted: boolean;
  readonly samples: number;
  readonly features: number;
}

/**
 * @throws ModelError for statistics that do not fit together, NaN or Infinity, features that are all constant, a given
 *   covariance that is not symmetric and positive definite, or a fitted w that is not at the minimum; what is read off the law
 *   throws ConvergenceError
 */
export function lawOfData(data: DataStatistics, { estimator, fitted }: DataLawOptions): DataLaw {
  checkStatistics(data);
  const { samples, features, mean, weights, teacher } = data;
  const { basis, ...covariance } = estimateCovariance(data, estimator);
  const none = new Float64Array(features);
  const geometry = geometryIn(basis, covariance.eigenvalues, [mean, weights, teacher ?? none]);
  const signals = signalBasis(geometry);
  const coordinates = coordinatesOf(data, signals);
  const curvature = new EmpiricalCurvature(
    signals,
    { curvatures: data.curvatures, coordinates },
    fitted && fittedSamples(fitted, data, geometry, signals),
  );
  const law = new AssembledLaw(curvature, geometry, features / samples);
  let outliers: readonly DataOutlier[] | null = null;
  return {
    law,
    get outliers() {
      outliers ??= withCauses(law, samples);
      return outliers;
    },
    covariance,
    fitted: fitted !== undefined,
    samples,
    features,
  };
}

/** Of the slope along w, relative to its terms: what an optimizer of moderate accuracy leaves. */
const STATIONARY = 1e-3;

/** a_i = E^T C^(-1/2) (x_i - mean), from the centered scores. */
function coordinatesOf(
  { projections, teacherProjections, samples }: DataStatistics,
  { rank, combination }: SignalBasis,
): Float64Array[] {
  const scores = [projections, teacherProjections ?? new Float64Array(samples)].map(centered);
  return Array.from({ length: rank }, (_, j) =>
    scores[0].map((score, i) => combination[0][j] * score + combination[1][j] * scores[1][i]),
  );
}

function fittedSamples(
  { ridge, slopes }: FittedWeights,
  { samples, projections }: DataStatistics,
  geometry: SignalGeometry,
  basis: SignalBasis,
): FittedSamples {
  checkNumber('fitted.ridge', ridge, { min: 0 });
  checkVector('fitted.slopes', slopes, samples);
  const about = centered(slopes);
  const chi = meanOf(about.map((slope) => slope * slope));
  if (!(chi > 0)) throw new ModelError('fitted.slopes', 'slopes that are not all the same', slopes[0]);
  const gram = gramOf(geometry, 0);
  const drift = meanOf(slopes.map((slope, i) => slope * projections[i])) + ridge * gram[1][1];
  const size = Math.sqrt(meanOf(slopes.map((slope) => slope * slope)) * meanOf(projections.map((h) => h * h)));
  if (Math.abs(drift) > STATIONARY * size) {
    throw new ModelError('fitted', 'w at the minimum, where the slope along w is zero', `a slope of ${drift}`);
  }
  const overlaps = {
    squaredNorm: gram[1][1],
    wStarOverlap: gram[1][2],
    meanOverlap: gram[0][1],
    starMean: gram[0][2],
  };
  return { slopes: about, stationarity: stationarityAt(basis, ridge, meanOf(slopes), chi, overlaps) };
}

function withCauses(law: AssembledLaw, samples: number): DataOutlier[] {
  const influences = influencesOn(law.curve, law.structure, law.outliers);
  return law.outliers.map((outlier, k) => {
    const deviation = law.outlierDeviation(outlier);
    return {
      ...outlier,
      cause: causeOf(influences[k]),
      influence: influences[k],
      standardDeviation: deviation === null ? null : deviation / Math.sqrt(samples),
    };
  });
}

function centered(values: Float64Array): Float64Array {
  const mean = meanOf(values);
  return values.map((value) => value - mean);
}

function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
