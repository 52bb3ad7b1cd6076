/**
 * C = Q diag(eigenvalues) Q^T at p features, and vectors on their way to and from Q: diagonal kinds permute, the others go
 * through a tridiagonal matrix (the inverse of an autoregressive C, or what reflections make of a dense one).
 */

import { eigenspaceSizes } from '../model/eigenspaces';
import type { AutoregressiveCovariance, Covariance, DenseCovariance } from '../model/model';
import { type TridiagonalEigen, tridiagonalEigen } from '../numerics/tridiagonal-eigen';
import { tridiagonalize } from '../numerics/tridiagonalize';
import { autoregressiveEigenvalues, autoregressivePrecision } from './autoregressive';
import { continuousEigenvalues } from './continuous-spectrum';

export interface Eigenbasis {
  /** The eigenvalue of each eigenvector: ascending, or in the order in which atoms are given. */
  readonly eigenvalues: Float64Array;
  /** Q^T v. */
  toEigenbasis(vector: Float64Array): Float64Array;
  /** Q c. */
  fromEigenbasis(coordinates: Float64Array): Float64Array;
}

/** Dense matrices take O(p^3): done once for each. */
const known = new WeakMap<DenseCovariance, Eigenbasis>();

export function eigenbasis(covariance: Covariance, features: number): Eigenbasis {
  switch (covariance.kind) {
    case 'atoms': {
      const sizes = eigenspaceSizes(covariance, features);
      return inPlace(Float64Array.from(sizes.flatMap((size, k) => Array(size).fill(covariance.eigenvalues[k]))));
    }
    case 'diagonal':
      return ofDiagonal(covariance.values);
    case 'toeplitz':
      return ofAutoregressive(covariance, features);
    case 'matrix': {
      const basis = known.get(covariance) ?? matrixEigenbasis(covariance);
      known.set(covariance, basis);
      return basis;
    }
    default:
      return inPlace(continuousEigenvalues(covariance, features));
  }
}

function inPlace(eigenvalues: Float64Array): Eigenbasis {
  const same = (vector: Float64Array) => Float64Array.from(vector);
  return { eigenvalues, toEigenbasis: same, fromEigenbasis: same };
}

function ofDiagonal(values: Float64Array): Eigenbasis {
  const order = Int32Array.from(values.keys()).sort((i, j) => values[i] - values[j] || i - j);
  return {
    eigenvalues: Float64Array.from(order, (i) => values[i]),
    toEigenbasis: (vector) => Float64Array.from(order, (i) => vector[i]),
    fromEigenbasis(coordinates) {
      const vector = new Float64Array(values.length);
      for (let k = 0; k < order.length; k++) vector[order[k]] = coordinates[k];
      return vector;
    },
  };
}

function ofAutoregressive({ correlation, variance }: AutoregressiveCovariance, features: number): Eigenbasis {
  let found: TridiagonalEigen | null = null;
  const inverse = () => {
    const { diagonal, beside } = autoregressivePrecision(correlation, features);
    found ??= tridiagonalEigen(diagonal, beside);
    return found;
  };
  return {
    // In closed form they keep all their digits.
    eigenvalues: autoregressiveEigenvalues(correlation, features).map((t) => variance * t),
    toEigenbasis: (vector) => inverse().toEigenbasis(vector).reverse(),
    fromEigenbasis: (coordinates) => inverse().fromEigenbasis(coordinates.toReversed()),
  };
}

/** The eigenbasis of a symmetric matrix, order x order, row-major. */
export function matrixEigenbasis({ entries, order }: Pick<DenseCovariance, 'entries' | 'order'>): Eigenbasis {
  const { diagonal, offDiagonal, apply, applyTransposed } = tridiagonalize(entries, order);
  const { values, toEigenbasis, fromEigenbasis } = tridiagonalEigen(diagonal, offDiagonal);
  return {
    eigenvalues: values,
    toEigenbasis(vector) {
      const reflected = Float64Array.from(vector);
      applyTransposed(reflected);
      return toEigenbasis(reflected);
    },
    fromEigenbasis(coordinates) {
      const vector = fromEigenbasis(coordinates);
      apply(vector);
      return vector;
    },
  };
}
