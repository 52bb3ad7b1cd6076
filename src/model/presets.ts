/** Models by name, after the figures of Liao & Mahoney (NeurIPS 2021). */

import type { ModelInput } from './define-model';

const FIGURE_SIZE = { samples: 6000, features: 800 } as const;

export const PRESETS = {
  /** Logistic model and loss; a mean orthogonal to w gives one outlier on the right. */
  'first-example': { ...FIGURE_SIZE, response: 'logistic', loss: 'logistic', mean: [1, 0], w: [0, 1], wStar: [0, 1] },
  /** Mean, w and wStar in the same direction: the same bulk as seen, and no outlier. */
  'figure-1a': { ...FIGURE_SIZE, response: 'logistic', loss: 'logistic', mean: [1], w: [1], wStar: [1] },
  /** As 1a, with w in a direction of its own. */
  'figure-1b': { ...FIGURE_SIZE, response: 'logistic', loss: 'logistic', mean: [1, 0], w: [0, 1], wStar: [1, 0] },
  /** Phase retrieval: curvature of both signs, unbounded. */
  'figure-1c': { ...FIGURE_SIZE, response: 'phase-retrieval', loss: 'phase-retrieval', w: [1, 0], wStar: [0, 2] },
  /** Logistic loss without a signal: bounded. */
  'figure-2a': { ...FIGURE_SIZE, response: 'logistic', loss: 'logistic', w: [1] },
  /** Exponential loss: unbounded on the right. */
  'figure-2b': { ...FIGURE_SIZE, response: 'logistic', loss: 'exponential', w: [1] },
  /** C = diag(1, 2): one bulk. */
  'figure-2c': {
    ...FIGURE_SIZE,
    response: 'logistic',
    loss: 'logistic',
    covariance: { eigenvalues: [1, 2], weights: [0.5, 0.5] },
    mean: [1],
    w: [1],
  },
  /** C = diag(1, 4): two bulks, and an outlier in the gap. */
  'figure-2d': {
    ...FIGURE_SIZE,
    response: 'logistic',
    loss: 'logistic',
    covariance: { eigenvalues: [1, 4], weights: [0.5, 0.5] },
    mean: [1],
    w: [1],
  },
  /** w = wStar = 0: the mean's outlier at |mean|^2 = 0.8. */
  'figure-4': { samples: 2048, features: 512, response: 'logistic', loss: 'logistic', mean: [Math.sqrt(0.8)] },
  /** A long w: the outlier on the left. */
  'figure-5': { samples: 8000, features: 800, response: 'logistic', loss: 'logistic', w: [2] },
  /** Noiseless phase retrieval, clipped measurements: the right outlier estimates wStar. */
  'spectral-initialization': {
    samples: 3200,
    features: 800,
    response: 'phase-retrieval',
    preprocessing: { kind: 'clip', bound: 3 },
    wStar: [1],
  },
} as const satisfies Record<string, ModelInput>;

export type PresetName = keyof typeof PRESETS;
