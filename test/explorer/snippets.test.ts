import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { nodeSnippet } from '../../src/explorer/share/node-snippet';
import { numpySnippet } from '../../src/explorer/share/numpy-snippet';
import type { ModelText } from '../../src/explorer/state/model-text';
import { modelOf } from '../../src/explorer/state/scenario';
import { simulate } from '../../src/index';
import { describeUnless, missingNumpy, PYTHON } from '../missing';
import { PATIENCE } from '../patience';

const DIST = pathToFileURL(new URL('../../dist/index.js', import.meta.url).pathname).href;

const SIZE = { samples: 120, features: 40, mean: [0.7], w: [0.3, 0.9], wStar: [0, 0.8, 0.5] } as const;
const MODELS: Record<string, ModelText> = {
  'logistic, exponential': { ...SIZE, response: 'logistic', loss: 'exponential' },
  'probit, probit': { ...SIZE, response: 'probit', loss: 'probit' },
  'sign, squared hinge': { ...SIZE, response: { kind: 'sign', flip: 0.1 }, loss: 'squared-hinge' },
  'poisson, poisson': { ...SIZE, response: 'poisson', loss: 'poisson' },
  'linear, huber, two atoms': {
    ...SIZE,
    response: { kind: 'linear', noise: 0.5 },
    loss: { kind: 'huber', threshold: 0.7 },
    covariance: { eigenvalues: [1, 3], weights: [0.3, 0.7] },
  },
  'relu, pseudo-huber, power law': {
    ...SIZE,
    response: { kind: 'relu', noise: 0.2 },
    loss: { kind: 'pseudo-huber', threshold: 0.7 },
    covariance: { kind: 'power-law', exponent: 1.5, from: 0.1, to: 4 },
  },
  'amplitude, cauchy, uniform': {
    ...SIZE,
    response: 'amplitude',
    loss: { kind: 'cauchy', scale: 2 },
    covariance: { kind: 'uniform', from: 1, to: 2 },
  },
  'tanh, log-cosh': { ...SIZE, response: { kind: 'tanh', noise: 0.1 }, loss: 'log-cosh' },
  'tanh, tanh-square, MP': {
    ...SIZE,
    response: { kind: 'tanh', noise: 0.1 },
    loss: 'tanh-square',
    covariance: { kind: 'marchenko-pastur', aspectRatio: 0.3 },
  },
  'phase retrieval, power law of exponent 1': {
    ...SIZE,
    response: 'phase-retrieval',
    loss: 'phase-retrieval',
    covariance: { kind: 'power-law', exponent: 1, from: 0.5, to: 2 },
  },
  'phase retrieval, truncated': {
    ...SIZE,
    response: 'phase-retrieval',
    preprocessing: { kind: 'truncate', bound: 2 },
  },
  'linear, clipped, square': { ...SIZE, response: 'linear', preprocessing: { kind: 'clip', bound: 1.5 } },
  'own map and loss': {
    ...SIZE,
    response: { map: 'h > 0 ? h^2 : sum(k, 1, 3, h^k / k)', noise: 0.3 },
    loss: { curvature: 'exp(-(y - h)^2 / 2) + (y * h > 0 && h != 0) - -0.1 * max(y, tanh(h))' },
  },
  'own labels': { ...SIZE, response: { probability: 'abs(h) < 0.5 ? 0.5 : h > 0' }, loss: 'logistic' },
};
const SEED = 5;

async function eigenvaluesOf(model: ModelText): Promise<Float64Array> {
  return (await simulate(modelOf(model), { seed: SEED })).eigenvalues;
}

/** H's entries are sums of n products in another order, and its eigenvalues come from another algorithm: p n eps ||H|| bounds both. */
const toleranceOf = (eigenvalues: Float64Array) =>
  SIZE.features * SIZE.samples * Number.EPSILON * Math.max(Math.abs(eigenvalues[0]), eigenvalues[SIZE.features - 1]);

describeUnless(missingNumpy())('the same in NumPy', () => {
  it('gives the same extreme eigenvalues, for every response, loss and covariance', async () => {
    const scripts = Object.values(MODELS).map((model) => numpySnippet({ model, seed: SEED, trials: 1 }));
    const { stdout, stderr } = spawnSync(PYTHON, ['-'], { input: scripts.join('\n'), encoding: 'utf8' });
    expect(stderr).toBe('');
    const lines = stdout.trim().split('\n');
    expect(lines).toHaveLength(scripts.length);
    for (const [k, [name, model]] of Object.entries(MODELS).entries()) {
      const eigenvalues = await eigenvaluesOf(model);
      const [smallest, largest] = lines[k].split(' ').map(Number);
      const tolerance = toleranceOf(eigenvalues);
      expect(Math.abs(smallest - eigenvalues[0]), name).toBeLessThan(tolerance);
      expect(Math.abs(largest - eigenvalues[eigenvalues.length - 1]), name).toBeLessThan(tolerance);
    }
  });

  it('has no lines where eigenvectors would have to agree', () => {
    const model: ModelText = { ...MODELS['probit, probit'], covariance: { kind: 'toeplitz', correlation: 0.5 } };
    expect(numpySnippet({ model, seed: 0, trials: 1 })).toBeNull();
  });
});

describe('the same in Node', () => {
  it('gives the same eigenvalues to the bit', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'hessian-snippet-'));
    try {
      for (const name of ['logistic, exponential', 'own map and loss', 'own labels']) {
        const model = MODELS[name];
        const source = nodeSnippet({ model, seed: SEED, trials: 2, method: 'automatic' }, 1).replace(
          "'hessian-eigenspectra'",
          `'${DIST}'`,
        );
        const file = join(folder, 'snippet.mjs');
        writeFileSync(file, source);
        const { stdout, stderr } = spawnSync(process.execPath, [file], { encoding: 'utf8', timeout: PATIENCE });
        expect(stderr).toBe('');
        const { smallest, largest } = JSON.parse(stdout);
        const eigenvalues = await eigenvaluesOf(model);
        expect([smallest[0], largest[0]], name).toEqual([eigenvalues[0], eigenvalues[eigenvalues.length - 1]]);
        expect(smallest).toHaveLength(2);
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
