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
    shape: { response: 'logistic', loss: 'logistic', covariance: three, mean: [2, 0.5], w: [0.5, 1], wStar: [1, 0] },
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
  {
    name: 'sign with flips, probit loss',
    shape: { response: { kind: 'sign', flip: 0.1 }, loss: 'probit', mean: [1.5, 0], w: [0, 1], wStar: [0, 1] },
    samplesPerFeature: 4,
  },
  {
    name: 'logistic response, squared hinge',
    shape: { response: 'logistic', loss: 'squared-hinge', mean: [2, 0], w: [0.5, 1], wStar: [0, 1] },
    samplesPerFeature: 5,
  },
  {
    name: 'linear response, Huber',
    shape: {
      response: { kind: 'linear', noise: 0.5 },
      loss: { kind: 'huber', threshold: 1 },
      w: [1, 0],
      wStar: [0, 2],
    },
    samplesPerFeature: 5,
  },
  {
    name: 'linear response, pseudo-Huber, mean',
    shape: { response: { kind: 'linear', noise: 0.5 }, loss: 'pseudo-huber', mean: [1.5, 0], w: [0, 1], wStar: [1, 0] },
    samplesPerFeature: 5,
  },
  {
    name: 'linear response, Cauchy: g of both signs',
    shape: { response: { kind: 'linear', noise: 0.5 }, loss: 'cauchy', w: [1, 0], wStar: [0, 2] },
    samplesPerFeature: 5,
  },
  {
    name: 'relu response, Huber',
    shape: {
      response: { kind: 'relu', noise: 0.3 },
      loss: { kind: 'huber', threshold: 0.5 },
      w: [1, 0],
      wStar: [1, 1],
    },
    samplesPerFeature: 4,
  },
  {
    name: 'tanh response, square loss, two atoms',
    shape: { response: { kind: 'tanh', noise: 0.2 }, loss: 'square', covariance: two, mean: [1], wStar: [0, 1] },
    samplesPerFeature: 6,
  },
  {
    name: 'Poisson response and loss',
    shape: { response: 'poisson', loss: 'poisson', mean: [0.5, 0], w: [0, 0.5], wStar: [0, 0.5] },
    samplesPerFeature: 5,
  },
  {
    name: 'Poisson response, pseudo-Huber',
    shape: { response: 'poisson', loss: 'pseudo-huber', w: [0.5], wStar: [0.5] },
    samplesPerFeature: 5,
  },
  {
    name: 'logistic response, tanh-square',
    shape: { response: 'logistic', loss: 'tanh-square', w: [1, 0], wStar: [1, 1] },
    samplesPerFeature: 5,
  },
  {
    name: 'amplitude response, phase-retrieval loss',
    shape: { response: { kind: 'amplitude', noise: 0.1 }, loss: 'phase-retrieval', w: [1, 0], wStar: [0, 1] },
    samplesPerFeature: 5,
  },
  {
    name: 'phase retrieval, truncated',
    shape: { response: 'phase-retrieval', preprocessing: { kind: 'truncate', bound: 4 }, wStar: [1] },
    samplesPerFeature: 8,
  },
  {
    name: 'relu response as it is (identity), c = 1.5',
    shape: { response: { kind: 'relu', noise: 0.3 }, preprocessing: { kind: 'identity' }, wStar: [1] },
    samplesPerFeature: 2 / 3,
  },
  {
    name: 'exponential loss, aligned signals',
    shape: { response: 'logistic', loss: 'exponential', mean: [0.3, 0.3], w: [0.5], wStar: [1] },
    samplesPerFeature: 6,
  },
  {
    name: 'logistic, Toeplitz 0.6',
    shape: {
      response: 'logistic',
      loss: 'logistic',
      covariance: { kind: 'toeplitz', correlation: 0.6 },
      mean: [2, 0],
      w: [0, 1],
    },
    samplesPerFeature: 5,
  },
  {
    name: 'logistic, power law',
    shape: {
      response: 'logistic',
      loss: 'logistic',
      covariance: { kind: 'power-law', exponent: 2, from: 0.5, to: 10 },
      mean: [2, 0],
      w: [0, 1],
    },
    samplesPerFeature: 5,
  },
  {
    name: 'square, uniform spectrum',
    shape: { response: 'linear', loss: 'square', covariance: { kind: 'uniform', from: 0.5, to: 3 }, mean: [2.5] },
    samplesPerFeature: 3,
  },
  {
    name: 'square, Marchenko-Pastur covariance, c = 2',
    shape: {
      response: 'linear',
      loss: 'square',
      covariance: { kind: 'marchenko-pastur', aspectRatio: 0.3 },
      mean: [4],
    },
    samplesPerFeature: 0.5,
  },
  {
    name: 'logistic, w aligned with mean, two atoms',
    shape: { response: 'logistic', loss: 'logistic', covariance: two, mean: [1], w: [1], wStar: [0, 1] },
    samplesPerFeature: 8,
  },
  {
    name: 'truncated linear response, g of both signs',
    shape: {
      response: { kind: 'linear', noise: 0.2 },
      preprocessing: { kind: 'truncate', bound: 3 },
      mean: [2],
      wStar: [2],
    },
    samplesPerFeature: 5,
  },
];
