/**
 * The Stieltjes transform of the limiting law at z in the upper half-plane, or at x + i0.
 *
 *     F(delta) = delta - c sum_k weight_k t_k / (t_k phi(delta) - z) = 0,    m(z) = sum_k weight_k / (t_k phi(delta) - z),
 *     F'       = 1 + c phi'(delta) sum_k weight_k t_k^2 / (t_k phi(delta) - z)^2,
 *     ddelta/dz = c sum_k weight_k t_k / (t_k phi(delta) - z)^2 / F'
 *
 * has one solution with Im delta > 0 (Couillet and Hachem 2014, theorem 2.1); it stays so on the real line inside the
 * support. Newton finds it from a neighbor's delta, or by continuation in eta = Im z down from where delta = -c E[t] / z;
 * where a step would leave the half-plane, half a step of the fixed-point map, which cannot, takes its place. That a
 * solution is the one wanted follows from Im delta > 0, or, on the real line outside the support, from
 * ddelta/dz > 0 with -1 / delta outside the support of the curvature.
 */

import { ConvergenceError } from '../../errors';
import type { Complex } from '../../numerics/complex';
import type { CurvatureLaw, CurvatureTransform } from '../curvature/curvature-law';
import type { StieltjesValue } from '../law';

/** An eigenvalue t_k of C and its share of the dimensions. */
export interface CovarianceAtom {
  readonly eigenvalue: number;
  readonly weight: number;
}

/** A solved point, with what its neighbors and its error estimate need. */
export interface StieltjesPoint extends StieltjesValue {
  /** ddelta/dz. */
  readonly slope: Complex;
  /** Estimated absolute error of Im m. */
  readonly imaginaryError: number;
}

const NEWTON_STEPS = 40;
const CONTINUATION_STEPS = 400;
/** Relative change of delta, and of Im delta by itself, at which Newton has converged. */
const CLOSE = 4 * Number.EPSILON;
const CLOSE_IMAGINARY = 1e-13;
/** Ratio of two steps from which on they shrink quadratically. */
const QUADRATIC = 1e-3;
/** Steps this small that no longer shrink are rounding. */
const STALLED = 1e-7;
/** Relative, of sums over the eigenvalues of C. */
const ROUNDING = 4 * Number.EPSILON;
/** Residual |F| / |delta| of an accepted solution. */
const ACCEPTED = 1e-9;
/** |Im F| / Im delta of an accepted solution off the real line: small beside one. */
const ACCEPTED_IMAGINARY = 1e-4;
/** Share of Im delta that must be left, extrapolated to eta = 0, for the real line to be tried inside the support. */
const INSIDE = 0.2;
/** eta, relative to where it begins, down to which continuation goes; and from which on it may get stuck. */
const LOWEST = 1e-40;
const TINY = 1e-13;
/** From one height to begin at to the next. */
const HIGHER = 100;
/** Ratio of two eta that is no progress. */
const STUCK = 0.9;
/** Im delta / |Re delta| above which a solution on the real line cannot be one outside the support. */
const NOT_REAL = 1e-9;

export class StieltjesSolver {
  private readonly eigenvalues: Float64Array;
  private readonly weights: Float64Array;
  private re = 0;
  private im = 0;
  private iterations = 0;
  private transform!: CurvatureTransform;
  // F, F', c sum weight t / (t phi - z)^2 at (re, im).
  private fRe = 0;
  private fIm = 0;
  private dRe = 1;
  private dIm = 0;
  private sRe = 0;
  private sIm = 0;

  constructor(
    private readonly curvature: CurvatureLaw,
    atoms: readonly CovarianceAtom[],
    private readonly aspectRatio: number,
  ) {
    this.eigenvalues = Float64Array.from(atoms, (atom) => atom.eigenvalue);
    this.weights = Float64Array.from(atoms, (atom) => atom.weight);
  }

  /** delta and m at z, Im z >= 0; from `start.delta` if that leads there. */
  solve(z: Complex, start?: { readonly delta: Complex }): StieltjesPoint {
    this.iterations = 0;
    const near = start !== undefined && start.delta.im > 0 && this.newton(z.re, z.im, start.delta.re, start.delta.im);
    if (!near) this.continueTo(z);
    if (z.im === 0) this.settle(z.re);
    return this.point(z);
  }

  /** Whether Newton from the given delta reaches the solution with Im delta > 0 (Im delta = 0 if `real`). */
  private newton(zRe: number, zIm: number, startRe: number, startIm: number, real = false): boolean {
    this.re = startRe;
    this.im = startIm;
    let last = Number.POSITIVE_INFINITY;
    for (let step = 0; step < NEWTON_STEPS; step++) {
      this.evaluate(zRe, zIm);
      const { re, im, fRe, fIm, dRe, dIm } = this;
      const d2 = dRe * dRe + dIm * dIm;
      const stepRe = (fRe * dRe + fIm * dIm) / d2;
      const stepIm = (fIm * dRe - fRe * dIm) / d2;
      const size = Math.hypot(stepRe, stepIm);
      if (!Number.isFinite(size)) return false;
      const scale = Math.hypot(re, im);
      const done = size <= CLOSE * scale && Math.abs(stepIm) <= CLOSE_IMAGINARY * im;
      if (done || (size <= STALLED * scale && size > 0.5 * last && last <= STALLED * scale)) {
        // A real root of F that is not the law's, met from just above it, leaves Im F as large as Im delta.
        return Math.hypot(fRe, fIm) <= ACCEPTED * scale && (real || Math.abs(fIm) <= ACCEPTED_IMAGINARY * im);
      }
      // Newton converges quadratically: the next step would be about (size / last)^2 size.
      const next = size * (size / last) ** 2;
      if (step > 0 && size <= QUADRATIC * last && next <= CLOSE * scale && next <= CLOSE_IMAGINARY * im) {
        this.step(zRe, zIm, stepRe, stepIm);
        return this.im > 0 && Math.hypot(this.fRe, this.fIm) <= ACCEPTED * scale;
      }
      last = size;
      if (real || im - stepIm > 0) {
        this.re = re - stepRe;
        this.im = real ? 0 : im - stepIm;
      } else {
        this.re = re - 0.5 * fRe;
        this.im = im - 0.5 * fIm;
        if (!(this.im > 0)) return false;
      }
    }
    return false;
  }

  /** From far above z down to it. */
  private continueTo(z: Complex): void {
    const { curvature, eigenvalues, weights, aspectRatio } = this;
    const spread = Math.sqrt(curvature.secondMoment);
    const largest = eigenvalues.reduce((most, t) => Math.max(most, t));
    const width = largest * (1 + Math.sqrt(aspectRatio)) ** 2;
    const size = Math.abs(z.re) + Math.min(spread, Number.MAX_VALUE ** 0.5) * width;
    const far = aspectRatio * eigenvalues.reduce((sum, t, k) => sum + t * weights[k], 0);
    // Heavy tails make E[g^2] say little of where the bulk is: begin at a height that they do not reach.
    const typical = curvature.transform({ re: 0, im: 1 }).phi;
    let eta = Math.max(z.im, 4 * Math.min(size, Math.abs(z.re) + Math.hypot(typical.re, typical.im) * width));
    let solved = false;
    while (!solved && eta <= Math.max(z.im, 4 * size)) {
      const norm2 = z.re * z.re + eta * eta;
      solved = this.newton(z.re, eta, (-far * z.re) / norm2, (far * eta) / norm2);
      if (!solved) eta *= HIGHER;
    }
    const height = eta;
    // Close to zero delta may vary down to eta of the order of z.
    const scale = z.re === 0 ? height : Math.min(height, Math.abs(z.re));
    let ratio = 0.1;
    for (let step = 0; solved && step < CONTINUATION_STEPS; step++) {
      if (eta === z.im) return;
      const { re, im } = this;
      const slope = this.slope();
      if (z.im === 0) {
        // delta at eta = 0 by its tangent: real outside the support.
        const landing = im - eta * slope.re;
        if (landing > INSIDE * im && this.newton(z.re, 0, re + eta * slope.im, landing)) return;
        if (landing < INSIDE * im && this.newton(z.re, 0, re + eta * slope.im, 0, true) && this.outside()) return;
        if (eta <= LOWEST * scale) break;
      }
      const next = Math.max(eta * ratio, z.im);
      const change = next - eta;
      const tangent = im + change * slope.re;
      const useful = tangent > 0;
      solved = this.newton(z.re, next, useful ? re - change * slope.im : re, useful ? tangent : im);
      if (!solved) {
        const guess = inPower({ re, im }, slope, eta, next);
        solved = guess.im > 0 && this.newton(z.re, next, guess.re, guess.im);
      }
      if (solved) {
        eta = next;
        ratio = Math.max(ratio * ratio, 1e-3);
      } else {
        this.re = re;
        this.im = im;
        if (ratio > STUCK) break;
        ratio = Math.sqrt(ratio);
        solved = this.newton(z.re, eta, re, im);
      }
    }
    // The density is one that double precision does not tell from zero.
    const tiny = z.im === 0 && eta <= TINY * scale;
    if (tiny && this.newton(z.re, 0, this.re, 0, true) && this.slope().re > 0) return;
    throw new ConvergenceError(
      `delta at z = ${z.re} + ${z.im}i`,
      this.iterations,
      Math.hypot(this.fRe, this.fIm) / Math.hypot(this.re, this.im),
      'try a z further above the real line, or further from an edge of the support',
    );
  }

  /** Makes delta real where Im delta is rounding. */
  private settle(x: number): void {
    const { re, im } = this;
    if (im === 0 || im > NOT_REAL * Math.abs(re)) return;
    if (this.newton(x, 0, re, 0, true) && this.outside()) return;
    this.newton(x, 0, re, im);
  }

  /** The last solution as a value. */
  private point(z: Complex): StieltjesPoint {
    const { transform, re, im } = this;
    let mRe = 0;
    let mIm = 0;
    let m2Re = 0;
    let m2Im = 0;
    const { eigenvalues, weights } = this;
    for (let k = 0; k < eigenvalues.length; k++) {
      const eigenvalue = eigenvalues[k];
      const weight = weights[k];
      const qRe = eigenvalue * transform.phi.re - z.re;
      const qIm = eigenvalue * transform.phi.im - z.im;
      const q2 = qRe * qRe + qIm * qIm;
      mRe += (weight * qRe) / q2;
      mIm -= (weight * qIm) / q2;
      m2Re += (weight * eigenvalue * (qRe * qRe - qIm * qIm)) / (q2 * q2);
      m2Im -= (weight * eigenvalue * 2 * qRe * qIm) / (q2 * q2);
    }
    const residual = Math.hypot(this.fRe, this.fIm);
    // phi moves by dphi / F' in all: by dphi itself and by phi' ddelta; and m moves through phi.
    const { fRe, fIm, dRe, dIm } = this;
    const d2 = dRe * dRe + dIm * dIm;
    const sensitivity = { re: (m2Re * dRe + m2Im * dIm) / d2, im: (m2Im * dRe - m2Re * dIm) / d2 };
    return new SolvedPoint(
      z,
      { re, im },
      { re: mRe, im: mIm },
      residual / Math.sqrt(re * re + im * im),
      this.iterations,
      this.slope(),
      transform,
      sensitivity,
      { re: fRe, im: fIm },
    );
  }

  private slope(): Complex {
    const { sRe, sIm, dRe, dIm } = this;
    const d2 = dRe * dRe + dIm * dIm;
    return { re: (sRe * dRe + sIm * dIm) / d2, im: (sIm * dRe - sRe * dIm) / d2 };
  }

  /** Whether a real solution is that of a point outside the support. */
  private outside(): boolean {
    if (!(this.slope().re > 0)) return false;
    const pole = -1 / this.re;
    return this.curvature.support.every(([low, high]) => pole < low || pole > high);
  }

  private evaluate(zRe: number, zIm: number): void {
    this.iterations++;
    this.transform = this.curvature.transform({ re: this.re, im: this.im });
    this.sum(zRe, zIm);
  }

  /** The last Newton step, so small that phi follows it to rounding by its derivative. */
  private step(zRe: number, zIm: number, stepRe: number, stepIm: number): void {
    this.re -= stepRe;
    this.im -= stepIm;
    this.transform = new MovedTransform(this.transform, stepRe, stepIm);
    this.sum(zRe, zIm);
  }

  private sum(zRe: number, zIm: number): void {
    const { phi, derivative } = this.transform;
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
    this.sRe = sRe;
    this.sIm = sIm;
    this.dRe = 1 + derivative.re * tRe - derivative.im * tIm;
    this.dIm = derivative.re * tIm + derivative.im * tRe;
  }
}

/** delta at eta = next, as a power of eta: of an atom at zero it is a multiple of 1 / z, in a heavy density's reach another one. */
function inPower(delta: Complex, slope: Complex, eta: number, next: number): Complex {
  const { re, im } = delta;
  const share = (Math.log(next / eta) * eta) / (re * re + im * im);
  const growth = Math.exp(-share * (slope.im * re - slope.re * im));
  const turn = share * (slope.re * re + slope.im * im);
  const [cos, sin] = [growth * Math.cos(turn), growth * Math.sin(turn)];
  return { re: re * cos - im * sin, im: re * sin + im * cos };
}

/** The transform at delta - step, to first order. */
class MovedTransform implements CurvatureTransform {
  readonly phi: Complex;
  readonly derivative: Complex;

  constructor(
    private readonly from: CurvatureTransform,
    stepRe: number,
    stepIm: number,
  ) {
    const { phi, derivative } = from;
    this.phi = {
      re: phi.re - derivative.re * stepRe + derivative.im * stepIm,
      im: phi.im - derivative.re * stepIm - derivative.im * stepRe,
    };
    this.derivative = derivative;
  }

  get error(): number {
    return this.from.error;
  }

  get imaginaryError(): number {
    return this.from.imaginaryError ?? this.from.error;
  }
}

class SolvedPoint implements StieltjesPoint {
  constructor(
    readonly z: Complex,
    readonly delta: Complex,
    readonly m: Complex,
    readonly residual: number,
    readonly iterations: number,
    readonly slope: Complex,
    private readonly transform: CurvatureTransform,
    /** -dm/dphi, and F. */
    private readonly sensitivity: Complex,
    private readonly defect: Complex,
  ) {}

  get error(): number {
    const { m, transform, sensitivity, defect } = this;
    const { derivative } = transform;
    const shift = transform.error + Math.hypot(derivative.re, derivative.im) * Math.hypot(defect.re, defect.im);
    return Math.hypot(sensitivity.re, sensitivity.im) * shift + ROUNDING * Math.hypot(m.re, m.im);
  }

  /** Many orders below that of Re m where Im m is: in the tails of an unbounded g. */
  get imaginaryError(): number {
    const { m, transform, sensitivity, defect } = this;
    const { error, imaginaryError = error, derivative } = transform;
    const real = error + Math.abs(derivative.re * defect.re) + Math.abs(derivative.im * defect.im);
    const imaginary = imaginaryError + Math.abs(derivative.re * defect.im) + Math.abs(derivative.im * defect.re);
    return Math.abs(sensitivity.re) * imaginary + Math.abs(sensitivity.im) * real + ROUNDING * Math.abs(m.im);
  }
}
