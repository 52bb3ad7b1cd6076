/**
 * How mean, w and wStar sit in the eigenspaces of C: all that the law needs to know of them.
 * The frame's directions are spread evenly over the eigenspaces, so a frame vector puts the share weight_k of its squared
 * norm into eigenspace k; a vector given by coordinates puts there whatever its projection has.
 */

import { frameBlocks } from '../model/eigenspaces';
import { frameDirection } from '../model/frame';
import {
  type ContinuousCovariance,
  type Covariance,
  type FrameVector,
  type Model,
  SIGNALS,
  type SignalVector,
} from '../model/model';
import { limitNodes, type SpectralNodes } from './continuous-spectrum';
import { eigenbasis } from './eigenbasis';

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

/** Whether the law, where only an aspect ratio is given, integrates over a continuous spectrum. */
export function isContinuous(covariance: Covariance): covariance is ContinuousCovariance {
  return covariance.kind !== 'atoms' && covariance.kind !== 'diagonal' && covariance.kind !== 'matrix';
}

/**
 * The geometry of a model's vectors: exact for frame vectors, measured in the eigenbasis of C where coordinates are given.
 * `nodes`: of the quadrature over a continuous spectrum, where the model has no size.
 */
export function signalGeometry(model: Model, nodes = 0): SignalGeometry {
  const { covariance, features } = model;
  const vectors = SIGNALS.map((name) => model[name]);
  const { eigenvalues, weights } = spectrumOf(covariance, features, nodes);
  const gramOfAtom = vectors.every((vector) => 'frame' in vector)
    ? evenGrams(vectors, weights)
    : measuredGrams(vectors, covariance, features as number);
  return {
    atoms: Array.from(eigenvalues, (eigenvalue, k) => ({ eigenvalue, weight: weights[k], gram: gramOfAtom(k) })),
  };
}

/**
 * At `features` dimensions the p eigenvalues themselves, so that the law is the deterministic equivalent of that very matrix;
 * atoms keep their exact weights. Without a size, `nodes` nodes of a quadrature take the place of a continuous spectrum.
 */
function spectrumOf(covariance: Covariance, features: number | null, nodes: number): SpectralNodes {
  if (covariance.kind === 'atoms') {
    const { eigenvalues, weights } = covariance;
    return { eigenvalues: Float64Array.from(eigenvalues), weights: Float64Array.from(weights) };
  }
  const order = features ?? orderOf(covariance);
  if (order === null) return limitNodes(covariance as ContinuousCovariance, nodes);
  return { eigenvalues: eigenbasis(covariance, order).eigenvalues, weights: new Float64Array(order).fill(1 / order) };
}

/** p, where C itself says it. */
function orderOf(covariance: Covariance): number | null {
  if (covariance.kind === 'diagonal') return covariance.values.length;
  return covariance.kind === 'matrix' ? covariance.order : null;
}

function evenGrams(vectors: readonly FrameVector[], weights: Float64Array): (atom: number) => number[][] {
  const total = gramMatrix(vectors.map((vector) => vector.frame));
  return (atom) => total.map((row) => row.map((entry) => weights[atom] * entry));
}

/** An atom has a block of eigenvectors to itself: an eigenspace, or one of the p. */
function measuredGrams(
  vectors: readonly SignalVector[],
  covariance: Covariance,
  features: number,
): (atom: number) => number[][] {
  const basis = eigenbasis(covariance, features);
  const blocks = frameBlocks(covariance, features);
  const coordinates = vectors.map((vector) =>
    'values' in vector ? basis.toEigenbasis(vector.values) : inFrame(vector, blocks, features),
  );
  const sizes = covariance.kind === 'atoms' ? blocks : new Array<number>(features).fill(1);
  const starts = [0];
  for (const size of sizes) starts.push(starts[starts.length - 1] + size);
  return (atom) => gramMatrix(coordinates.map((vector) => vector.subarray(starts[atom], starts[atom + 1])));
}

function inFrame({ frame }: FrameVector, blocks: readonly number[], features: number): Float64Array {
  const coordinates = new Float64Array(features);
  let start = 0;
  for (const size of blocks) {
    for (const [j, coordinate] of frame.entries()) {
      const direction = frameDirection(j, size, features);
      for (let i = 0; i < size; i++) coordinates[start + i] += coordinate * direction[i];
    }
    start += size;
  }
  return coordinates;
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

/** Eigenvalues this close, relatively, are one: what an eigenvalue solver leaves between equal ones. */
const SAME_EIGENVALUE = 64 * Number.EPSILON;

/** Atoms with positive weight, ascending, those of one eigenvalue (to rounding) made one. */
export function distinctAtoms(atoms: readonly SignalAtom[]): SignalAtom[] {
  const distinct: SignalAtom[] = [];
  for (const atom of [...atoms].sort((a, b) => a.eigenvalue - b.eigenvalue)) {
    const last = distinct.at(-1);
    if (atom.weight === 0) continue;
    if (!last || atom.eigenvalue - last.eigenvalue > SAME_EIGENVALUE * atom.eigenvalue) {
      distinct.push(atom);
      continue;
    }
    distinct[distinct.length - 1] = {
      eigenvalue: last.eigenvalue,
      weight: last.weight + atom.weight,
      gram: last.gram.map((row, i) => row.map((value, j) => value + atom.gram[i][j])),
    };
  }
  return distinct;
}
