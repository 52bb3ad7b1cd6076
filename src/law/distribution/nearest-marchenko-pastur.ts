/**
 * Does the law only look Marchenko-Pastur? Its distance from the nearest such law, against the noise of one spectrum.
 *
 * The nearest one, in the Wasserstein-1 distance over shift, scale and aspect ratio,
 *
 *     W1 = integral_0^1 |Q(u) - shift - scale Q_c(u)| du
 *
 * in quantile functions. For each ratio c the shift and the scale solve a convex problem, least absolute deviations, here
 * by least squares reweighted with 1 / |residual| (E. J. Schlossmacher, J. Am. Stat. Assoc. 68, 1973); the ratio is then a
 * minimum in one variable. Ratios above one have the continuous parts of those below: c is at most 1, and near 0 the law is
 * a semicircle. Quantiles of Q_c are standardized, so that shift and scale stay apart as c tends to 0.
 *
 * The distribution function of p eigenvalues differs from its limit for two reasons. Eigenvalues given the curvatures are
 * rigid: for the Gaussian ensembles of real matrices the largest difference is (sqrt 2 / pi) log(p) / p to leading order
 * (P. Bourgade, K. Mody & M. Pain, Comm. Math. Phys. 390, 2022), which is taken over. And the sampled curvatures move the
 * law itself, with the standard deviation of deviations.ts. `noise` is the sum of the two, the latter at its largest;
 * simulated spectra are on average within a fifth of it. By the triangle inequality a spectrum is nearer to its own law than to
 * the fit once they are two noises apart.
 */

import { findMinimum, findRoot } from '../../numerics/roots';
import type { Distance } from '../../numerics/sample-statistics';
import type { SampleSize } from '../finite-size/fluctuation';
import type { Law } from '../law';
import { continuousPart, type Distribution, distanceBetween, marchenkoPasturDistribution } from './law-distance';
import { type MarchenkoPastur, marchenkoPastur } from './marchenko-pastur';

export interface MarchenkoPasturVerdict {
  /** The Marchenko-Pastur law nearest in Wasserstein-1 to the law's continuous part. */
  readonly fit: MarchenkoPastur;
  /** Between the two. */
  readonly distance: Distance;
  /**
   * 'exact': the law is Marchenko-Pastur, to the accuracy of its numbers. 'similar': it is not, but a spectrum of this size
   * cannot tell. 'different': it can. Null: not exact, and there is no size to judge by.
   */
  readonly verdict: 'exact' | 'similar' | 'different' | null;
  /** Typical Kolmogorov-Smirnov distance of one spectrum of this size from its law; null without a size. */
  readonly noise: number | null;
  /** How many features, at this aspect ratio, let a single spectrum tell the two apart; null where they are the same. */
  readonly featuresNeeded: number | null;
  /** How many spectra of this size, pooled, tell them apart: to order of magnitude. Null as above. */
  readonly trialsNeeded: number | null;
}

/** Kolmogorov-Smirnov distance below which two laws are the same to the accuracy of their numbers. */
const EXACT = 1e-7;
const RIGIDITY = Math.SQRT2 / Math.PI;
/** Quantiles at which the motion of the law is looked at. */
const SHARES = Array.from({ length: 15 }, (_, i) => (i + 1) / 16);
/** log p is increasing in log(p) / p up to here. */
const FEWEST = 3;
const MOST = 1e15;
/** u = (1 - cos theta) / 2 at midpoints of theta: dense where quantiles are not smooth. */
const NODES = 64;
const REWEIGHTINGS = 60;
/** Relative gain of a reweighting at which it has converged. */
const CONVERGED = 1e-10;
/** Residuals below this share of the largest quantile are weighted alike. */
const LEAST_RESIDUAL = 1e-10;
const RATIOS = [1e-4, 1] as const;
const SCAN = 8;
const RATIO_TOLERANCE = 1e-6;

interface Line {
  readonly shift: number;
  readonly scale: number;
  readonly deviation: number;
}

export function marchenkoPasturVerdict(law: Law, size: SampleSize | null): MarchenkoPasturVerdict {
  const continuous = continuousPart(law);
  const fit = nearestMarchenkoPastur(continuous);
  const distance = distanceBetween(continuous, marchenkoPasturDistribution(fit));
  const noiseAt = spectrumNoise(law);
  const noise = size === null ? null : noiseAt(size.features);
  if (distance.kolmogorovSmirnov <= EXACT) {
    return { fit, distance, verdict: 'exact', noise, featuresNeeded: null, trialsNeeded: null };
  }
  const ratio = (features: number) => (2 * noiseAt(features)) / distance.kolmogorovSmirnov;
  const verdict = size === null ? null : ratio(size.features) < 1 ? 'different' : 'similar';
  const trialsNeeded = size === null ? null : Math.max(1, Math.ceil(ratio(size.features) ** 2));
  return { fit, distance, verdict, noise, featuresNeeded: smallest(ratio), trialsNeeded };
}

/** The typical Kolmogorov-Smirnov distance of a spectrum's continuous part from the law's, by the number of features. */
export function spectrumNoise(law: Law): (features: number) => number {
  const mass = 1 - law.atomAtZero;
  const continuous = continuousPart(law);
  const deviation = Math.max(...SHARES.map((share) => law.cdfDeviation(continuous.quantile(share)))) / mass;
  return (features) => {
    const count = Math.max(FEWEST, features * mass);
    return (RIGIDITY * Math.log(count)) / count + deviation / Math.sqrt(features / law.aspectRatio);
  };
}

/** The smallest number of features at which a falling ratio is below one. */
function smallest(ratio: (features: number) => number): number {
  if (ratio(FEWEST) <= 1) return FEWEST;
  const value = (log: number) => Math.log(ratio(Math.exp(log)));
  const [a, b] = [Math.log(FEWEST), Math.log(MOST)];
  return Math.ceil(Math.exp(findRoot(value, { a, fa: value(a), b, fb: value(b) }, 1e-6).x));
}

/** The nearest one to a distribution without an atom (see `continuousPart`). */
export function nearestMarchenkoPastur(distribution: Distribution): MarchenkoPastur {
  const thetas = Float64Array.from({ length: NODES }, (_, i) => ((i + 0.5) * Math.PI) / NODES);
  const shares = thetas.map((theta) => Math.sin(theta / 2) ** 2);
  const weights = thetas.map((theta) => (Math.sin(theta) * Math.PI) / (2 * NODES));
  const quantiles = shares.map((share) => distribution.quantile(share));
  const lineAt = (logRatio: number) =>
    leastDeviations(standardized(Math.min(1, Math.exp(logRatio)), shares), quantiles, weights);

  const [low, high] = RATIOS.map(Math.log);
  const step = (high - low) / SCAN;
  const scan = Array.from({ length: SCAN + 1 }, (_, i) => lineAt(low + i * step).deviation);
  const best = low + step * scan.indexOf(Math.min(...scan));
  const from = Math.max(low, best - step);
  const to = Math.min(high, best + step);
  const found = findMinimum((x) => lineAt(x).deviation, from, to, RATIO_TOLERANCE).x;
  // The minimum may be at an end, which the search only tends to.
  const logRatio = [found, from, to].reduce((a, b) => (lineAt(b).deviation < lineAt(a).deviation ? b : a));
  const { shift, scale } = lineAt(logRatio);
  const aspectRatio = Math.min(1, Math.exp(logRatio));
  const unit = scale / Math.sqrt(aspectRatio);
  return marchenkoPastur({ aspectRatio, shift: shift - unit, scale: unit });
}

/** Quantiles of the Marchenko-Pastur law of mean 0 and variance 1. */
function standardized(aspectRatio: number, shares: Float64Array): Float64Array {
  const root = Math.sqrt(aspectRatio);
  const law = marchenkoPastur({ aspectRatio, shift: -1 / root, scale: 1 / root });
  return shares.map((share) => law.quantile(share));
}

/** The line y = shift + scale x with the smallest sum of weights |y - shift - scale x|. */
function leastDeviations(x: Float64Array, y: Float64Array, weights: Float64Array): Line {
  const floor = LEAST_RESIDUAL * Math.max(...y.map(Math.abs));
  const factors = weights.slice();
  let line: Line = { shift: 0, scale: 0, deviation: Number.POSITIVE_INFINITY };
  for (let i = 0; i < REWEIGHTINGS; i++) {
    const { shift, scale } = leastSquares(x, y, factors);
    let deviation = 0;
    for (let j = 0; j < x.length; j++) {
      const residual = Math.abs(y[j] - shift - scale * x[j]);
      deviation += weights[j] * residual;
      factors[j] = weights[j] / Math.max(residual, floor);
    }
    const converged = Math.abs(line.deviation - deviation) <= CONVERGED * deviation;
    if (deviation < line.deviation) line = { shift, scale, deviation };
    if (converged) break;
  }
  return line;
}

function leastSquares(x: Float64Array, y: Float64Array, weights: Float64Array): { shift: number; scale: number } {
  let [total, xMean, yMean] = [0, 0, 0];
  for (let j = 0; j < x.length; j++) {
    total += weights[j];
    xMean += weights[j] * x[j];
    yMean += weights[j] * y[j];
  }
  xMean /= total;
  yMean /= total;
  let [covariance, variance] = [0, 0];
  for (let j = 0; j < x.length; j++) {
    covariance += weights[j] * (x[j] - xMean) * (y[j] - yMean);
    variance += weights[j] * (x[j] - xMean) ** 2;
  }
  const scale = covariance / variance;
  return { shift: yMean - scale * xMean, scale };
}
