import { beforeAll, describe, expect, it } from 'vitest';
import { continuousEigenvalues, limitNodes } from '../../src/covariance/continuous-spectrum';
import { marchenkoPastur } from '../../src/law/distribution/marchenko-pastur';
import type { ContinuousCovariance } from '../../src/model/model';
import { createKernels, type Kernels } from '../../src/wasm/kernels';

const uniform = { kind: 'uniform', from: 0.5, to: 3 } as const;
const powerLaws = [-2, 0, 1, 1 + 1e-12, 1.5, 2, 7].map(
  (exponent) => ({ kind: 'power-law', exponent, from: 0.01, to: 2 }) as const,
);
const marchenkoPasturs = [1e-8, 0.01, 0.5, 0.999999].map(
  (aspectRatio) => ({ kind: 'marchenko-pastur', aspectRatio, variance: 1 }) as const,
);
const toeplitz = { kind: 'toeplitz', correlation: 0.6, variance: 2 } as const;

/** Distribution functions in closed form. */
function cdf(covariance: ContinuousCovariance, t: number): number {
  if (covariance.kind === 'uniform') return (t - covariance.from) / (covariance.to - covariance.from);
  if (covariance.kind === 'marchenko-pastur') return marchenkoPastur(covariance).cdf(t);
  if (covariance.kind === 'toeplitz') {
    const { correlation: rho, variance } = covariance;
    // Decreasing in theta for rho > 0.
    return 1 - Math.acos((1 + rho * rho - ((1 - rho * rho) * variance) / t) / (2 * rho)) / Math.PI;
  }
  const { exponent, from, to } = covariance;
  const power = 1 - exponent;
  if (power === 0) return Math.log(t / from) / Math.log(to / from);
  return Math.expm1(power * Math.log(t / from)) / Math.expm1(power * Math.log(to / from));
}

describe('eigenvalues at finite p', () => {
  it.each([uniform, ...powerLaws, ...marchenkoPasturs])('are the quantiles: %j', (covariance) => {
    const p = 201;
    continuousEigenvalues(covariance, p).forEach((t, k) => {
      // Rounding of t moves its distribution function by up to t f(t) eps, f at most 1 / the spread here; small ratios
      // lose eps / rho to the difference of two angles.
      const lost = covariance.kind === 'marchenko-pastur' ? 1 / Math.sqrt(covariance.aspectRatio) : 10;
      expect(Math.abs(cdf(covariance, t) - (k + 0.5) / p)).toBeLessThan(20 * Number.EPSILON * (1 + lost));
    });
  });

  it('of a process approach its symbol like 1 / p', () => {
    const p = 500;
    continuousEigenvalues(toeplitz, p).forEach((t, k) => {
      expect(Math.abs(cdf(toeplitz, t) - (k + 0.5) / p)).toBeLessThan(1 / p);
    });
  });
});

describe('the kernels of quantiles', () => {
  let kernels: Kernels;
  beforeAll(async () => {
    kernels = await createKernels();
  });

  it.each([...powerLaws, ...marchenkoPasturs])('agree with their twins: %j', (covariance) => {
    const { exports, arena } = kernels;
    const p = 300;
    const out = arena.allocate(8 * p);
    if (covariance.kind === 'power-law') {
      exports.powerLawQuantiles(out, p, covariance.exponent, covariance.from, covariance.to);
    } else exports.marchenkoPasturQuantiles(out, p, covariance.aspectRatio);
    const twin = continuousEigenvalues(covariance, p);
    // theta may stop a few roundings apart, and t moves by 2 rho sin(theta) < 2 sqrt(t) for each; small ratios lose eps / rho
    // of theta to the difference of two angles.
    arena.view(out, p).forEach((t, k) => {
      const lost = covariance.kind === 'marchenko-pastur' ? 1 + 1 / Math.sqrt(covariance.aspectRatio) : 20;
      expect(Math.abs(t - twin[k])).toBeLessThan(20 * Number.EPSILON * lost * Math.max(twin[k], Math.sqrt(twin[k])));
    });
  });
});

describe('the quadrature of the limit', () => {
  it.each([uniform, ...powerLaws, ...marchenkoPasturs, toeplitz])('integrates 1 / (t - q): %j', (covariance) => {
    const q = { re: 0.7, im: 0.4 };
    const transform = (count: number) => {
      const { eigenvalues, weights } = limitNodes(covariance, count);
      let [re, im] = [0, 0];
      eigenvalues.forEach((t, k) => {
        const squared = (t - q.re) ** 2 + q.im ** 2;
        re += (weights[k] * (t - q.re)) / squared;
        im += (weights[k] * q.im) / squared;
      });
      return { re, im };
    };
    // A Riemann-Stieltjes sum in the closed form of the distribution function, error of order step^2.
    const range = limitNodes(covariance, 100).eigenvalues;
    const [low, high] =
      covariance.kind === 'toeplitz'
        ? [0.5, 8]
        : 'from' in covariance
          ? [covariance.from, covariance.to]
          : marchenkoPastur(covariance).support;
    const steps = 5000;
    const at = (k: number) => low + ((high - low) * (1 - Math.cos((Math.PI * k) / steps))) / 2;
    let [re, im] = [0, 0];
    for (let k = 0; k < steps; k++) {
      const t = (at(k) + at(k + 1)) / 2;
      const mass = (k + 1 === steps ? 1 : cdf(covariance, at(k + 1))) - (k === 0 ? 0 : cdf(covariance, at(k)));
      const squared = (t - q.re) ** 2 + q.im ** 2;
      re += (mass * (t - q.re)) / squared;
      im += (mass * q.im) / squared;
    }
    const found = transform(64);
    expect(range[0]).toBeGreaterThanOrEqual(low * (1 - 1e-12));
    expect(Math.hypot(found.re - re, found.im - im)).toBeLessThan(1e-5);
    const finer = transform(128);
    expect(Math.hypot(found.re - finer.re, found.im - finer.im)).toBeLessThan(1e-9);
  });
});
