/**
 * The limiting law on the real line, outside the support, as a curve z(delta).
 *
 *     delta = c sum_k weight_k t_k / (t_k phi - z),     phi = phi(delta) = E[g / (1 + g delta)]
 *
 * With z = q phi the two sides separate: delta phi(delta) = sum_k a_k / (t_k - q), a_k = c weight_k t_k. For each delta with
 * 1 + g delta != 0 on the support of g there is one q, hence one z, on each of K branches (see covariance-branch.ts), and
 *
 *     dz/ddelta = (1 - T) / (c sum_k weight_k t_k / (t_k phi - z)^2),
 *     T         = -phi'(delta) c sum_k weight_k t_k^2 / (t_k phi - z)^2 > 0.
 *
 * Where T < 1 the curve inverts to a solution that Im z > 0 approaches, so z is outside the support; edges have T = 1.
 * On the outer branch delta (t_k phi - z) > 0 for every k; on branch k the sign of t_j phi - z changes between k and k + 1.
 * Couillet & Hachem, Random Matrices: Theory and Applications 3 (2014), section 3; Silverstein & Choi 1995 for one side.
 */

import type { SignalAtom } from '../../covariance/geometry';
import type { CurvatureLaw, CurvatureTransform } from '../curvature/curvature-law';
import { type GapWindow, gapWindow, solveInner, solveOuter } from './covariance-branch';

export interface CurvePoint {
  readonly delta: number;
  readonly branch: number;
  readonly phi: number;
  /** phi'(delta). */
  readonly phiSlope: number;
  /** Infinite at delta = 0 on the outer branch. */
  readonly z: number;
  /** dz/ddelta. */
  readonly slope: number;
  /** log T: negative exactly where dz/ddelta > 0. */
  readonly logT: number;
  /** t_k phi - z for the curve's atoms; worked out when read. */
  readonly denominators: Float64Array;
  /** Estimated absolute error of z; worked out when read. */
  readonly error: number;
}

export class SpectralCurve {
  readonly branches: number;
  readonly #t: Float64Array;
  /** c weight_k t_k. */
  readonly #a: Float64Array;
  readonly #transforms = new Map<number, CurvatureTransform>();

  /** `atoms`: eigenvalues ascending and distinct, weights positive (see `distinctAtoms`). */
  constructor(
    readonly atoms: readonly SignalAtom[],
    readonly aspectRatio: number,
    readonly curvature: CurvatureLaw,
  ) {
    this.branches = atoms.length;
    this.#t = Float64Array.from(atoms, (atom) => atom.eigenvalue);
    this.#a = Float64Array.from(atoms, (atom) => aspectRatio * atom.weight * atom.eigenvalue);
  }

  at(delta: number, branch: number): CurvePoint {
    const transform = this.#transform(delta);
    return branch === 0 ? this.#outer(delta, transform) : this.#inner(delta, branch, transform);
  }

  /**
   * Where stretches of an inner branch must lie, in terms of delta phi; null if it can have none. T is -phi' / phi^2, by Cauchy
   * and Schwarz at least 1, times the branch's spread.
   */
  window(branch: number): GapWindow | null {
    return gapWindow(this.#a, this.#t, branch);
  }

  /** delta phi and -phi' / phi^2. */
  level(delta: number): { readonly level: number; readonly variation: number } {
    const { phi, derivative } = this.#transform(delta);
    return { level: delta * phi.re, variation: -derivative.re / (phi.re * phi.re) };
  }

  /** m(z) = sum_k weight_k / (t_k phi - z) with its error, and |F| / |delta| for the equation that delta solves. */
  resolve({ delta, denominators, phiSlope, slope, error }: CurvePoint): { m: number; error: number; residual: number } {
    let m = 0;
    let mSlope = 0;
    let mapped = 0;
    this.atoms.forEach(({ eigenvalue, weight }, k) => {
      m += weight / denominators[k];
      mapped += this.#a[k] / denominators[k];
      mSlope += (weight * (1 - (eigenvalue * phiSlope) / slope)) / denominators[k] ** 2;
    });
    return { m, error: Math.abs(mSlope) * error, residual: Math.abs(delta - mapped) / Math.abs(delta || 1) };
  }

  /** Scans of different branches ask for the same delta. */
  #transform(delta: number): CurvatureTransform {
    const known = this.#transforms.get(delta);
    if (known) return known;
    const { mean, secondMoment } = this.curvature;
    const transform =
      delta === 0
        ? { phi: { re: mean, im: 0 }, derivative: { re: -secondMoment, im: 0 }, error: Number.EPSILON * Math.abs(mean) }
        : this.curvature.transform({ re: delta, im: 0 });
    this.#transforms.set(delta, transform);
    return transform;
  }

  #outer(delta: number, transform: CurvatureTransform): CurvePoint {
    const t = this.#t;
    const phi = transform.phi.re;
    const level = delta * phi;
    const end = level < 0 ? t[t.length - 1] : t[0];
    const scaled = new Float64Array(t.length);
    for (let k = 0; k < t.length; k++) scaled[k] = Math.abs(level) * Math.abs(t[k] - end);
    const eta = solveOuter(this.#a, scaled);
    for (let k = 0; k < t.length; k++) scaled[k] = (eta + scaled[k]) / delta;
    let first = 0;
    let second = 0;
    for (let k = 0; k < t.length; k++) {
      const term = this.#a[k] / (scaled[k] * scaled[k]);
      first += term;
      second += t[k] * term;
    }
    return new Point(delta, 0, transform, end * phi - eta / delta, Math.abs(end * phi), first, second, () => scaled);
  }

  #inner(delta: number, branch: number, transform: CurvatureTransform): CurvePoint {
    const t = this.#t;
    const phi = transform.phi.re;
    const { origin, offset } = solveInner(this.#a, t, branch, delta * phi);
    const base = t[origin];
    let first = 0;
    let second = 0;
    for (let k = 0; k < t.length; k++) {
      const denominator = phi * (t[k] - base - offset);
      const term = this.#a[k] / (denominator * denominator);
      first += term;
      second += t[k] * term;
    }
    const denominators = () => t.map((tk) => phi * (tk - base - offset));
    return new Point(delta, branch, transform, (base + offset) * phi, 0, first, second, denominators);
  }
}

class Point implements CurvePoint {
  readonly phi: number;
  readonly phiSlope: number;
  readonly slope: number;
  readonly logT: number;
  readonly #transform: CurvatureTransform;
  /** dz/dphi at fixed delta, a mean of the t_k. */
  readonly #sensitivity: number;
  readonly #cancelled: number;
  /** Scans ask for many points, and for the denominators of few. */
  readonly #makeDenominators: () => Float64Array;
  #denominators: Float64Array | null = null;

  /**
   * @param cancelled the size of what z is a difference of
   * @param first c sum_k weight_k t_k / (t_k phi - z)^2
   * @param second c sum_k weight_k t_k^2 / (t_k phi - z)^2
   */
  constructor(
    readonly delta: number,
    readonly branch: number,
    transform: CurvatureTransform,
    readonly z: number,
    cancelled: number,
    first: number,
    second: number,
    makeDenominators: () => Float64Array,
  ) {
    this.phi = transform.phi.re;
    this.phiSlope = transform.derivative.re;
    this.logT = Math.log(-transform.derivative.re) + Math.log(second);
    this.slope = -Math.expm1(this.logT) / first;
    this.#transform = transform;
    this.#sensitivity = second / first;
    this.#cancelled = cancelled;
    this.#makeDenominators = makeDenominators;
  }

  get denominators(): Float64Array {
    this.#denominators ??= this.#makeDenominators();
    return this.#denominators;
  }

  get error(): number {
    return this.#sensitivity * this.#transform.error + 4 * Number.EPSILON * (Math.abs(this.z) + this.#cancelled);
  }
}
