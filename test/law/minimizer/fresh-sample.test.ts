/** The law of new samples' Hessian at a w, and an intercept, that were fitted: a fixed-w law with a shifted loss. */

import { describe, expect, it } from 'vitest';
import { comparisonTable } from '../../../src/cli/comparison-table';
import { compare } from '../../../src/compare/compare';
import { freshSampleLaw, limitingLaw } from '../../../src/law/limiting-law';
import { defineModel } from '../../../src/model/define-model';

const fitted = defineModel({
  ...{ samples: 2000, features: 400 },
  response: 'logistic',
  loss: 'logistic',
  mean: [0.6, 0.8],
  wStar: [2, 0],
  at: { minimizer: { ridge: 0.02, intercept: true } },
});

describe('a fresh sample where an intercept was fitted', () => {
  const law = freshSampleLaw(fitted);
  const state = limitingLaw(fitted).minimizer;
  if (!state?.intercept) throw new Error('expected an intercept');
  const intercept = state.intercept.value;

  it('has the law of the fixed w with the curvature of the shifted score', () => {
    expect(Math.abs(intercept)).toBeGreaterThan(0.01);
    const along = state.wStarOverlap.value / 2;
    const second = (state.meanOverlap.value - 0.6 * along) / 0.8;
    const third = Math.sqrt(state.squaredNorm.value - along ** 2 - second ** 2);
    const shifted = defineModel({
      ...{ samples: 2000, features: 400 },
      response: 'logistic',
      loss: { curvature: (_, h) => 1 / (4 * Math.cosh((h + intercept) / 2) ** 2), range: [0, 0.25] },
      mean: [0.6, 0.8],
      wStar: [2, 0],
      w: [along, second, third],
    });
    const other = limitingLaw(shifted);
    expect(law.outliers.length).toBe(other.outliers.length);
    for (const [k, { location, alignment }] of law.outliers.entries()) {
      expect(Math.abs(location / other.outliers[k].location - 1)).toBeLessThan(1e-9);
      expect(alignment.w).toBeCloseTo(other.outliers[k].alignment.w as number, 8);
      expect(alignment.mean).toBeCloseTo(other.outliers[k].alignment.mean as number, 8);
    }
    for (const x of [0.05, 0.1, 0.2]) expect(Math.abs(law.density(x) / other.density(x) - 1)).toBeLessThan(1e-9);
  });

  it('has it simulated beside it by `compare`', async () => {
    const comparison = await compare(fitted, { seed: 5, trials: 4 });
    const { fresh } = comparison;
    const table = comparisonTable(comparison, { color: false });
    for (const row of ['mean . w', 'intercept', 'fresh, left edge']) expect(table).toContain(row);
    if (!fresh) throw new Error('expected a fresh sample');
    const traces = fresh.trials.map(({ trace }) => trace / 400);
    const mean = traces.reduce((sum, value) => sum + value / 4, 0);
    // g spreads by 0.6 of its mean, over 4 x 2000 samples: 0.7%, and about as much for the fit's own spread; the mean adds |mean|^2 / p.
    const predicted = law.moments[0].value as number;
    expect(Math.abs(mean / predicted - 1)).toBeLessThan(0.02);
    expect(fresh.distance.kolmogorovSmirnov).toBeLessThan(0.01);
  });
});
