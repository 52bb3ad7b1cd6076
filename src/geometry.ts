/**
 * How mean, w and wStar sit in the eigenspaces of C: all that the law needs to know of them.
 * The frame's directions are spread evenly over the eigenspaces, so a frame vector puts the share weight_k of its squared
 * norm into eigenspace k; a vector given by coordinates puts there whatever it has in that block.
 */

import { eigenspaceSizes } from './covariance';
import { frameDirection } from './frame';
import { type Model, SIGNALS, type SignalVector } from './model';

/** 3 x 3, symmetric, rows and columns in the order mean, w, wStar. */
export type Gram = readonly (readonly number[])[];

export interface SignalAtom {
  /** t_k, an eigenvalue of C. */
  readonly eigenvalue: number;
  /** Its share of the p dimensions. */
  readonly weight: number;
  /** Inner products of the projections of mean, w, wStar on this eigenspace. */
  readonly gram: Gram;
}

export interface SignalGeometry {
  readonly atoms: readonly SignalAtom[];
}

/** sum_k t_k^power Gram_k: power 0 gives plain inner products, power 1 those weighted by C. */
export function gramOf(geometry: SignalGeometry, power: number): number[][] {
  const total = [0, 1, 2].map(() => [0, 0, 0]);
  for (const { eigenvalue, gram } of geometry.atoms) {
    const scale = eigenvalue ** power;
    for (let i = 0; i < 3; i++) for (let j = 0; j < 3; j++) total[i][j] += scale * gram[i][j];
  }
  return total;
}

/** The geometry of a model's vectors: exact for frame vectors, measured block by block where coordinates are given. */
export function signalGeometry(model: Model): SignalGeometry {
  const vectors = SIGNALS.map((name) => model[name]);
  const { eigenvalues, weights } = model.covariance;
  if (vectors.every((vector) => 'frame' in vector)) {
    const frameGram = gramMatrix(vectors.map((vector) => vector.frame));
    return {
      atoms: eigenvalues.map((eigenvalue, k) => ({
        eigenvalue,
        weight: weights[k],
        gram: frameGram.map((row) => row.map((entry) => weights[k] * entry)),
      })),
    };
  }
  const sizes = eigenspaceSizes(model.covariance, model.features as number);
  let start = 0;
  return {
    atoms: eigenvalues.map((eigenvalue, k) => {
      const blocks = vectors.map((vector) => blockOf(vector, start, sizes[k], model.features as number));
      start += sizes[k];
      return { eigenvalue, weight: weights[k], gram: gramMatrix(blocks) };
    }),
  };
}

/** A vector's coordinates in the eigenspace that begins at `start`. */
function blockOf(vector: SignalVector, start: number, size: number, features: number): ArrayLike<number> {
  if ('values' in vector) return vector.values.subarray(start, start + size);
  const block = new Float64Array(size);
  for (const [j, coordinate] of vector.frame.entries()) {
    const direction = frameDirection(j, size, features);
    for (let i = 0; i < size; i++) block[i] += coordinate * direction[i];
  }
  return block;
}

function gramMatrix(vectors: readonly ArrayLike<number>[]): number[][] {
  return vectors.map((a) => vectors.map((b) => dot(a, b)));
}

/** Vectors of different length are padded with zeros. */
function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < Math.min(a.length, b.length); i++) sum += a[i] * b[i];
  return sum;
}
