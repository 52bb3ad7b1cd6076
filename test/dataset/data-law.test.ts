/** Laws of drawn data against the law of the model that they were drawn from. */

import { describe, expect, it } from 'vitest';
import { lawOfData } from '../../src/dataset/data-law';
import type { CovarianceEstimator } from '../../src/dataset/estimated-covariance';
import { ModelError } from '../../src/errors';
import { edgeFluctuation } from '../../src/law/finite-size/fluctuation';
import { limitingLaw } from '../../src/law/limiting-law';
import { defineModel } from '../../src/model/define-model';
import { distanceTo } from '../../src/numerics/sample-statistics';
import { symmetricEigenvalues } from '../../src/simulation/symmetric-eigenvalues';
import { drawData } from './drawn-data';

const [n, p] = [800, 200];
const size = { samples: n, features: p };
const unit = (k: number, length: number) => ({ values: Array.from({ length: p }, (_, i) => (i === k ? length : 0)) });
const logistic = { ...size, response: 'logistic', loss: 'logistic' } as const;
const CORRELATION = 0.5;

const CASES = [
  { name: 'logistic', model: defineModel({ ...logistic, w: unit(0, 2), wStar: unit(1, 1) }), causes: [] },
  {
    name: 'logistic with a mean',
    model: defineModel({ ...logistic, w: unit(0, 2), wStar: unit(1, 1), mean: unit(2, 1.6) }),
    causes: ['mean'],
  },
  {
    name: 'logistic along w',
    model: defineModel({ ...logistic, samples: 3200, w: unit(0, 3) }),
    causes: ['w'],
  },
  {
    name: 'correlated features with a mean',
    model: defineModel({
      ...logistic,
      w: unit(0, 3),
      wStar: unit(1, 1),
      mean: unit(50, 2.5),
      covariance: { kind: 'toeplitz', correlation: CORRELATION },
    }),
    causes: ['mean'],
  },
];

function trueCovariance(name: string): CovarianceEstimator {
  const correlation = name.startsWith('correlated') ? CORRELATION : 0;
  const given = Float64Array.from({ length: p * p }, (_, k) => correlation ** Math.abs(Math.floor(k / p) - (k % p)));
  return { given };
}

describe.each(CASES)('$name, C given', ({ name, model, causes }) => {
  const samples = model.samples as number;
  const truth = limitingLaw(model);

  it('the law of the data is that of the model, up to the sampling of the curvatures', async () => {
    const { statistics } = await drawData(model, 5);
    const { law, outliers, covariance, fitted } = lawOfData(statistics, { estimator: trueCovariance(name) });
    expect([covariance.estimator, covariance.shrinkage, fitted]).toEqual(['given', null, false]);
    expect(law.bulks.length).toBe(truth.bulks.length);
    for (const side of ['left', 'right'] as const) {
      const [found, expected] = [law.bulks[0][side].location as number, truth.bulks[0][side].location as number];
      const { deviation } = edgeFluctuation(truth, { bulk: 0, side }, { samples, features: p });
      expect(Math.abs(found - expected)).toBeLessThan(4 * (deviation as number));
    }
    expect(outliers.map(({ cause }) => cause)).toEqual(causes.map((cause) => [cause]));
    outliers.forEach((outlier, k) => {
      const whole = (truth.outlierDeviation(truth.outliers[k]) as number) / Math.sqrt(samples);
      const rest = outlier.standardDeviation as number;
      expect(rest).toBeGreaterThan(0);
      // Given the curvatures, scores and mean only a part of the spread is left.
      expect(rest).toBeLessThan(whole);
      expect(Math.abs(outlier.location - truth.outliers[k].location)).toBeLessThan(4 * whole);
    });
    const points = [0.1, 0.3, 0.5, 0.7, 0.9].map((share) => truth.quantile(share));
    for (const x of points) {
      const deviation = truth.cdfDeviation(x) / Math.sqrt(samples);
      expect(Math.abs(law.cdf(x) - truth.cdf(x))).toBeLessThan(4 * deviation);
    }
    expect(law.massCheck.error).toBeLessThan(1e-6);
    expect(law.cdfDeviation(points[2])).toBe(0);
  });

  it('it is nearer to the spectrum than the model’s own law: only rigidity is left', async () => {
    let [near, far] = [0, 0];
    for (const trial of [0, 1]) {
      const { statistics, hessian } = await drawData(model, 9, trial);
      const { law } = lawOfData(statistics, { estimator: trueCovariance(name) });
      const eigenvalues = await symmetricEigenvalues(hessian);
      const distance = distanceTo(eigenvalues, (x) => law.cdf(x)).kolmogorovSmirnov;
      // log(p) / p to leading order, and the share of the outliers.
      expect(distance).toBeLessThan((Math.log(p) + 2) / p);
      near += distance;
      far += distanceTo(eigenvalues, (x) => truth.cdf(x)).kolmogorovSmirnov;
    }
    expect(near).toBeLessThan(far);
  });
});

describe('refuses', () => {
  const vector = (length: number) => new Float64Array(length).fill(1);
  const data = {
    ...{ samples: 3, features: 2, curvatures: vector(3), projections: Float64Array.of(1, 2, 3), mean: vector(2) },
    ...{ covariance: new Float64Array(64), fourthMoment: 1, weights: vector(2) },
  };
  data.covariance.set([1, 0, 0, 1]);
  const estimator = 'ledoit-wolf' as const;

  it.each([
    ['curvatures: expected 3 numbers', { ...data, curvatures: vector(2) }],
    ['projections[1]: expected a finite number, got NaN', { ...data, projections: Float64Array.of(1, Number.NaN, 3) }],
    ['mean: expected a Float64Array', { ...data, mean: [1, 2] as never }],
    ['covariance: expected 64 numbers', { ...data, covariance: vector(4) }],
    ['samples: expected an integer >= 2', { ...data, samples: 1 }],
    ['teacher: expected both', { ...data, teacher: vector(2) }],
    ['covariance: expected features that are not all constant', { ...data, covariance: new Float64Array(64) }],
  ])('%s', (message, statistics) => {
    expect(() => lawOfData(statistics, { estimator })).toThrow(ModelError);
    expect(() => lawOfData(statistics, { estimator })).toThrow(message);
  });

  it.each([
    ['estimator.given[1, 0]: expected 0', Float64Array.of(1, 0, 1, 1)],
    ['estimator.given: expected a positive definite matrix', Float64Array.of(1, 2, 2, 1)],
    ['estimator.given: expected 4 numbers', vector(3)],
  ])('a given covariance: %s', (message, given) => {
    expect(() => lawOfData(data, { estimator: { given } })).toThrow(message);
  });

  it.each([
    ['fitted.slopes: expected slopes that are not all the same', { ridge: 0, slopes: vector(3) }],
    ['fitted.ridge: expected a finite number >= 0', { ridge: -1, slopes: vector(3) }],
    ['fitted: expected w at the minimum', { ridge: 0, slopes: Float64Array.of(-1, 1, 2) }],
  ])('a fit: %s', (message, fitted) => {
    expect(() => lawOfData(data, { estimator, fitted })).toThrow(message);
  });
});
