/**
 * What an edge of the law looks like close up, and how it moves at finite size.
 *
 * On the spectral curve an edge x_e is a minimum or maximum of z(delta): z - x_e = z'' (delta - delta_e)^2 / 2. Hence
 *
 *     density = (a / pi) sqrt|x - x_e| (1 + ...),     a = |dm/ddelta| sqrt(2 / |z''|) at the edge,
 *
 * where, with d_k = t_k phi - z and a_k = c weight_k t_k,
 *
 *     z'' = (phi'' sum a_k t_k / d_k^2 - 2 phi'^2 sum a_k t_k^2 / d_k^3) / sum a_k / d_k^2,
 *     dm/ddelta = -phi' sum_k weight_k t_k / d_k^2.
 *
 * Given the curvatures g_1, ..., g_n, the extreme eigenvalue lies at the edge of their own spectral curve, plus
 * (p a)^(-2/3) times a Tracy-Widom variable (N. El Karoui, Ann. Probab. 35, 2007; J. O. Lee & K. Schnelli, Ann. Appl.
 * Probab. 26, 2016; W. Hachem, A. Hardy & J. Najim, Ann. Probab. 44, 2016). That edge moves with the sample: z is
 * stationary in delta, so only phi changes it, by dz/dphi ((1/n) sum psi(g_i) - phi): a Gaussian variable of variance
 *
 *     (dz/dphi)^2 (E[psi^2] - phi^2) / n,     dz/dphi = sum a_k t_k / d_k^2 / sum a_k / d_k^2.
 *
 * It vanishes for a constant g, and where nu is the law of g_1, ..., g_n already; else it outweighs the Tracy-Widom part, of
 * order n^(-2/3), for large n.
 */

import type { SpectralCurve } from '../bulk/spectral-curve';
import type { Edge, EdgeShape } from '../law';

/** An edge with a residual |dz/ddelta| |delta / z| above this is none of the square-root kind. */
const REGULAR = 1e-6;
/** Im delta, relative to delta, whose effect on phi' gives phi'': its square is below rounding. */
const TINY = 1e-9;

/** The shape of an edge; null where the density does not vanish like a square root, and where there is no edge. */
export function edgeShape(
  { curvature, atoms, aspectRatio }: SpectralCurve,
  { location, delta, residual }: Edge,
): EdgeShape | null {
  if (location === null || delta === null || delta === 0 || !(residual < REGULAR)) return null;
  const { phi, derivative } = curvature.transform({ re: delta, im: 0 });
  const step = TINY * Math.abs(delta);
  const second = curvature.transform({ re: delta, im: step }).derivative.im / step;
  let [first, weighted, cubed, slopeOfM] = [0, 0, 0, 0];
  for (const { eigenvalue, weight } of atoms) {
    const denominator = eigenvalue * phi.re - location;
    const term = (aspectRatio * weight * eigenvalue) / denominator ** 2;
    first += term;
    weighted += term * eigenvalue;
    cubed += (term * eigenvalue ** 2) / denominator;
    slopeOfM -= (derivative.re * weight * eigenvalue) / denominator ** 2;
  }
  const curvatureOfZ = (second * weighted - 2 * derivative.re ** 2 * cubed) / first;
  const coefficient = Math.abs(slopeOfM) * Math.sqrt(2 / Math.abs(curvatureOfZ));
  if (!(coefficient > 0 && Number.isFinite(coefficient))) return null;
  const variance = curvature.ofSample ? 0 : -derivative.re - phi.re ** 2;
  // The variance of a constant g is rounding.
  const spread = variance > 4 * Number.EPSILON * phi.re ** 2 ? Math.sqrt(variance) : 0;
  return { coefficient, deviation: (weighted / first) * spread };
}
