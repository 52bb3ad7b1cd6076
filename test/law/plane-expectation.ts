/**
 * Expectations over (a1, a2, noise) by the plain trapezoid rule in every dimension: slow, obvious, and converging
 * geometrically for an analytic integrand whose poles are well away from the real axes.
 */

import type { Complex } from '../../src/numerics/complex';

/** g as a function of a1, a2 and a standard normal noise, with the probability of that branch (one label of two, say). */
export type Branch = (a1: number, a2: number, noise: number) => { readonly g: number; readonly probability: number };

export interface PlaneMoments {
  readonly phi: Complex;
  readonly derivative: Complex;
  /** E[psi v v^T], v = (1, a1, a2), real part, row by row of the upper triangle. */
  readonly psi: readonly number[];
}

interface Grid {
  readonly step: number;
  /** Step of the noise, or 0 for none. */
  readonly noiseStep: number;
}

const REACH = 9;

export function planeMoments(branches: readonly Branch[], delta: Complex, { step, noiseStep }: Grid): PlaneMoments {
  const sums = new Float64Array(10);
  const noises = noiseStep === 0 ? [0] : grid(noiseStep);
  for (const noise of noises) {
    const noiseWeight = noiseStep === 0 ? 1 : gaussian(noise, noiseStep);
    for (const a1 of grid(step)) {
      for (const a2 of grid(step)) {
        const weight = noiseWeight * gaussian(a1, step) * gaussian(a2, step);
        for (const branch of branches) {
          const { g, probability } = branch(a1, a2, noise);
          addPsi(sums, g, weight * probability, delta, a1, a2);
        }
      }
    }
  }
  return {
    phi: { re: sums[0], im: sums[6] },
    derivative: { re: -sums[7], im: -sums[8] },
    psi: Array.from(sums.subarray(0, 6)),
  };
}

function grid(step: number): number[] {
  const count = Math.ceil(REACH / step);
  return Array.from({ length: 2 * count + 1 }, (_, i) => (i - count) * step);
}

function gaussian(x: number, step: number): number {
  return (step * Math.exp((-x * x) / 2)) / Math.sqrt(2 * Math.PI);
}

function addPsi(sums: Float64Array, g: number, weight: number, delta: Complex, a1: number, a2: number): void {
  const qRe = 1 + g * delta.re;
  const qIm = g * delta.im;
  const q2 = qRe * qRe + qIm * qIm;
  const re = (g * qRe) / q2;
  const im = (-g * qIm) / q2;
  [1, a1, a2, a1 * a1, a1 * a2, a2 * a2].forEach((moment, k) => {
    sums[k] += weight * re * moment;
  });
  sums[6] += weight * im;
  sums[7] += weight * (re * re - im * im);
  sums[8] += weight * 2 * re * im;
}
