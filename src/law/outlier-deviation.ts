/**
 * How far an outlier fluctuates about its limit at finite size, where that is known: C = t I and an eigenvector whose
 * direction within the signals carries data independent of g.
 *
 * Let v be that unit vector, s = v . x, psi = g / (1 + g delta) at the outlier and y = x without its components along the
 * signals, independent of g and s. The Schur complement of the block of y is (1/n) sum_ij M_ij s_i s_j - lambda with
 * M = (D^(-1) - Y^T Y / (n lambda))^(-1), for which psi(D) is the deterministic equivalent. Two Gaussian parts of order
 * n^(-1/2) move its zero: the sampling of (g_i, s_i), and Y by the martingale over its rows. With sigma = E[psi^2 s^2],
 * delta' = ddelta/dz and kappa = t sigma delta',
 *
 *     n Var(lambda) -> ( Var(psi (s^2 + kappa)) + 2 sigma kappa ) / (1 + sigma delta')^2.
 *
 * For g = 1 and s ~ N(0, l) this is 2 l^2 (1 - c / (l - 1)^2), the spiked covariance's (D. Paul, Statistica Sinica 17,
 * 2007, theorem 3). Independence of s and g is what makes Var(psi s^2) known here: s ~ N(v . mean, t).
 */

import type { Outlier } from './law';
import { SignalPencil } from './pencil';
import type { SpectralCurve } from './spectral-curve';
import { pointAt, type Stretch } from './stretch';

/** An eigenvalue of the scaled pencil that counts as zero at the outlier. */
const VANISHING = 1e-6;
/** Share of t that v may have along directions on which g depends. */
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
  if (!stretch || curve.atoms.length > 1) return null;
  const { point } = pointAt(curve, stretch, location);
  const { eigenvalue: t, gram } = curve.atoms[0];
  const pencil = new SignalPencil(curve);
  const { eigen } = pencil.at(point);
  const kernel = eigen.values.flatMap((value, k) => (Math.abs(value) < VANISHING ? [k] : []));
  if (kernel.length !== 1) return null;

  // v = V x, with x the second half of the kernel vector: its products with the columns of V, the mean first.
  const x = eigen.vectors[kernel[0]].slice(pencil.columns);
  const rows = pencil.coefficients[0];
  const v = rows.map((row) => row.reduce((sum, value, j) => sum + value * x[j], 0));
  const image = gram.map((row) => row.reduce((sum, value, b) => sum + value * v[b], 0));
  const length = Math.sqrt(v.reduce((sum, value, a) => sum + value * image[a], 0));
  const onColumns = x.map((_, j) => rows.reduce((sum, row, a) => sum + row[j] * image[a], 0) / length);
  const hasMean = pencil.columns > curve.curvature.basis.rank;
  const mean = hasMean ? onColumns[0] : 0;
  const dependence = onColumns.slice(hasMean ? 1 : 0).reduce((sum, value) => sum + value * value, 0);
  if (!isConstant(curve) && dependence > INDEPENDENT * t) return null;

  const second = mean * mean + t;
  const fourth = mean ** 4 + 6 * mean * mean * t + 3 * t * t;
  if (Math.abs(point.phi * second - location) > CONSISTENT * Math.abs(location)) return null;
  const psiSquared = -point.phiSlope;
  const sigma = psiSquared * second;
  const kappa = (t * sigma) / point.slope;
  const sampling = psiSquared * (fourth + 2 * kappa * second + kappa * kappa) - (point.phi * (second + kappa)) ** 2;
  return Math.sqrt(sampling + 2 * sigma * kappa) / (1 + sigma / point.slope);
}

function isConstant({ curvature: { support } }: SpectralCurve): boolean {
  return support.length === 1 && support[0][0] === support[0][1];
}
