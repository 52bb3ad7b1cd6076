/** The lines that give the numbers shown in NumPy, to rounding: the samples are the same, H is summed in another order. */

import { continuousEigenvalues } from '../../covariance/continuous-spectrum';
import { parameterValue } from '../../model/catalogue';
import { frameBlocks } from '../../model/eigenspaces';
import { lossFunctions } from '../../model/losses';
import type { Covariance, Model, Response, SignalVector } from '../../model/model';
import { type CataloguePreprocessing, preprocessingFunctions } from '../../model/preprocessings';
import { RESPONSES, type ResponseEntry } from '../../model/responses';
import { parseExpression } from '../expression/parse';
import { toNumpy } from '../expression/translate';
import { CURVATURE_VARIABLES, type ModelText, RESPONSE_VARIABLES } from '../state/model-text';
import { modelOf, type Scenario } from '../state/scenario';

const NORMAL = 'np.vectorize(NormalDist().inv_cdf)(u)';

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
  if (response.kind === 'custom-labels') return labels(inStar(own.probability));
  if (response.kind === 'custom-map') return noisy(inStar(own.map), response.noise);
  const { values, numpy }: ResponseEntry = RESPONSES[response.kind];
  const source = numpy(parameterValue(response));
  switch (values) {
    case 'signs':
      return labels(source);
    case 'counts':
      return source;
    case 'reals':
      return noisy(source, parameterValue(response));
  }
}

function curvatureSource({ loss, preprocessing }: Model, text: ModelText): string {
  if (loss?.kind === 'custom') {
    return toNumpy(parseExpression((text.loss as { curvature: string }).curvature, CURVATURE_VARIABLES));
  }
  return loss ? lossFunctions(loss).numpy : preprocessingFunctions(preprocessing as CataloguePreprocessing).numpy;
}
