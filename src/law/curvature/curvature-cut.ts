/** How much of the law of g lies below a point outside its support. */

import type { CurvatureLaw } from './curvature-law';

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
