/** Where neighbors' delta leads: cubic Hermite extrapolation through the last two points that were solved. */

import type { Complex } from '../../numerics/complex';

/** A point on the real line, with ddelta/dx. */
interface TrailPoint {
  readonly x: number;
  readonly delta: Complex;
  readonly slope: Complex;
}

/** Points closer than this, relative to the way to go, say nothing of it. */
const FARTHEST = 4;

export class Trail {
  #last: TrailPoint | null = null;
  #before: TrailPoint | null = null;

  add(x: number, { delta, slope }: Pick<TrailPoint, 'delta' | 'slope'>): void {
    this.#before = this.#last;
    this.#last = { x, delta, slope };
  }

  /** Where to start looking for delta at x; undefined at the beginning. */
  predict(x: number): { readonly delta: Complex } | undefined {
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
}
