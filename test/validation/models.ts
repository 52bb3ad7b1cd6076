/** The models that are held against simulation: every loss and response, every kind of covariance, c above and below one. */

import type { ValidationCase } from './scores';

const two = { eigenvalues: [1, 8], weights: [0.5, 0.5] };
const three = { eigenvalues: [1, 3, 10], weights: [0.3, 0.4, 0.3] };

/** The fast ones among them: they run with the tests. */
export const FAST: readonly ValidationCase[] = [
  {
    name: 'logistic, mean orthogonal to w',
    shape: { response: 'logistic', loss: 'logistic', mean: [1.5, 0], w: [0, 1], wStar: [0, 1] },
    samplesPerFeature: 5,
  },
  {
    name: 'logistic, long w: outlier on the left',
    shape: { response: 'logistic', loss: 'logistic', w: [3] },
    samplesPerFeature: 10,
  },
  {
    name: 'logistic, two atoms: outlier in the gap',
    shape: { response: 'logistic', loss: 'logistic', covariance: two, mean: [1.8] },
    samplesPerFeature: 12,
  },
  {
    name: 'clipped linear response, g of both signs',
    shape: {
      response: { kind: 'linear', noise: 0.5 },
      preprocessing: { kind: 'clip', bound: 2 },
      mean: [2],
      wStar: [2],
    },
    samplesPerFeature: 4,
  },
  {
    name: 'square, c = 2',
    shape: { response: 'probit', loss: 'square', mean: [3] },
    samplesPerFeature: 0.5,
  },
];

export const MODELS: readonly ValidationCase[] = [
  ...FAST,
  {
    name: 'exponential loss',
    shape: { response: 'logistic', loss: 'exponential', w: [0.7] },
    samplesPerFeature: 5,
  },
  {
    name: 'phase retrieval, independent w',
    shape: { response: 'phase-retrieval', loss: 'phase-retrieval', w: [1, 0], wStar: [0, 1] },
    samplesPerFeature: 5,
  },
  {
    name: 'logistic, three atoms',
    shape: { response: 'logistic', loss: 'logistic', covariance: three, mean: [1, 0.5], w: [0.5, 1], wStar: [1, 0] },
    samplesPerFeature: 8,
  },
  {
    name: 'logistic, c = 2, mean and w oblique',
    shape: { response: 'logistic', loss: 'logistic', mean: [3, 1], w: [1, 0.5], wStar: [0, 1] },
    samplesPerFeature: 0.5,
  },
  {
    name: 'phase retrieval, clipped',
    shape: { response: 'phase-retrieval', preprocessing: { kind: 'clip', bound: 3 }, wStar: [1] },
    samplesPerFeature: 6,
  },
  {
    name: 'probit response, logistic loss',
    shape: { response: 'probit', loss: 'logistic', mean: [0, 2], w: [1, 1], wStar: [2, 0] },
    samplesPerFeature: 3,
  },
];
