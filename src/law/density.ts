/**
 * The density of the limiting law on the real line, Im m(x + i0) / pi. The atom at zero is no part of it: x = 0 is
 * meaningful only where the law has none.
 */

import type { Complex, CurvatureLaw } from './curvature-law';
import type { DensityValue } from './law';
import { type CovarianceAtom, solveStieltjes } from './stieltjes';

/** A value of the density, with what its neighbors start from. */
export interface DensityPoint extends DensityValue {
  readonly delta: Complex;
  /** ddelta/dx. */
  readonly slope: Complex;
}

/** The density at x; zero outside the support. */
export function densityAt(
  curvature: CurvatureLaw,
  atoms: readonly CovarianceAtom[],
  aspectRatio: number,
  x: number,
  start?: { readonly delta: Complex },
): DensityPoint {
  const point = solveStieltjes(curvature, atoms, aspectRatio, { re: x, im: 0 }, start);
  return {
    x,
    density: point.m.im / Math.PI,
    residual: point.residual,
    iterations: point.iterations,
    delta: point.delta,
    slope: point.slope,
    get error() {
      return point.error / Math.PI;
    },
  };
}
