/**
 * How far an outlier, and a spectrum's distribution function, fluctuate about their limits at finite size.
 *
 * With the whitened noise W (p x n, independent N(0, 1/n)), an outlier is where a linear pencil in W is singular. Let (x, y) be
 * the kernel vector of the pencil K of pencil.ts at the outlier, and alpha and beta the squared norms of the parts of its two
 * sides that meet W, on the features' side and on the samples' (`noiseParts`). Its bilinear form in W's resolvent has, from the
 * equivalents of two resolvents of correlated copies of W,
 *
 *     n Var = 2 (2 alpha beta + q1 beta^2 + q2 alpha^2) / (1 - q1 q2),
 *     q1 = c sum_k weight_k t_k^2 / (t_k phi - z)^2,     q2 = E[psi^2],     q1 q2 = T below 1 outside the support.
 *
 * The sampling of (g_i, a_i) moves it, too: through x^T E[psi v v^T] x directly, and through phi by (alpha + q1 beta) / (1 - q1 q2).
 * Divided by (d/dz of K's form)^2,
 *
 *     n Var(lambda) -> ( Var(psi ((x . v)^2 + (alpha + q1 beta) / (1 - q1 q2))) + the above ) / ((x, y)^T K' (x, y))^2.
 *
 * For g = 1, C = I and a score of variance l this is 2 l^2 (1 - c / (l - 1)^2), the spiked covariance's (D. Paul, Statistica
 * Sinica 17, 2007, theorem 3). The first term needs E[psi^2 (x . v)^4], which is known for an x . v on which g does not depend
 * and for a g that fixes what it depends on (see curvature/fourth-moment.ts); given the sample's own curvatures it is absent.
 *
 * The mass below x is (1/pi) Im of the limit of -(1/p) log det(H - x),
 *
 *     L = sum_k weight_k log(t_k phi - x) + E[log(1 + g delta)] / c - delta phi / c
 *
 * up to sign, which is stationary in phi and in delta. So replacing nu by the law of g_1, ..., g_n changes it by the mean of
 * log(1 + g_i delta) alone: the share of eigenvalues below x has, from this, the variance Var(arg(1 + g delta)) / (pi c)^2 / n.
 * The eigenvalues of a matrix with given curvatures are rigid, on the scale log(p) / p (see nearest-marchenko-pastur.ts).
 */

import type { Complex } from '../../numerics/complex';
import { bilinear } from '../../numerics/small-matrix';
import type { SpectralCurve } from '../bulk/spectral-curve';
import { pointAt, type Stretch } from '../bulk/stretch';
import type { CurvatureLaw } from '../curvature/curvature-law';
import type { Outlier } from '../law';
import { SignalPencil } from '../outliers/pencil';

/** An eigenvalue of the scaled pencil that counts as zero at the outlier. */
const VANISHING = 1e-6;
/** Share of x that lies along coordinates on which g depends, and counts as none. */
const INDEPENDENT = 1e-12;

/** sqrt(n) times an outlier's standard deviation, or null where this theory does not reach. */
export function outlierDeviation(
  curve: SpectralCurve,
  stretches: readonly Stretch[],
  { location }: Outlier,
): number | null {
  const stretch = stretches.find(({ start, end }) => start.z < location && location < end.z);
  const { curvature } = curve;
  if (!stretch || (curvature.stationarity && !curvature.ofSample)) return null;
  const { point } = pointAt(curve, stretch, location);
  const pencil = new SignalPencil(curve);
  const { eigen, scale } = pencil.at(point);
  const kernel = eigen.values.flatMap((value, k) => (Math.abs(value) < VANISHING ? [eigen.vectors[k]] : []));
  if (kernel.length !== 1) return null;

  const root = Math.sqrt(scale);
  const x = kernel[0].slice(0, pencil.columns).map((value) => value * root);
  const y = pencil.secondHalf(kernel[0], scale);
  const { features, samples } = pencil.noiseParts(point, x, y);
  const q2 = -point.phiSlope;
  const q1 = Math.exp(point.logT) / q2;
  const rest = -Math.expm1(point.logT);
  const ofNoise = (2 * (2 * features * samples + q1 * samples ** 2 + q2 * features ** 2)) / rest;
  const ofSampling = curvature.ofSample
    ? 0
    : samplingVariance(curvature, point.delta, pencil.entriesOf(x), (features + q1 * samples) / rest);
  if (ofSampling === null) return null;
  const slope = pencil.derivative(point, scale, kernel[0], kernel[0]) / point.slope;
  return Math.sqrt(ofNoise + ofSampling) / Math.abs(slope);
}

/** Var(psi ((x . v)^2 + shift)), or null. */
function samplingVariance(curvature: CurvatureLaw, delta: number, x: readonly number[], shift: number): number | null {
  const { psi, psiSquared } = curvature.signalMoments(delta);
  const size = x.reduce((sum, value) => sum + value * value, 0);
  const independent = size - x[0] ** 2 <= INDEPENDENT * size;
  const fourth = independent ? psiSquared[0][0] * x[0] ** 4 : curvature.fourthMoment?.(delta, x);
  if (fourth === null || fourth === undefined) return null;
  const mean = bilinear(x, psi, x) + shift * psi[0][0];
  const square = fourth + 2 * shift * bilinear(x, psiSquared, x) + shift * shift * psiSquared[0][0];
  return Math.max(0, square - mean * mean);
}

/**
 * sqrt(n) times the standard deviation of the share of eigenvalues below the x to which delta = delta(x + i0) belongs; 0 where
 * nu is the law of g_1, ..., g_n already.
 */
export function cdfDeviation({ curvature, aspectRatio }: SpectralCurve, delta: Complex): number {
  if (curvature.ofSample) return 0;
  const argument = (g: number) => Math.atan2(g * delta.im, 1 + g * delta.re);
  const mean = curvature.expectation(argument).value;
  const variance = curvature.expectation((g) => (argument(g) - mean) ** 2).value;
  return Math.sqrt(Math.max(0, variance)) / (Math.PI * aspectRatio);
}
