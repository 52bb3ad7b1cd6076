/**
 * Does the law only look Marchenko-Pastur? Its distance from the nearest such law, against the noise of one spectrum.
 *
 * The distribution function of p eigenvalues differs from its limit for two reasons. Eigenvalues given the curvatures are
 * rigid: for the Gaussian ensembles of real matrices the largest difference is (sqrt 2 / pi) log(p) / p to leading order
 * (P. Bourgade, K. Mody & M. Pain, Comm. Math. Phys. 390, 2022), which is taken over. And the sampled curvatures move the
 * law itself, with the standard deviation of cdf-deviation.ts. `noise` is the sum of the two, the latter at its largest;
 * simulated spectra are on average within a fifth of it.
 *
 * By the triangle inequality a spectrum is nearer to its own law than to the fit once they are two noises apart.
 */

import { findRoot } from '../../numerics/roots';
import type { Distance } from '../../numerics/sample-statistics';
import type { SampleSize } from '../finite-size/fluctuation';
import type { Law } from '../law';
import { continuousPart, distanceBetween, marchenkoPasturDistribution } from './law-distance';
import type { MarchenkoPastur } from './marchenko-pastur';
import { nearestMarchenkoPastur } from './nearest-marchenko-pastur';

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
