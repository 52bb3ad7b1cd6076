import { describe, expect, it } from 'vitest';
import { compare } from '../../src/compare/compare';
import { defineModel } from '../../src/model/define-model';

describe('compare, at a finite size', () => {
  const covariance = { eigenvalues: [1, 1.2], weights: [0.5, 0.5] };
  const alongW = defineModel({
    samples: 600,
    features: 60,
    response: 'logistic',
    loss: 'logistic',
    w: [3],
    covariance,
  });

  it('takes an outlier’s spread from the trials where theory has none, once there are enough', async () => {
    const at = { minimizer: { ridge: 0.02 } };
    const fitted = defineModel({ samples: 300, features: 60, response: 'logistic', loss: 'logistic', wStar: [3], at });
    const few = await compare(fitted, { trials: 2 });
    expect(few.outliers[0].fluctuation).toMatchObject({ standardDeviation: null, source: null });
    expect(few.outliers[0].fluctuation.reason).toMatch(/takes 8 trials/);
    const { outliers, trials } = await compare(fitted, { trials: 12 });
    const { source, standardDeviation, expected } = outliers[0].fluctuation;
    expect([source, expected]).toEqual(['simulation', outliers[0].predicted.location]);
    const locations = trials.map(({ eigenvalues }) => eigenvalues[0]);
    const mean = locations.reduce((sum, value) => sum + value, 0) / 12;
    const variance = locations.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 11;
    expect(standardDeviation).toBeCloseTo(Math.sqrt(variance), 12);
  });

  it('gives the p-value of the trial in which an outlier is least clear', async () => {
    const { outliers, law, trials } = await compare(alongW, { trials: 3 });
    const { pValue, reason } = outliers[0].outside;
    expect(reason).toBeNull();
    expect(pValue).toBeGreaterThan(0);
    expect(pValue).toBeLessThan(0.05);
    expect(law.outliers.length).toBe(1);
    expect(trials.length).toBe(3);
  });

  it('finds the law of the log-cosh loss in its spectra, at a given w and at the minimizer', async () => {
    const shape = { samples: 900, features: 180, response: { kind: 'linear', noise: 0.5 }, loss: 'log-cosh' } as const;
    const given = defineModel({ ...shape, mean: [1.5, 0], w: [0, 1], wStar: [1, 0] });
    const fitted = defineModel({ ...shape, wStar: [1.5], at: { minimizer: { ridge: 0.2 } } });
    for (const model of [given, fitted]) {
      const { distance, law, trials } = await compare(model, { seed: 4, trials: 4 });
      // Eigenvalues are rigid: their empirical distribution is some log(p) / p from the law.
      expect(distance.kolmogorovSmirnov).toBeLessThan((Math.log(180) + 2) / 180);
      const means = trials.map(({ trace }) => trace / 180);
      const mean = means.reduce((sum, value) => sum + value, 0) / 4;
      const variance = means.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 3;
      expect(Math.abs(mean - law.moments[0].value)).toBeLessThan(5 * Math.sqrt(variance / 4));
    }
  });

  it('expects the extreme eigenvalues inside of the edges, within their spread', async () => {
    const model = defineModel({ samples: 800, features: 200, response: 'linear', loss: 'square' });
    const { edges, marchenkoPastur } = await compare(model, { trials: 4 });
    for (const { simulated, fluctuation, predicted } of edges) {
      const { expected, standardDeviation, scale } = fluctuation;
      expect(Math.abs((expected as number) - (predicted as number))).toBeCloseTo(1.206533574582 * (scale as number), 9);
      // Five standard errors of four trials, and the next order.
      expect(Math.abs(simulated - (expected as number))).toBeLessThan(
        2.5 * (standardDeviation as number) + (scale as number),
      );
    }
    expect(marchenkoPastur.nearest.verdict).toBe('exact');
  });
});
