/**
 * The law nu of the curvature g, joint with the directions on which it depends: what the limiting law needs of a loss.
 * Theory: with E an orthonormal basis of span(C^(1/2) w, C^(1/2) wStar) and a = E^T z ~ N(0, I_r), psi = g / (1 + g delta).
 */

import type { Complex } from '../../numerics/complex';
import type { Estimate } from '../../numerics/estimate';
import type { Interval } from '../../numerics/interval';

/**
 * The orthonormal basis E. Its first column is along C^(1/2) w if w is not zero, else along C^(1/2) wStar; rank 0 if both
 * are zero. h - E[h] = sum_j w[j] a_j and h* - E[h*] = sum_j wStar[j] a_j.
 */
export interface SignalBasis {
  readonly rank: 0 | 1 | 2;
  /** Coordinates of C^(1/2) w in E, length `rank`. */
  readonly w: readonly number[];
  /** Coordinates of C^(1/2) wStar in E, length `rank`. */
  readonly wStar: readonly number[];
  /** E = C^(1/2) [w, wStar] combination: 2 rows, `rank` columns. */
  readonly combination: readonly (readonly number[])[];
}

export interface CurvatureTransform {
  /** phi(delta) = E[psi]. */
  readonly phi: Complex;
  /** phi'(delta) = -E[psi^2]. */
  readonly derivative: Complex;
  /** Estimated absolute error of phi. */
  readonly error: number;
  /** Estimated absolute error of Im phi, where it is known apart from that of phi. */
  readonly imaginaryError?: number;
}

/** Expectations against v = (1, a), as (r + 1) x (r + 1) symmetric matrices. */
export interface SignalMoments {
  /** E[psi v v^T]. */
  readonly psi: readonly (readonly number[])[];
  /** E[psi^2 v v^T]. */
  readonly psiSquared: readonly (readonly number[])[];
  /** Estimated absolute error of the entries of `psi`. */
  readonly error: number;
  /** Estimated absolute error of the entries of `psiSquared`. */
  readonly squaredError: number;
}

/**
 * What a stationary point adds: the features' combination with the slopes s = dl/dh of their samples is known. It gives V one
 * more column, C^(1/2) (b - E E^T b) for a known b, and v one more entry, s / sqrt(E[s^2]).
 */
export interface Stationarity {
  /** C^(1/2) b = mean mu + w w. */
  readonly mean: number;
  readonly w: number;
  /** E^T b. */
  readonly along: readonly number[];
}

export interface CurvatureLaw {
  readonly basis: SignalBasis;
  /** Where w minimizes the same samples' loss; left out where it is independent of them. */
  readonly stationarity?: Stationarity;
  /**
   * Whether this is the law of one sample's own curvatures and scores, v = (1, a) being taken about its own mean: then the law
   * is that of the sample given them, and features centered at their mean are orthogonal to (1, ..., 1).
   */
  readonly ofSample?: boolean;
  /** The connected components of the support of nu, ascending and disjoint. */
  readonly support: readonly Interval[];
  /** P(g = 0). */
  readonly atomAtZero: number;
  /** E[g] and E[g^2]; infinite where they are. */
  readonly mean: number;
  readonly secondMoment: number;
  /** E[f(g)] for a function that is smooth on the scale on which nu varies. */
  expectation(f: (g: number) => number): Estimate;
  /** For delta with Im delta > 0, or real delta with 1 + g delta != 0 on the support. */
  transform(delta: Complex): CurvatureTransform;
  /** For real delta with 1 + g delta != 0 on the support; at a stationary point v has its further entry. */
  signalMoments(delta: number): SignalMoments;
  /**
   * E[psi^2 (direction . v)^4], v = (1, a), for delta as above; null where the law of a given g is not known well enough.
   * Laws of curvatures for which it never is may leave it out.
   */
  fourthMoment?(delta: number, direction: readonly number[]): number | null;
}

/** Trapezoid rule in log y: the integrand decays like exp(-|u|) and is analytic for |Im u| < pi/2, error exp(-pi^2 / STEP). */
const STEP = 0.25;
const STEPS = 160;

/**
 * P(g < s) for s outside the support of nu: from E[1 / (s + iy - g)] along the vertical line through s, in a gap,
 *
 *     P(g < s) = 1/2 + (1/pi) integral_0^inf Re E[1 / (s + iy - g)] dy,     1 / (zeta - g) = (1 - delta psi) / zeta
 *
 * with delta = -1 / zeta and psi = g / (1 + g delta).
 */
export function massBelowCut(curvature: CurvatureLaw, s: number): number {
  const { support } = curvature;
  if (s < support[0][0]) return 0;
  if (s > support[support.length - 1][1]) return 1;
  const scale = Math.min(...support.flat().map((end) => Math.abs(end - s)));
  let integral = 0;
  for (let i = -STEPS; i <= STEPS; i++) {
    const y = scale * Math.exp(i * STEP);
    const squared = s * s + y * y;
    const delta = { re: -s / squared, im: y / squared };
    const { phi } = curvature.transform(delta);
    const re = 1 - delta.re * phi.re + delta.im * phi.im;
    const im = -delta.re * phi.im - delta.im * phi.re;
    integral += (y * STEP * (re * s + im * y)) / squared;
  }
  return 0.5 + integral / Math.PI;
}
