/**
 * E[psi^2 (alpha_0 + alpha_1 a_1 + alpha_2 a_2)^4] where the measure, which holds only first and second moments of a, says
 * enough: where, given g, each coordinate of a is either fixed or an independent N(0, 1) variable. The logistic loss, whose
 * g depends on a_1 alone, is such a case; a label that tells something of a_2 is none.
 */

import { NODES } from '../../numerics/gauss-legendre';

/** Deviation of a conditional moment from what it would have to be: rounding, also of interpolated moments. */
const ROUNDING = 1e-8;
/** Share of the total below which a node need not be of the kind. */
const NEGLIGIBLE = 1e-14;

/** A coordinate's conditional variance if it is fixed (0) or independent of the rest and standard (1); else null. */
function varianceOf(mean: number, square: number, covariance: number): 0 | 1 | null {
  const size = 1 + mean * mean;
  if (Math.abs(square - mean * mean) <= ROUNDING * size) return 0;
  const standard = Math.abs(square - 1) + Math.abs(mean) + Math.abs(covariance) <= ROUNDING;
  return standard ? 1 : null;
}

export class FourthMoment {
  private sum = 0;
  /** Mass of nodes that are not of the kind. */
  private unknown = 0;

  constructor(
    private readonly delta: number,
    private readonly direction: readonly number[],
  ) {}

  /** The nodes of a panel: g, then the six moments of M times the rule's weights. */
  addPanel(values: Float64Array): void {
    for (let i = 0; i < NODES; i++) this.add(values[i], values, NODES + i, NODES);
  }

  /** g, and its six moments in `moments` from `offset` on, `stride` apart. */
  add(g: number, moments: Float64Array, offset: number, stride: number): void {
    const mass = moments[offset];
    if (!(mass > 0)) return;
    const [a1, a2, a11, a12, a22] = [1, 2, 3, 4, 5].map((row) => moments[offset + row * stride] / mass);
    const covariance = a12 - a1 * a2;
    const first = varianceOf(a1, a11, covariance);
    const second = varianceOf(a2, a22, covariance);
    const psi = g / (1 + g * this.delta);
    const [alpha0, alpha1 = 0, alpha2 = 0] = this.direction;
    const weight = mass * psi * psi;
    if ((first === null && alpha1 !== 0) || (second === null && alpha2 !== 0)) {
      this.unknown += weight;
      return;
    }
    const mean = alpha0 + alpha1 * a1 + alpha2 * a2;
    const variance = alpha1 * alpha1 * (first ?? 0) + alpha2 * alpha2 * (second ?? 0);
    this.sum += weight * (mean ** 4 + 6 * mean * mean * variance + 3 * variance * variance);
  }

  /** Null where the measure does not say. */
  get value(): number | null {
    return this.unknown > NEGLIGIBLE * this.sum ? null : this.sum;
  }
}
