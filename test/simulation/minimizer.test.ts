/** The fit on a trial's samples, against its own equation and closed forms. */

import { describe, expect, it } from 'vitest';
import { ConvergenceError } from '../../src/errors';
import { defineModel, type ModelInput } from '../../src/model/define-model';
import { atFit } from '../../src/simulation/minimizer/fit-minimizer';
import { simulate } from '../../src/simulation/simulate';
import type { FittedVector } from '../../src/simulation/spectrum';

const size = { samples: 300, features: 40 };

const CASES: readonly (readonly [string, Partial<ModelInput>])[] = [
  ['logistic', { response: 'logistic', loss: 'logistic', mean: [0.5, 1], at: { minimizer: { ridge: 0.05 } } }],
  [
    'logistic, intercept',
    { response: 'logistic', loss: 'logistic', mean: [1, 1], at: { minimizer: { ridge: 0.05, intercept: true } } },
  ],
  ['exponential', { response: 'logistic', loss: 'exponential', at: { minimizer: { ridge: 0.1 } } }],
  ['squared hinge', { response: 'probit', loss: 'squared-hinge', at: { minimizer: { ridge: 0.1 } } }],
  ['probit', { response: 'probit', loss: 'probit', at: { minimizer: { ridge: 0.02 } } }],
  ['poisson', { response: 'poisson', loss: 'poisson', at: { minimizer: { ridge: 0.1 } }, wStar: [0.7] }],
  ['square, p > n', { response: 'linear', loss: 'square', at: { minimizer: { ridge: 0.1 } }, samples: 30 }],
  ['huber', { response: 'linear', loss: { kind: 'huber', threshold: 0.5 }, at: { minimizer: { ridge: 0.1 } } }],
  ['pseudo-huber, no ridge', { response: 'linear', loss: 'pseudo-huber', at: { minimizer: { ridge: 0 } } }],
  ['log-cosh, no ridge', { response: 'linear', loss: 'log-cosh', at: { minimizer: { ridge: 0 } } }],
  ['cauchy', { response: 'linear', loss: 'cauchy', at: { minimizer: { ridge: 0.3 } } }],
  [
    'toeplitz',
    {
      response: 'logistic',
      loss: 'logistic',
      covariance: { kind: 'toeplitz', correlation: 0.5 },
      at: { minimizer: { ridge: 0.1 } },
    },
  ],
];

describe.each(CASES)('%s', (_, input) => {
  const model = defineModel({ ...size, wStar: [1.5], ...input } as ModelInput);

  it('has a gradient of at most 1e-10, and H is at the fitted w', async () => {
    const { fit, eigenvalues, trace } = await simulate(model, { seed: 3 });
    expect(fit?.gradientNorm).toBeLessThanOrEqual(1e-10);
    expect(fit?.iterations).toBeLessThan(40);
    expect(fit?.intercept === null).toBe(!model.minimizer?.intercept);
    const same = await simulate(atFit(model, fit as FittedVector), { seed: 3 });
    expect(Array.from(same.eigenvalues)).toEqual(Array.from(eigenvalues));
    expect(same.trace).toBe(trace);
  });
});

it('labels that are separated, without a ridge: an error that says so', async () => {
  const model = defineModel({
    ...{ samples: 50, features: 40 },
    response: 'logistic',
    loss: 'logistic',
    wStar: [2],
    at: { minimizer: { ridge: 0 } },
  });
  const error = await simulate(model).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(ConvergenceError);
  expect((error as Error).message).toMatch(/ridge/);
});
