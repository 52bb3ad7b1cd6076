/**
 * The features' covariance C as the law needs it, eigenvalues and eigenvectors, from a sample covariance S. S itself is no estimate
 * of C unless n is much larger than p: its eigenvalues spread by a factor of (1 +- sqrt(p / n))^2.
 */

import { checkName } from '../check';
import { type Eigenbasis, matrixEigenbasis } from '../covariance/eigenbasis';
import type { SignalGeometry } from '../covariance/geometry';
import { ModelError } from '../errors';
import { unpacked } from '../wasm/packed-matrix';
import { checkVector, type DataStatistics } from './data-statistics';
import { ledoitWolf, type Shrinkage } from './ledoit-wolf';
import { populationSpectrum } from './population-spectrum';

/**
 * 'identity' takes C as the multiple of I with S's trace; 'ledoit-wolf' shrinks S towards that; 'population' infers C's eigenvalues
 * from S's own and puts them, in order, on S's eigenvectors; `given` is C itself, p x p, row-major.
 *
 * S's eigenvectors are not C's unless n is much larger than p. The law's bulk does not depend on them; outliers do, through how
 * mean, w and wStar lie between them.
 */
export type CovarianceEstimator = 'identity' | 'ledoit-wolf' | 'population' | { readonly given: Float64Array };

export interface EstimatedCovariance {
  readonly estimator: 'identity' | 'ledoit-wolf' | 'population' | 'given';
  /** p of them, ascending. */
  readonly eigenvalues: Float64Array;
  /** The eigenvectors that belong to them. */
  readonly basis: Pick<Eigenbasis, 'toEigenbasis'>;
  /** How far S was shrunk, where it was. */
  readonly shrinkage: Shrinkage | null;
}

/** A direction whose eigenvalue is below this share of the mean one is one in which the features are constant, to rounding. */
const NEGLIGIBLE = 1e-10;

/** @throws ModelError for a given matrix that is not symmetric or not positive definite, and for features that are all constant */
export function estimateCovariance(data: DataStatistics, estimator: CovarianceEstimator): EstimatedCovariance {
  const { features } = data;
  if (typeof estimator === 'object') return givenCovariance(estimator.given, features);
  const sample = unpacked(data.covariance, features, 'covariance');
  let trace = 0;
  for (let i = 0; i < features; i++) trace += sample[i * (features + 1)];
  if (!(trace > 0)) throw new ModelError('covariance', 'features that are not all constant', `trace ${trace}`);
  checkName('estimator', estimator, ['identity', 'ledoit-wolf', 'population']);
  if (estimator === 'identity') {
    const eigenvalues = new Float64Array(features).fill(trace / features);
    return { estimator, eigenvalues, basis: { toEigenbasis: (vector) => vector }, shrinkage: null };
  }
  const basis = matrixEigenbasis({ entries: sample, order: features });
  if (estimator === 'population') {
    return { estimator, eigenvalues: populationSpectrum(basis.eigenvalues, data.samples), basis, shrinkage: null };
  }
  const squaredNorm = sample.reduce((sum, entry) => sum + entry * entry, 0);
  const { samples, fourthMoment } = data;
  const shrinkage = ledoitWolf({ samples, features, trace, squaredNorm, fourthMoment });
  const { amount, target } = shrinkage;
  const eigenvalues = basis.eigenvalues.map((value) =>
    Math.max((1 - amount) * value + amount * target, NEGLIGIBLE * target),
  );
  return { estimator, eigenvalues, basis, shrinkage };
}

function givenCovariance(given: Float64Array, features: number): EstimatedCovariance {
  checkVector('estimator.given', given, features * features);
  for (let i = 0; i < features; i++) {
    for (let j = 0; j < i; j++) {
      const [below, above] = [given[i * features + j], given[j * features + i]];
      if (below !== above) throw new ModelError(`estimator.given[${i}, ${j}]`, `${above}, as at [${j}, ${i}]`, below);
    }
  }
  const basis = matrixEigenbasis({ entries: given, order: features });
  if (!(basis.eigenvalues[0] > 0)) {
    throw new ModelError('estimator.given', 'a positive definite matrix', `an eigenvalue of ${basis.eigenvalues[0]}`);
  }
  return { estimator: 'given', eigenvalues: basis.eigenvalues, basis, shrinkage: null };
}

/**
 * How vectors sit in the eigenbasis of C.
 * @param vectors mean, w, wStar
 */
export function geometryIn(
  { basis, eigenvalues }: Pick<EstimatedCovariance, 'basis' | 'eigenvalues'>,
  vectors: readonly Float64Array[],
): SignalGeometry {
  const coordinates = vectors.map((vector) => basis.toEigenbasis(vector));
  const weight = 1 / eigenvalues.length;
  return {
    atoms: Array.from(eigenvalues, (eigenvalue, k) => ({
      eigenvalue,
      weight,
      gram: coordinates.map((a) => coordinates.map((b) => a[k] * b[k])),
    })),
  };
}
