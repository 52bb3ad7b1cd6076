import { describe, expect, it } from 'vitest';
import { limitingLaw } from '../../../src/law/limiting-law';
import { defineModel } from '../../../src/model/define-model';

const probit = (aspectRatio: number, ridge: number) =>
  defineModel({ aspectRatio, response: 'probit', loss: 'probit', wStar: [1.5], at: { minimizer: { ridge } } });

describe('a law whose tail thins out long before its edge', () => {
  /** By mpmath, at 30 digits: the average over h by a path that goes around the pole, delta by the secant method. */
  it.each([
    [1.03, 9.90014312008527e-7],
    [1.04, 1.161954375347407e-9],
    [1.05, 8.080262540977786e-13],
  ])('probit loss: the density at %d', (x, density) => {
    const law = limitingLaw(probit(0.8, 0.05));
    expect(law.support[0][1]).toBeGreaterThan(1.13);
    expect(Math.abs(law.density(x) / density - 1)).toBeLessThan(1e-6);
  });

  it('probit loss, p > n: the density goes on smoothly where a step down to it is 1e-40 of the law', () => {
    const law = limitingLaw(
      defineModel({
        ...{ aspectRatio: 1.206, response: 'sign', loss: 'probit', wStar: [0.5] },
        covariance: { eigenvalues: [1, 4], weights: [0.5, 0.5] },
        at: { minimizer: { ridge: 0.0265 } },
      }),
    );
    // x times the density, per unit of log x: as wide as the logarithms of g are spread, some ten units.
    const perLogarithm = [-80, -82, -84, -86, -88, -90, -92, -94].map((t) => Math.exp(t) * law.density(Math.exp(t)));
    for (const [k, value] of perLogarithm.slice(1).entries()) {
      expect(value / perLogarithm[k]).toBeGreaterThan(0.1);
      expect(value / perLogarithm[k]).toBeLessThan(1);
    }
  });

  it.each([
    [0.8, 0.05],
    [2, 0.3], // soft at both edges, and close to one of them by decades
  ])(
    'probit loss, p / n = %d, ridge %d: the density has the mass of the bulk, which its edges know',
    (aspectRatio, ridge) => {
      const law = limitingLaw(probit(aspectRatio, ridge));
      expect(law.massCheck.error).toBeLessThan(1e-9);
    },
  );
});
