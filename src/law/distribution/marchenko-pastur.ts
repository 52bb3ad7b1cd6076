/**
 * The Marchenko-Pastur law, shifted and scaled: what people compare a Hessian's spectrum with by eye.
 *
 * With unit variance its continuous part lives on (1 -+ sqrt c)^2. On the circle x = left + (right - left) sin^2(theta / 2)
 * and with rho = min(sqrt c, 1 / sqrt c) both its density and its distribution function are elementary:
 *
 *     F(theta) = (theta + (rho sin theta - (1 - rho^2) omega) / rho^2) / pi,
 *     omega    = atan2(rho sin theta, 1 - rho cos theta),
 *
 * the integral of (2 / pi) sin^2 / (1 - 2 rho cos + rho^2) from 0 to theta (V. A. Marchenko & L. A. Pastur, 1967; the
 * logarithm of 1 - rho e^(i theta) appears as omega, so that small rho loses no digits to a difference of arctangents).
 */

import { findRoot } from '../../numerics/roots';

/** Accuracy of a quantile's theta: x is quadratic in it at the edges. */
const ANGLE = 1e-14;

export interface MarchenkoPastur {
  readonly aspectRatio: number;
  /** x = shift + scale * (a Marchenko-Pastur variable of unit variance). */
  readonly shift: number;
  readonly scale: number;
  /** Ends of the continuous part. */
  readonly support: readonly [number, number];
  /** The density of the continuous part alone, normalized to 1; zero outside the support. */
  density(x: number): number;
  /** The distribution function of the continuous part alone, normalized to 1. */
  cdf(x: number): number;
  /** The x at which `cdf` is the given probability, from 0 to 1. */
  quantile(probability: number): number;
}

export interface MarchenkoPasturParameters {
  readonly aspectRatio: number;
  readonly shift?: number;
  readonly scale?: number;
}

/** @throws RangeError unless aspectRatio and scale are positive and finite and shift is finite. */
export function marchenkoPastur({ aspectRatio, shift = 0, scale = 1 }: MarchenkoPasturParameters): MarchenkoPastur {
  requirePositive('marchenkoPastur', 'aspectRatio', aspectRatio);
  requirePositive('marchenkoPastur', 'scale', scale);
  if (!Number.isFinite(shift)) throw new RangeError(`marchenkoPastur: shift must be finite, got ${shift}`);
  const root = Math.sqrt(aspectRatio);
  const left = shift + scale * (1 - root) ** 2;
  const right = shift + scale * (1 + root) ** 2;
  return onInterval(left, right, aspectRatio, shift, scale);
}

/**
 * The law of the given aspect ratio whose continuous part spans [left, right].
 *
 * @throws RangeError unless left < right are finite and aspectRatio is positive and finite.
 */
export function fitMarchenkoPastur(left: number, right: number, aspectRatio: number): MarchenkoPastur {
  requirePositive('fitMarchenkoPastur', 'aspectRatio', aspectRatio);
  if (!(left < right && Number.isFinite(right - left))) {
    throw new RangeError(`fitMarchenkoPastur: expected finite left < right, got ${left} and ${right}`);
  }
  const root = Math.sqrt(aspectRatio);
  const scale = (right - left) / (4 * root);
  return onInterval(left, right, aspectRatio, left - scale * (1 - root) ** 2, scale);
}

function onInterval(left: number, right: number, aspectRatio: number, shift: number, scale: number): MarchenkoPastur {
  const rho = Math.min(Math.sqrt(aspectRatio), 1 / Math.sqrt(aspectRatio));
  // The smaller of c and 1 normalizes the continuous part, which has mass min(1, 1/c).
  const factor = 1 / (2 * Math.PI * scale * Math.min(aspectRatio, 1));
  // x - shift, from the left edge on: exact where the law touches its shift (c = 1).
  const margin = scale * (1 - Math.sqrt(aspectRatio)) ** 2;
  const cdfAt = (theta: number) => {
    const sine = rho * Math.sin(theta);
    const omega = Math.atan2(sine, 1 - rho * Math.cos(theta));
    const value = (theta + (sine - (1 - rho) * (1 + rho) * omega) / (rho * rho)) / Math.PI;
    return Math.min(1, Math.max(0, value));
  };
  return {
    aspectRatio,
    shift,
    scale,
    support: [left, right],
    density(x) {
      if (!(x > left && x < right)) return 0;
      return (factor * Math.sqrt((x - left) * (right - x))) / (x - left + margin);
    },
    cdf(x) {
      if (x <= left) return 0;
      if (x >= right) return 1;
      return cdfAt(2 * Math.atan2(Math.sqrt(x - left), Math.sqrt(right - x)));
    },
    quantile(probability) {
      if (!(probability >= 0 && probability <= 1)) {
        throw new RangeError(`quantile: expected a probability from 0 to 1, got ${probability}`);
      }
      if (probability === 0) return left;
      if (probability === 1) return right;
      const bracket = { a: 0, fa: -probability, b: Math.PI, fb: 1 - probability };
      const { x: theta } = findRoot((angle) => cdfAt(angle) - probability, bracket, ANGLE);
      return left + (right - left) * Math.sin(theta / 2) ** 2;
    },
  };
}

function requirePositive(where: string, name: string, value: number): void {
  if (!(value > 0 && Number.isFinite(value))) {
    throw new RangeError(`${where}: ${name} must be positive and finite, got ${value}`);
  }
}
