/**
 * How far an outlier fluctuates about its limit at finite size, for C = t I.
 *
 * Let v be the unit vector along the eigenvector's part in the signals, s = v . x, psi = g / (1 + g delta) at the outlier and
 * y = x without its components along the signals, independent of g and s. The Schur complement of the block of y is
 * (1/n) sum_ij M_ij s_i s_j - lambda with M = (D^(-1) - Y^T Y / (n lambda))^(-1), for which psi(D) is the deterministic
 * equivalent. Two Gaussian parts of order n^(-1/2) move its zero: the sampling of (g_i, s_i), and Y, by the martingale over
 * its rows. With sigma = E[psi^2 s^2], delta' = ddelta/dz and kappa = t sigma delta',
 *
 *     n Var(lambda) -> ( Var(psi (s^2 + kappa)) + 2 sigma kappa ) / (1 + sigma delta')^2.
 *
 * For g = 1 and s ~ N(0, l) this is 2 l^2 (1 - c / (l - 1)^2), the spiked covariance's (D. Paul, Statistica Sinica 17,
 * 2007, theorem 3). It needs E[psi^2 s^4], which is known for s independent of g, and for a g that fixes what it depends on
 * (see curvature/fourth-moment.ts). Along the signals s = alpha . (1, a) + eta z0 with z0 ~ N(0, 1) independent of g and a.
 */

import type { Outlier } from './law';
import { SignalPencil } from './pencil';
import type { CurvePoint, SpectralCurve } from './spectral-curve';
import { pointAt, type Stretch } from './stretch';

/** An eigenvalue of the scaled pencil that counts as zero at the outlier. */
const VANISHING = 1e-6;
/** Share of t that s may have along directions on which g depends, and count as independent. */
const INDEPENDENT = 1e-12;
/** How far E[psi s^2] may be from the outlier, relative to it: the formula's premise. */
const CONSISTENT = 1e-6;

/** sqrt(n) times the standard deviation, or null where this theory does not reach. */
export function outlierDeviation(
  curve: SpectralCurve,
  stretches: readonly Stretch[],
  { location }: Outlier,
): number | null {
  const stretch = stretches.find(({ start, end }) => start.z < location && location < end.z);
  if (!stretch || curve.atoms.length > 1 || curve.curvature.stationarity) return null;
  const { point } = pointAt(curve, stretch, location);
  const alpha = eigenvectorCoordinates(curve, point);
  if (alpha === null) return null;

  const { curvature } = curve;
  const t = curve.atoms[0].eigenvalue;
  const dependence = alpha.slice(1).reduce((sum, value) => sum + value * value, 0);
  const eta2 = Math.max(0, t - dependence);
  const moments = curvature.signalMoments(point.delta);
  const along = (matrix: readonly (readonly number[])[]) =>
    alpha.reduce((sum, a, i) => sum + a * alpha.reduce((inner, b, j) => inner + matrix[i][j] * b, 0), 0);
  const psiSquared = -point.phiSlope;
  const first = along(moments.psi) + eta2 * point.phi;
  if (Math.abs(first - location) > CONSISTENT * Math.abs(location)) return null;
  const fourth =
    dependence <= INDEPENDENT * t ? psiSquared * alpha[0] ** 4 : curvature.fourthMoment?.(point.delta, alpha);
  if (fourth === null || fourth === undefined) return null;

  const inSignals = along(moments.psiSquared);
  const sigma = inSignals + eta2 * psiSquared;
  const kappa = (t * sigma) / point.slope;
  const square = fourth + 6 * eta2 * inSignals + 3 * eta2 * eta2 * psiSquared + 2 * kappa * sigma;
  const sampling = square + kappa * kappa * psiSquared - (first + kappa * point.phi) ** 2;
  return Math.sqrt(sampling + 2 * sigma * kappa) / (1 + sigma / point.slope);
}

/** alpha above: products of v with the columns of V, for (1, a); null at a multiple outlier. */
function eigenvectorCoordinates(curve: SpectralCurve, point: CurvePoint): number[] | null {
  const pencil = new SignalPencil(curve);
  const { eigen } = pencil.at(point);
  const kernel = eigen.values.flatMap((value, k) => (Math.abs(value) < VANISHING ? [k] : []));
  if (kernel.length !== 1) return null;
  // v is along V x, with x the second half of the kernel vector.
  const x = eigen.vectors[kernel[0]].slice(pencil.columns);
  const rows = pencil.coefficients[0];
  const { gram } = curve.atoms[0];
  const v = rows.map((row) => row.reduce((sum, value, j) => sum + value * x[j], 0));
  const image = gram.map((row) => row.reduce((sum, value, b) => sum + value * v[b], 0));
  const length = Math.sqrt(v.reduce((sum, value, a) => sum + value * image[a], 0));
  const products = x.map((_, j) => rows.reduce((sum, row, a) => sum + row[j] * image[a], 0) / length);
  // Where the mean is zero its column is left out.
  return pencil.columns > curve.curvature.basis.rank ? products : [0, ...products];
}
