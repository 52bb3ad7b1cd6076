/**
 * E[P(y | mean + spread Z) Z^k] for k = 0, 1, 2 and Z ~ N(0, 1): what a label y = +-1 tells of a Gaussian coordinate
 * of h* that the curvature does not depend on, in closed form or by the trapezoid rule.
 */

import { gaussianCdf, gaussianDensity } from '../../numerics/gaussian';

/** E[Phi(m + s Z)] = Phi(m / q), q^2 = 1 + s^2; the others by E[Z f(Z)] = E[f'(Z)]. */
export function probitWeights(y: number, mean: number, spread: number, out: Float64Array): void {
  const q = Math.hypot(1, spread);
  const density = (y * gaussianDensity(mean / q)) / q;
  out[0] = gaussianCdf((y * mean) / q);
  out[1] = spread * density;
  out[2] = out[0] - (spread / q) ** 2 * mean * density;
}

/**
 * The trapezoid rule: its error is exp(d^2 / 2 - 2 pi d / step), d the distance of the nearest pole i pi / spread from
 * the real line, or 2 pi / step where that is nearer. P(y | h*) falls off like exp(-|h*|), which moves the mass by up to
 * `spread` standard deviations.
 */
export function logisticWeights(y: number, mean: number, spread: number, out: Float64Array): void {
  if (spread === 0) {
    out[0] = 1 / (1 + Math.exp(-y * mean));
    out[1] = 0;
    out[2] = out[0];
    return;
  }
  const step = Math.min(0.5, (2 * Math.PI ** 2) / (38 * spread));
  const reach = 9 + Math.min(spread, 10);
  const count = Math.ceil(reach / step);
  out.fill(0, 0, 3);
  for (let k = -count; k <= count; k++) {
    const z = k * step;
    const term = (step * gaussianDensity(z)) / (1 + Math.exp(-y * (mean + spread * z)));
    out[0] += term;
    out[1] += term * z;
    out[2] += term * z * z;
  }
}

/** P(y | h*) = flip + (1 - 2 flip) [y h* >= 0]; E[Z^k; y (m + s Z) > 0] is an integral of the Gaussian's tail. */
export function signWeights(flip: number, y: number, mean: number, spread: number, out: Float64Array): void {
  const keep = 1 - 2 * flip;
  if (spread === 0) {
    out[0] = mean === 0 ? 0.5 + 0.5 * keep * y : flip + keep * Number(y * mean > 0);
    out[1] = 0;
    out[2] = out[0];
    return;
  }
  const edge = mean / spread;
  const density = y * gaussianDensity(edge);
  const mass = gaussianCdf(y * edge);
  out[0] = flip + keep * mass;
  out[1] = keep * density;
  out[2] = flip + keep * (mass - edge * density);
}

/** h* < 0, for certain. */
export function negativeWeights(mean: number, spread: number, out: Float64Array): void {
  signWeights(0, -1, mean, spread, out);
}
