/**
 * Gauss quadrature of a discrete measure sum_i weight_i delta(x - value_i): m nodes and weights that integrate polynomials of
 * degree up to 2 m - 1 exactly. Lanczos with diag(values), begun with the square roots of the weights, gives the measure's
 * Jacobi matrix; its eigenvalues are the nodes, the squared first components of its eigenvectors the weights (Golub & Welsch
 * 1969, Calculation of Gauss quadrature rules; Golub & Meurant 2010, Matrices, Moments and Quadrature, chapters 4 and 6).
 *
 * With values and vectors of the projection of H on a block Krylov space that contains z, and the squared coordinates of z as
 * weights, this is what m Lanczos steps with H from z alone would give: the projection has the same moments up to that degree.
 */

import { ConvergenceError } from '../../errors';
import type { Kernels } from '../../wasm/kernels';
import { dot, norm } from '../vector';

const DOUBLE = Float64Array.BYTES_PER_ELEMENT;

export interface GaussRule {
  /** Ascending. */
  readonly nodes: Float64Array;
  /** One for each node; they add to 1. */
  readonly weights: Float64Array;
}

/** Bytes of scratch that `gaussRule` needs. */
export function gaussRuleBytes(nodes: number): number {
  return 3 * nodes * DOUBLE;
}

/**
 * @param amplitudes square roots (of either sign) of the weights, of any norm
 * @param count the number of nodes; fewer come out where the measure has fewer points
 * @param work pointer to `gaussRuleBytes(count)`
 */
export function gaussRule(
  { exports, arena }: Kernels,
  values: Float64Array,
  amplitudes: Float64Array,
  count: number,
  work: number,
): GaussRule {
  const { diagonal, offDiagonal } = jacobiMatrix(values, amplitudes, count);
  const m = diagonal.length;
  const d = arena.view(work, m);
  const e = arena.view(work + m * DOUBLE, m).fill(0);
  const firstRow = arena.view(work + 2 * m * DOUBLE, m).fill(0);
  d.set(diagonal);
  e.set(offDiagonal);
  firstRow[0] = 1;
  if (exports.eigensystemQl(d.byteOffset, e.byteOffset, m, firstRow.byteOffset, 1) !== 0) {
    throw new ConvergenceError('a quadrature node', 60, Number.NaN, 'H may hold NaN or Infinity');
  }
  const order = Array.from(d.keys()).sort((i, j) => d[i] - d[j]);
  return {
    nodes: Float64Array.from(order, (k) => d[k]),
    weights: Float64Array.from(order, (k) => firstRow[k] ** 2),
  };
}

/** Lanczos, with every vector orthogonalized against all before it, twice. */
function jacobiMatrix(values: Float64Array, amplitudes: Float64Array, count: number) {
  const largest = values.reduce((size, value) => Math.max(size, Math.abs(value)), 0);
  const negligible = values.length * Number.EPSILON * largest;
  const diagonal: number[] = [];
  const offDiagonal: number[] = [];
  const basis: Float64Array[] = [];
  let vector = scaled(amplitudes, 1 / norm(amplitudes));
  for (;;) {
    const image = vector.map((entry, i) => entry * values[i]);
    diagonal.push(dot(image, vector));
    basis.push(vector);
    if (basis.length === Math.min(count, values.length)) break;
    for (let round = 0; round < 2; round++) for (const other of basis) subtract(image, other, dot(image, other));
    const length = norm(image);
    if (length <= negligible) break;
    offDiagonal.push(length);
    vector = scaled(image, 1 / length);
  }
  return { diagonal, offDiagonal };
}

function scaled(x: Float64Array, factor: number): Float64Array {
  return x.map((entry) => factor * entry);
}

function subtract(x: Float64Array, y: Float64Array, factor: number): void {
  for (let i = 0; i < x.length; i++) x[i] -= factor * y[i];
}
