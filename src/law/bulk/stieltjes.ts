/**
 * The Stieltjes transform of the limiting law at z in the upper half-plane, or at x + i0 inside the support: the solution of
 * delta-equation.ts with Im delta > 0.
 *
 * Newton finds it from a neighbor's delta, or by continuation in eta = Im z down from where delta = -c E[t] / z; where a step
 * would leave the half-plane, half a step of the fixed-point map, which cannot, takes its place. That a solution is the one
 * wanted follows from Im delta > 0, or, on the real line outside the support, from ddelta/dz > 0 with -1 / delta outside the
 * support of the curvature.
 */

import { ConvergenceError } from '../../errors';
import type { Complex } from '../../numerics/complex';
import { DeltaEquation, type StieltjesPoint } from './delta-equation';
import type { SpectralCurve } from './spectral-curve';

const NEWTON_STEPS = 40;
const CONTINUATION_STEPS = 400;
/** Relative change of delta, and of Im delta by itself, at which Newton has converged. */
const CLOSE = 4 * Number.EPSILON;
const CLOSE_IMAGINARY = 1e-13;
/** Ratio of two steps from which on they shrink quadratically. */
const QUADRATIC = 1e-3;
/** Steps this small that no longer shrink are rounding. */
const STALLED = 1e-7;
/** Residual |F| / |delta| of an accepted solution. */
const ACCEPTED = 1e-9;
/** |Im F| / Im delta of an accepted solution off the real line: small beside one. */
const ACCEPTED_IMAGINARY = 1e-4;
/** Share of Im delta that must be left, extrapolated to eta = 0, for the real line to be tried inside the support. */
const INSIDE = 0.2;
/** eta, relative to where it begins, down to which continuation goes; and from which on it may get stuck. */
const LOWEST = 1e-40;
const TINY = 1e-13;
/** The factor from one height to begin at to the next. */
const HIGHER = 100;
/** Ratio of two eta that is no progress. */
const STUCK = 0.9;
/** Im delta / |Re delta| above which a solution on the real line cannot be one outside the support. */
const NOT_REAL = 1e-9;

export class StieltjesSolver {
  readonly #equation: DeltaEquation;
  #iterations = 0;

  constructor(curve: SpectralCurve) {
    this.#equation = new DeltaEquation(curve);
  }

  /** delta and m at z, Im z >= 0; from `start.delta` if that leads there. */
  solve(z: Complex, start?: { readonly delta: Complex }): StieltjesPoint {
    this.#iterations = 0;
    const near = start !== undefined && start.delta.im > 0 && this.#newton(z.re, z.im, start.delta.re, start.delta.im);
    if (!near) this.#continueTo(z);
    if (z.im === 0) this.#settle(z.re);
    return this.#equation.pointAt(z, this.#iterations);
  }

  /** Whether Newton from the given delta reaches the solution with Im delta > 0 (Im delta = 0 if `real`). */
  #newton(zRe: number, zIm: number, startRe: number, startIm: number, real = false): boolean {
    const equation = this.#equation;
    equation.re = startRe;
    equation.im = startIm;
    let last = Number.POSITIVE_INFINITY;
    for (let step = 0; step < NEWTON_STEPS; step++) {
      this.#iterations++;
      equation.evaluate(zRe, zIm);
      const { re, im, fRe, fIm, dRe, dIm } = equation;
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
        equation.follow(zRe, zIm, stepRe, stepIm);
        return equation.im > 0 && Math.hypot(equation.fRe, equation.fIm) <= ACCEPTED * scale;
      }
      last = size;
      if (real || im - stepIm > 0) {
        equation.re = re - stepRe;
        equation.im = real ? 0 : im - stepIm;
      } else {
        equation.re = re - 0.5 * fRe;
        equation.im = im - 0.5 * fIm;
        if (!(equation.im > 0)) return false;
      }
    }
    return false;
  }

  /** Follows the solution from far above z down to it. */
  #continueTo(z: Complex): void {
    const equation = this.#equation;
    const { curvature, eigenvalues, weights, aspectRatio } = equation;
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
      solved = this.#newton(z.re, eta, (-far * z.re) / norm2, (far * eta) / norm2);
      if (!solved) eta *= HIGHER;
    }
    const height = eta;
    // Close to zero delta may vary down to eta of the order of z.
    const scale = z.re === 0 ? height : Math.min(height, Math.abs(z.re));
    let ratio = 0.1;
    for (let step = 0; solved && step < CONTINUATION_STEPS; step++) {
      if (eta === z.im) return;
      const { re, im, slope } = equation;
      if (z.im === 0) {
        // delta at eta = 0 by its tangent: real outside the support.
        const landing = im - eta * slope.re;
        if (landing > INSIDE * im && this.#newton(z.re, 0, re + eta * slope.im, landing)) return;
        if (landing < INSIDE * im && this.#newton(z.re, 0, re + eta * slope.im, 0, true) && equation.isOutside) return;
        if (eta <= LOWEST * scale) break;
      }
      const next = Math.max(eta * ratio, z.im);
      const change = next - eta;
      const tangent = im + change * slope.re;
      const useful = tangent > 0;
      solved = this.#newton(z.re, next, useful ? re - change * slope.im : re, useful ? tangent : im);
      if (!solved) {
        const guess = inPower({ re, im }, slope, eta, next);
        solved = guess.im > 0 && this.#newton(z.re, next, guess.re, guess.im);
      }
      if (solved) {
        eta = next;
        ratio = Math.max(ratio * ratio, 1e-3);
      } else {
        equation.re = re;
        equation.im = im;
        if (ratio > STUCK) break;
        ratio = Math.sqrt(ratio);
        solved = this.#newton(z.re, eta, re, im);
      }
    }
    // The density is one that double precision does not tell from zero.
    const tiny = z.im === 0 && eta <= TINY * scale;
    if (tiny && this.#newton(z.re, 0, equation.re, 0, true) && equation.slope.re > 0) return;
    throw new ConvergenceError(
      `delta at z = ${z.re} + ${z.im}i`,
      this.#iterations,
      equation.residual,
      'try a z further above the real line, or further from an edge of the support',
    );
  }

  /** Makes delta real where Im delta is rounding. */
  #settle(x: number): void {
    const { re, im } = this.#equation;
    if (im === 0 || im > NOT_REAL * Math.abs(re)) return;
    if (this.#newton(x, 0, re, 0, true) && this.#equation.isOutside) return;
    this.#newton(x, 0, re, im);
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
