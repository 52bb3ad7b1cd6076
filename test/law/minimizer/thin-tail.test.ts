import { describe, expect, it } from 'vitest';
import { defineModel } from '../../../src/define-model';
import { limitingLaw } from '../../../src/law/limiting-law';

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
