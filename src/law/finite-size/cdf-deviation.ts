/**
 * How the distribution function of a spectrum moves with the curvatures that the sample happens to have.
 *
 * The mass below x is (1/pi) Im of the limit of -(1/p) log det(H - x),
 *
 *     L = sum_k weight_k log(t_k phi - x) + E[log(1 + g delta)] / c - delta phi / c
 *
 * up to sign, which is stationary in phi and in delta. So replacing nu by the law of g_1, ..., g_n changes it by the mean of
 * log(1 + g_i delta) alone: the share of eigenvalues below x has, from this, the variance Var(arg(1 + g delta)) / (pi c)^2 / n.
 * The eigenvalues of a matrix with given curvatures are rigid, on the scale log(p) / p (see marchenko-pastur-verdict.ts).
 */

import type { Complex } from '../../numerics/complex';
import type { CurvatureLaw } from '../curvature/curvature-law';

/** sqrt(n) times the standard deviation, at the x to which delta = delta(x + i0) belongs; 0 where nu is of g_1, ..., g_n. */
export function cdfDeviation(curvature: CurvatureLaw, aspectRatio: number, delta: Complex): number {
  if (curvature.ofSample) return 0;
  const argument = (g: number) => Math.atan2(g * delta.im, 1 + g * delta.re);
  const mean = curvature.expectation(argument).value;
  const variance = curvature.expectation((g) => (argument(g) - mean) ** 2).value;
  return Math.sqrt(Math.max(0, variance)) / (Math.PI * aspectRatio);
}
