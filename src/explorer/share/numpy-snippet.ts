/** The lines that give the numbers shown in NumPy, to rounding: the samples are the same, H is summed in another order. */

import { continuousEigenvalues } from '../../covariance/continuous-spectrum';
import { frameBlocks } from '../../model/eigenspaces';
import type { Covariance, Loss, Model, Preprocessing, Response, SignalVector } from '../../model/model';
import { parseExpression } from '../expression/parse';
import { toNumpy } from '../expression/translate';
import { CURVATURE_VARIABLES, type ModelText, RESPONSE_VARIABLES } from '../state/model-text';
import { modelOf, type Scenario } from '../state/scenario';

const NORMAL = 'np.vectorize(NormalDist().inv_cdf)(u)';
const CDF = 'np.vectorize(NormalDist().cdf)';
const PDF = 'np.vectorize(NormalDist().pdf)';

/** Null for a covariance whose eigenbasis NumPy may give with other signs. */
export function numpySnippet({ model: text, seed, trials }: Omit<Scenario, 'method'>): string | null {
  const model = modelOf(text);
  const { covariance } = model;
  if (covariance.kind === 'toeplitz' || covariance.kind === 'matrix') return null;
  const features = model.features as number;
  return `from statistics import NormalDist
import numpy as np
from numpy.random import Generator, PCG64, SeedSequence

n, p, seed, trials = ${model.samples}, ${features}, ${seed}, ${trials}
blocks = ${blocksSource(covariance, features)}


def frame(*coordinates):
    """Coordinates in the signal frame as p coordinates: each direction is spread evenly over the eigenspaces."""
    v, start = np.zeros(p), 0
    for m in blocks:
        k = np.arange(m)
        for j, a in enumerate(coordinates):
            v[start:start + m] += a * np.sqrt((1 if j == 0 else 2) / p) * np.cos(np.pi * j * (k + 0.5) / m)
        start += m
    return v


${responseHelp(model.response)}scale = np.sqrt(${eigenvaluesSource(covariance, features)})
mean = ${vectorSource(model.mean)}
w = ${vectorSource(model.w)}
wStar = ${vectorSource(model.wStar)}
for t in range(trials):
    Z = Generator(PCG64(SeedSequence(seed, spawn_key=(t, 0)))).standard_normal((n, p))
    u = Generator(PCG64(SeedSequence(seed, spawn_key=(t, 1)))).random(n)
    X = mean + scale * Z
    h, hs = X @ w, X @ wStar
    y = ${responseSource(model.response, text)}
    g = np.broadcast_to(${curvatureSource(model, text)}, n)
    eigenvalues = np.linalg.eigvalsh((X.T * g) @ X / n)
    print(repr(float(eigenvalues[0])), repr(float(eigenvalues[-1])))
`;
}

function blocksSource(covariance: Covariance, features: number): string {
  return JSON.stringify(frameBlocks(covariance, features));
}

function eigenvaluesSource(covariance: Covariance, features: number): string {
  switch (covariance.kind) {
    case 'atoms':
      return `np.repeat(${JSON.stringify(covariance.eigenvalues)}, blocks).astype(float)`;
    case 'uniform': {
      const { from, to } = covariance;
      return `${from} + ${to - from} * (np.arange(p) + 0.5) / p`;
    }
    case 'power-law': {
      const { exponent, from, to } = covariance;
      const q = '(np.arange(p) + 0.5) / p';
      if (exponent === 1) return `${from} * (${to} / ${from}) ** (${q})`;
      const power = `((${to} / ${from}) ** ${1 - exponent} - 1)`;
      return `${from} * (1 + ${q} * ${power}) ** (1 / ${1 - exponent})`;
    }
    case 'diagonal':
      return `np.array(${JSON.stringify(Array.from(covariance.values))})`;
    default:
      return `np.array(${JSON.stringify(Array.from(continuousEigenvalues(covariance as never, features)))})`;
  }
}

function vectorSource(vector: SignalVector): string {
  if ('frame' in vector) return `frame(${vector.frame.join(', ')})`;
  return `np.array(${JSON.stringify(Array.from(vector.values))})`;
}

function responseHelp({ kind }: Response): string {
  if (kind !== 'poisson') return '';
  return `@np.vectorize
def poisson_quantile(u, rate):
    k, term = 0, np.exp(-rate)
    total = term
    while total < u and term > 0:
        k += 1
        term *= rate / k
        total += term
    return float(k)


`;
}

function responseSource(response: Response, text: ModelText): string {
  const labels = (chance: string) => `np.where(u < ${chance}, 1.0, -1.0)`;
  const noisy = (map: string, noise: number) => (noise === 0 ? map : `${map} + ${noise} * ${NORMAL}`);
  const own = text.response as { map?: string; probability?: string };
  // An expression's h is the page's name for wStar . x.
  const inStar = (source = '') => `(lambda h: ${toNumpy(parseExpression(source, RESPONSE_VARIABLES))})(hs)`;
  switch (response.kind) {
    case 'logistic':
      return labels('1 / (1 + np.exp(-hs))');
    case 'probit':
      return labels(`${CDF}(hs)`);
    case 'sign':
      return labels(`np.where(hs >= 0, ${1 - response.flip}, ${response.flip})`);
    case 'linear':
      return noisy('hs', response.noise);
    case 'phase-retrieval':
      return noisy('hs ** 2', response.noise);
    case 'amplitude':
      return noisy('np.abs(hs)', response.noise);
    case 'tanh':
      return noisy('np.tanh(hs)', response.noise);
    case 'relu':
      return noisy('np.maximum(hs, 0)', response.noise);
    case 'poisson':
      return 'poisson_quantile(u, np.exp(hs))';
    case 'custom-labels':
      return labels(inStar(own.probability));
    case 'custom-map':
      return noisy(inStar(own.map), response.noise);
  }
}

function curvatureSource({ loss, preprocessing }: Model, text: ModelText): string {
  return loss ? lossSource(loss, text) : preprocessingSource(preprocessing as Preprocessing);
}

function lossSource(loss: Loss, text: ModelText): string {
  switch (loss.kind) {
    case 'logistic':
      return '1 / (4 * np.cosh(h / 2) ** 2)';
    case 'exponential':
      return 'np.exp(-y * h)';
    case 'probit':
      return `(lambda m, r: r * (r + m))(y * h, ${PDF}(y * h) / ${CDF}(y * h))`;
    case 'squared-hinge':
      return 'np.where(y * h < 1, 1.0, 0.0)';
    case 'poisson':
      return 'np.exp(h)';
    case 'square':
      return '1.0';
    case 'phase-retrieval':
      return '3 * h ** 2 - y';
    case 'tanh-square':
      return '(lambda t: (1 - t ** 2) * (1 - 3 * t ** 2 + 2 * t * y))(np.tanh(h))';
    case 'huber':
      return `np.where(np.abs(y - h) <= ${loss.threshold}, 1.0, 0.0)`;
    case 'pseudo-huber':
      return `(1 + ((y - h) / ${loss.threshold}) ** 2) ** -1.5`;
    case 'cauchy':
      return `(lambda q: (1 - q) / (1 + q) ** 2)(((y - h) / ${loss.scale}) ** 2)`;
    case 'custom':
      return toNumpy(parseExpression((text.loss as { curvature: string }).curvature, CURVATURE_VARIABLES));
  }
}

function preprocessingSource(preprocessing: Preprocessing): string {
  switch (preprocessing.kind) {
    case 'clip':
      return `np.clip(y, -${preprocessing.bound}, ${preprocessing.bound})`;
    case 'truncate':
      return `np.where(np.abs(y) <= ${preprocessing.bound}, y, 0.0)`;
    default:
      return 'y';
  }
}
