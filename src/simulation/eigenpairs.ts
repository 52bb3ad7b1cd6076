/** Eigenvectors of chosen eigenvalues by inverse iteration, with their residuals and their alignments with the signals. */

import { checkNumber } from '../check';
import { ConvergenceError } from '../errors';
import { SIGNALS, type Signal } from '../model/model';
import type { Kernels } from '../wasm/kernels';
import type { Realization } from './realization';
import type { Eigenpair } from './spectrum';
import { dot } from './vector';
import type { Workspace } from './workspace';

/** Eigenvalues closer than this, relative to the largest, need eigenvectors that are kept orthogonal. */
const CLUSTER = 1e-3;

/** Which eigenpairs to compute: indices into the ascending eigenvalues, or a choice made once these are known. */
export type PairSelection = readonly number[] | ((eigenvalues: Float64Array) => readonly number[]);

/** Where a tridiagonalized H, its reflectors and its copy lie, and the signals that alignments are taken with. */
export interface PairsJob {
  readonly space: Pick<Workspace, 'matrix' | 'copy' | 'diagonal' | 'offDiagonal'>;
  readonly signals: Pick<Realization, Signal>;
}

/** The eigenpairs of `indices` (into the ascending `eigenvalues`), by ascending index. */
export function computePairs(
  kernels: Kernels,
  job: PairsJob,
  eigenvalues: Float64Array,
  indices: readonly number[],
): Eigenpair[] {
  const { exports, arena } = kernels;
  const { space } = job;
  const p = eigenvalues.length;
  const ascending = [...new Set(indices)].sort((a, b) => a - b);
  for (const index of ascending) checkNumber('pairs', index, { min: 0, max: p - 1, integer: true });
  if (ascending.length === 0) return [];

  const norm = Math.max(Math.abs(eigenvalues[0]), Math.abs(eigenvalues[p - 1]));
  const stride = p * Float64Array.BYTES_PER_ELEMENT;
  const ofTridiagonal = arena.allocate(ascending.length * stride);
  const vector = arena.allocate(exports.paddedOrder(p) * Float64Array.BYTES_PER_ELEMENT);
  const work = arena.allocate(Math.max(exports.eigenvectorWorkBytes(p), exports.eigenpairResidualWorkBytes(p)));
  let clusterStart = 0;
  return ascending.map((index, k) => {
    const lambda = eigenvalues[index];
    if (k > 0 && lambda - eigenvalues[ascending[k - 1]] > CLUSTER * norm) clusterStart = k;
    const z = ofTridiagonal + k * stride;
    const previous = ofTridiagonal + clusterStart * stride;
    const { diagonal, offDiagonal } = space;
    if (exports.tridiagonalEigenvector(z, diagonal, offDiagonal, p, lambda, previous, k - clusterStart, work) !== 0) {
      throw new ConvergenceError(`eigenvector ${index}`, 6, Number.NaN, 'its eigenvalue may belong to a tight cluster');
    }
    arena.view(vector, exports.paddedOrder(p)).fill(0);
    exports.backTransform(vector, z, space.matrix, p);
    const residual = exports.eigenpairResidual(space.copy, vector, lambda, p, work);
    const entries = exports.readVector(vector, p);
    return {
      index,
      eigenvalue: lambda,
      residual: norm === 0 ? residual : residual / norm,
      alignment: alignmentOf(kernels, job.signals, entries),
      vector: entries,
    };
  });
}

/** Squared cosines of a unit vector with the signals that are not zero. */
export function alignmentOf(
  { arena }: Kernels,
  signals: Pick<Realization, Signal>,
  vector: Float64Array,
): Eigenpair['alignment'] {
  const entries = SIGNALS.map(
    (name) => [name, squaredCosine(arena.view(signals[name], vector.length), vector)] as const,
  );
  return Object.fromEntries(entries.filter(([, cosine]) => cosine !== null)) as Eigenpair['alignment'];
}

/** The squared cosine between a signal and a unit vector; null for a zero signal. */
function squaredCosine(signal: Float64Array, unit: Float64Array): number | null {
  const squares = dot(signal, signal);
  const product = dot(signal, unit);
  return squares === 0 ? null : (product * product) / squares;
}

/** The largest entry of |V^T V - I| for the pairs' vectors V. */
export function orthogonalityOf(pairs: readonly Eigenpair[]): number {
  let worst = 0;
  for (const [k, { vector }] of pairs.entries()) {
    for (let l = 0; l <= k; l++) {
      const other = pairs[l].vector;
      let product = k === l ? -1 : 0;
      for (let i = 0; i < vector.length; i++) product += vector[i] * other[i];
      worst = Math.max(worst, Math.abs(product));
    }
  }
  return worst;
}
