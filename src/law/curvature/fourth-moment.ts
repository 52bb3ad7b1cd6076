/**
 * E[psi^2 (alpha_0 + alpha_1 a_1 + alpha_2 a_2)^4] where the measure, which holds only first and second moments of a, says
 * enough: where, given g, each coordinate of a is either fixed or an independent N(0, 1) variable. The logistic loss, whose
 * g depends on a_1 alone, is such a case; a label that tells something of a_2 is none.
 */

import { NODES } from '../../numerics/gauss-legendre';
import type { Panel } from './panel';
import type { PointMass } from './signal-measure';

/** Deviation of a conditional moment from what it would have to be: rounding, also of interpolated moments. */
const ROUNDING = 1e-8;
/** Share of the total that nodes may have at which the measure does not say enough. */
const NEGLIGIBLE = 1e-14;

/** A coordinate's conditional variance if it is fixed (0) or independent of the rest and standard (1); else null. */
function varianceOf(mean: number, square: number, covariance: number): 0 | 1 | null {
  const size = 1 + mean * mean;
  if (Math.abs(square - mean * mean) <= ROUNDING * size) return 0;
  const standard = Math.abs(square - 1) + Math.abs(mean) + Math.abs(covariance) <= ROUNDING;
  return standard ? 1 : null;
}

/** The moment from panels that resolve psi at a real delta, and point masses; null where they do not say enough. */
export function fourthMoment(
  panels: readonly Panel[],
  points: readonly PointMass[],
  delta: number,
  direction: readonly number[],
): number | null {
  const [alpha0, alpha1 = 0, alpha2 = 0] = direction;
  let sum = 0;
  // What nodes have of E[psi^2] at which a conditional moment is not known.
  let unknown = 0;
  const add = (g: number, moments: Float64Array, offset: number, stride: number) => {
    const mass = moments[offset];
    if (!(mass > 0)) return;
    const [a1, a2, a11, a12, a22] = [1, 2, 3, 4, 5].map((row) => moments[offset + row * stride] / mass);
    const covariance = a12 - a1 * a2;
    const first = varianceOf(a1, a11, covariance);
    const second = varianceOf(a2, a22, covariance);
    const psi = g / (1 + g * delta);
    const weight = mass * psi * psi;
    if ((first === null && alpha1 !== 0) || (second === null && alpha2 !== 0)) {
      unknown += weight;
      return;
    }
    const mean = alpha0 + alpha1 * a1 + alpha2 * a2;
    const variance = alpha1 * alpha1 * (first ?? 0) + alpha2 * alpha2 * (second ?? 0);
    sum += weight * (mean ** 4 + 6 * mean * mean * variance + 3 * variance * variance);
  };
  for (const { values } of panels) for (let i = 0; i < NODES; i++) add(values[i], values, NODES + i, NODES);
  for (const { g, moments } of points) add(g, moments, 0, 1);
  return unknown > NEGLIGIBLE * sum ? null : sum;
}
