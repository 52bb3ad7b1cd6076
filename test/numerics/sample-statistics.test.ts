import { describe, expect, it } from 'vitest';
import { ModelError } from '../../src/errors';
import { distanceTo } from '../../src/numerics/sample-statistics';

const uniform = (x: number) => Math.min(Math.max(x, 0), 1);

describe('distance of a sample to a distribution function', () => {
  it('is 1/(2n) and 1/(4n) for the midpoints of a uniform law', () => {
    const n = 50;
    const sample = Float64Array.from({ length: n }, (_, i) => (i + 0.5) / n);
    const { kolmogorovSmirnov, wasserstein1 } = distanceTo(sample, uniform);
    expect(kolmogorovSmirnov).toBeCloseTo(1 / (2 * n), 14);
    // |F_n - F| is a saw tooth of height 1 / (2n): two Gauss nodes in each tooth's half are exact up to its kink.
    expect(wasserstein1).toBeGreaterThan(0.9 / (4 * n));
    expect(wasserstein1).toBeLessThan(1.2 / (4 * n));
  });

  it('is the shift for a shifted sample', () => {
    const n = 2000;
    const sample = Float64Array.from({ length: n }, (_, i) => (i + 0.5) / n + 0.25);
    const { kolmogorovSmirnov, wasserstein1 } = distanceTo(sample, uniform);
    expect(kolmogorovSmirnov).toBeCloseTo(0.25, 3);
    expect(Math.abs(wasserstein1 - 0.25)).toBeLessThan(1 / n);
  });

  it('counts the tails beyond the sample', () => {
    const exponential = (x: number) => (x <= 0 ? 0 : 1 - Math.exp(-x));
    const sample = Float64Array.from({ length: 1000 }, (_, i) => -Math.log(1 - (i + 0.5) / 2000)); // the lower half, twice as dense
    const { wasserstein1 } = distanceTo(sample, exponential);
    // Between quantiles: the integral over u of log(1 - u / 2) - log(1 - u) is log 2.
    expect(wasserstein1).toBeCloseTo(Math.log(2), 3);
  });

  it('refuses an empty sample', () => {
    expect(() => distanceTo(new Float64Array(), uniform)).toThrow(ModelError);
  });
});
