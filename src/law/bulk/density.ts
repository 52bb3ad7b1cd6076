/**
 * The density inside a bulk: Im m / pi on the real line. Each delta is looked for from the last two that were solved, by cubic
 * Hermite extrapolation. Where the density is too far below the rest of m to be resolved on the real line, beside an end softer
 * than a square root, it is extrapolated from just above: without the part of the atom at zero, Im m is linear in Im z there.
 */

import { ConvergenceError } from '../../errors';
import type { Complex } from '../../numerics/complex';
import type { DensityValue } from '../law';
import type { StieltjesPoint } from './delta-equation';
import type { StieltjesSolver } from './stieltjes';

/** How far above x, relative to it, the density is extrapolated from. */
const ABOVE = 1e-6;
/** The least |x| taken for that, in units of the law's size. */
const TINY = 1e-12;
/** Density times |x|: the error up to which it is accepted, and what is zero. */
const SMALL = 1e-5;
const NEGLIGIBLE = 1e-12;
/** The way to go, in units of the distance between the last two points, from which on they say nothing of it. */
const FARTHEST = 4;

/** A point on the real line, with ddelta/dx. */
interface SolvedDelta {
  readonly x: number;
  readonly delta: Complex;
  readonly slope: Complex;
}

export class BulkDensity {
  readonly #solver: StieltjesSolver;
  readonly #atomAtZero: number;
  readonly #size: number;
  #last: SolvedDelta | null = null;
  #before: SolvedDelta | null = null;

  /** `size`: of the law. */
  constructor(solver: StieltjesSolver, atomAtZero: number, size: number) {
    this.#solver = solver;
    this.#atomAtZero = atomAtZero;
    this.#size = size;
  }

  density(x: number): number {
    const found = this.#solve(x);
    return 'm' in found ? found.m.im / Math.PI : found.density;
  }

  densityAt(x: number): DensityValue {
    const found = this.#solve(x);
    if (!('m' in found)) return found;
    const { m, residual, iterations } = found;
    return {
      x,
      density: m.im / Math.PI,
      residual,
      iterations,
      get error() {
        return found.imaginaryError / Math.PI;
      },
    };
  }

  /** delta and m at x; the density alone where the real line does not resolve it. */
  #solve(x: number): StieltjesPoint | DensityValue {
    try {
      const point = this.#solver.solve({ re: x, im: 0 }, this.#predict(x));
      this.#before = this.#last;
      this.#last = { x, delta: point.delta, slope: point.slope };
      return point;
    } catch (error) {
      return this.#fromAbove(x, error);
    }
  }

  /** Where to start looking for delta at x; undefined at the beginning. */
  #predict(x: number): { readonly delta: Complex } | undefined {
    const a = this.#before;
    const b = this.#last;
    if (!b) return undefined;
    if (!a || a.x === b.x || Math.abs(x - b.x) > FARTHEST * Math.abs(b.x - a.x)) return b;
    const width = b.x - a.x;
    const s = (x - a.x) / width;
    const valueA = (1 + 2 * s) * (1 - s) ** 2;
    const slopeA = s * (1 - s) ** 2 * width;
    const valueB = s * s * (3 - 2 * s);
    const slopeB = s * s * (s - 1) * width;
    const delta = {
      re: valueA * a.delta.re + slopeA * a.slope.re + valueB * b.delta.re + slopeB * b.slope.re,
      im: valueA * a.delta.im + slopeA * a.slope.im + valueB * b.delta.im + slopeB * b.slope.im,
    };
    // Near an edge a polynomial may leave the half-plane.
    return delta.im > 0 ? { delta } : b;
  }

  #fromAbove(x: number, failure: unknown): DensityValue {
    if (!(failure instanceof ConvergenceError)) throw failure;
    const height = ABOVE * Math.max(Math.abs(x), TINY * this.#size);
    const [near, far] = [height, 2 * height].map((im) => {
      const { m, residual, iterations } = this.#solver.solve({ re: x, im });
      return { density: (m.im - (this.#atomAtZero * im) / (x * x + im * im)) / Math.PI, residual, iterations };
    });
    const density = Math.max(0, 2 * near.density - far.density);
    const error = Math.abs(far.density - near.density);
    if (!(error * Math.abs(x) <= SMALL)) throw failure;
    const { residual, iterations } = near;
    return { x, density: density * Math.abs(x) <= NEGLIGIBLE ? 0 : density, error, residual, iterations };
  }
}
