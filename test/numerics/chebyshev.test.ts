import { describe, expect, it } from 'vitest';
import { antiderivative, evaluateSeries, seriesOf } from '../../src/numerics/chebyshev';

describe('Chebyshev series', () => {
  it('interpolates and integrates exp to rounding', () => {
    const series = seriesOf(Math.exp, 20);
    const integral = antiderivative(series);
    for (const x of [-1, -0.7, 0, 0.31, 1]) {
      expect(Math.abs(evaluateSeries(series, x) - Math.exp(x))).toBeLessThan(1e-14);
      expect(Math.abs(evaluateSeries(integral, x) - (Math.exp(x) - Math.exp(-1)))).toBeLessThan(1e-14);
    }
  });

  it('is exact for a polynomial of lower degree', () => {
    const series = seriesOf((x) => x ** 3 - x, 4);
    expect(Array.from(series, (c) => Math.round(c * 1e14) / 1e14 + 0)).toEqual([0, -0.25, 0, 0.25]);
  });
});
