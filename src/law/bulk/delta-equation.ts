/**
 * The equation for delta at z in the upper half-plane, or at x + i0, with its derivatives at one delta:
 *
 *     F(delta) = delta - c sum_k weight_k t_k / (t_k phi(delta) - z) = 0,    m(z) = sum_k weight_k / (t_k phi(delta) - z),
 *     F'       = 1 + c phi'(delta) sum_k weight_k t_k^2 / (t_k phi(delta) - z)^2,
 *     ddelta/dz = c sum_k weight_k t_k / (t_k phi(delta) - z)^2 / F'.
 *
 * It has one solution with Im delta > 0 (Couillet and Hachem 2014, theorem 2.1).
 */

import type { Complex } from '../../numerics/complex';
import type { CurvatureLaw, CurvatureTransform } from '../curvature/curvature-law';
import type { StieltjesValue } from '../law';
import type { SpectralCurve } from './spectral-curve';

/** A solved point, with what its neighbors and its error estimate need. */
export interface StieltjesPoint extends StieltjesValue {
  /** ddelta/dz. */
  readonly slope: Complex;
  /** Estimated absolute error of Im m. */
  readonly imaginaryError: number;
}

/** Relative, of sums over the eigenvalues of C. */
const ROUNDING = 4 * Number.EPSILON;

export class DeltaEquation {
  readonly eigenvalues: Float64Array;
  readonly weights: Float64Array;
  readonly aspectRatio: number;
  readonly curvature: CurvatureLaw;
  /** delta, and F and F' there, after `evaluate` or `follow`. */
  re = 0;
  im = 0;
  fRe = 0;
  fIm = 0;
  dRe = 1;
  dIm = 0;
  /** c sum_k weight_k t_k / (t_k phi - z)^2. */
  #sRe = 0;
  #sIm = 0;
  #transform!: CurvatureTransform;

  constructor({ curvature, atoms, aspectRatio }: SpectralCurve) {
    this.curvature = curvature;
    this.eigenvalues = Float64Array.from(atoms, (atom) => atom.eigenvalue);
    this.weights = Float64Array.from(atoms, (atom) => atom.weight);
    this.aspectRatio = aspectRatio;
  }

  /** |F| / |delta|. */
  get residual(): number {
    return Math.hypot(this.fRe, this.fIm) / Math.hypot(this.re, this.im);
  }

  /** ddelta/dz. */
  get slope(): Complex {
    return this.#overDerivative(this.#sRe, this.#sIm);
  }

  /** Whether a real solution is that of a point outside the support: ddelta/dz > 0, and -1 / delta is no curvature. */
  get isOutside(): boolean {
    if (!(this.slope.re > 0)) return false;
    const pole = -1 / this.re;
    return this.curvature.support.every(([low, high]) => pole < low || pole > high);
  }

  evaluate(zRe: number, zIm: number): void {
    this.#transform = this.curvature.transform({ re: this.re, im: this.im });
    this.#sum(zRe, zIm);
  }

  /** Moves delta by minus the step, which is so small that phi follows it to rounding by its derivative. */
  follow(zRe: number, zIm: number, stepRe: number, stepIm: number): void {
    this.re -= stepRe;
    this.im -= stepIm;
    this.#transform = new MovedTransform(this.#transform, stepRe, stepIm);
    this.#sum(zRe, zIm);
  }

  /** The solution that has been reached, as a value. */
  pointAt(z: Complex, iterations: number): StieltjesPoint {
    const { eigenvalues, weights, re, im, fRe, fIm } = this;
    const { phi } = this.#transform;
    let mRe = 0;
    let mIm = 0;
    let m2Re = 0;
    let m2Im = 0;
    for (let k = 0; k < eigenvalues.length; k++) {
      const eigenvalue = eigenvalues[k];
      const weight = weights[k];
      const qRe = eigenvalue * phi.re - z.re;
      const qIm = eigenvalue * phi.im - z.im;
      const q2 = qRe * qRe + qIm * qIm;
      mRe += (weight * qRe) / q2;
      mIm -= (weight * qIm) / q2;
      m2Re += (weight * eigenvalue * (qRe * qRe - qIm * qIm)) / (q2 * q2);
      m2Im -= (weight * eigenvalue * 2 * qRe * qIm) / (q2 * q2);
    }
    const residual = Math.hypot(fRe, fIm) / Math.sqrt(re * re + im * im);
    // phi moves by dphi / F' in all: by dphi itself and by phi' ddelta; and m moves through phi.
    const sensitivity = this.#overDerivative(m2Re, m2Im);
    const [delta, m, defect] = [
      { re, im },
      { re: mRe, im: mIm },
      { re: fRe, im: fIm },
    ];
    return new SolvedPoint(z, delta, m, residual, iterations, this.slope, this.#transform, sensitivity, defect);
  }

  #sum(zRe: number, zIm: number): void {
    const { phi, derivative } = this.#transform;
    let mapRe = 0;
    let mapIm = 0;
    let sRe = 0;
    let sIm = 0;
    let tRe = 0;
    let tIm = 0;
    const { eigenvalues, weights, aspectRatio } = this;
    for (let k = 0; k < eigenvalues.length; k++) {
      const eigenvalue = eigenvalues[k];
      const qRe = eigenvalue * phi.re - zRe;
      const qIm = eigenvalue * phi.im - zIm;
      const q2 = qRe * qRe + qIm * qIm;
      const share = (aspectRatio * weights[k] * eigenvalue) / q2;
      const squareRe = (share * (qRe * qRe - qIm * qIm)) / q2;
      const squareIm = (-share * 2 * qRe * qIm) / q2;
      mapRe += share * qRe;
      mapIm -= share * qIm;
      sRe += squareRe;
      sIm += squareIm;
      tRe += eigenvalue * squareRe;
      tIm += eigenvalue * squareIm;
    }
    this.fRe = this.re - mapRe;
    this.fIm = this.im - mapIm;
    this.#sRe = sRe;
    this.#sIm = sIm;
    this.dRe = 1 + derivative.re * tRe - derivative.im * tIm;
    this.dIm = derivative.re * tIm + derivative.im * tRe;
  }

  /** A number divided by F'. */
  #overDerivative(re: number, im: number): Complex {
    const { dRe, dIm } = this;
    const d2 = dRe * dRe + dIm * dIm;
    return { re: (re * dRe + im * dIm) / d2, im: (im * dRe - re * dIm) / d2 };
  }
}

/** The transform at delta - step, to first order. */
class MovedTransform implements CurvatureTransform {
  readonly phi: Complex;
  readonly derivative: Complex;
  readonly #from: CurvatureTransform;

  constructor(from: CurvatureTransform, stepRe: number, stepIm: number) {
    const { phi, derivative } = from;
    this.phi = {
      re: phi.re - derivative.re * stepRe + derivative.im * stepIm,
      im: phi.im - derivative.re * stepIm - derivative.im * stepRe,
    };
    this.derivative = derivative;
    this.#from = from;
  }

  get error(): number {
    return this.#from.error;
  }

  get imaginaryError(): number {
    return this.#from.imaginaryError ?? this.#from.error;
  }
}

class SolvedPoint implements StieltjesPoint {
  readonly #transform: CurvatureTransform;
  /** -dm/dphi. */
  readonly #sensitivity: Complex;
  /** F. */
  readonly #defect: Complex;

  constructor(
    readonly z: Complex,
    readonly delta: Complex,
    readonly m: Complex,
    readonly residual: number,
    readonly iterations: number,
    readonly slope: Complex,
    transform: CurvatureTransform,
    sensitivity: Complex,
    defect: Complex,
  ) {
    this.#transform = transform;
    this.#sensitivity = sensitivity;
    this.#defect = defect;
  }

  get error(): number {
    const { error, derivative } = this.#transform;
    const shift = error + Math.hypot(derivative.re, derivative.im) * Math.hypot(this.#defect.re, this.#defect.im);
    return Math.hypot(this.#sensitivity.re, this.#sensitivity.im) * shift + ROUNDING * Math.hypot(this.m.re, this.m.im);
  }

  /** Many orders below that of Re m where Im m is: in the tails of an unbounded g. */
  get imaginaryError(): number {
    const { error, imaginaryError = error, derivative } = this.#transform;
    const [sensitivity, defect] = [this.#sensitivity, this.#defect];
    const real = error + Math.abs(derivative.re * defect.re) + Math.abs(derivative.im * defect.im);
    const imaginary = imaginaryError + Math.abs(derivative.re * defect.im) + Math.abs(derivative.im * defect.re);
    return Math.abs(sensitivity.re) * imaginary + Math.abs(sensitivity.im) * real + ROUNDING * Math.abs(this.m.im);
  }
}
