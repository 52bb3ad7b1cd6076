/** Eigenvalues of a symmetric matrix of the caller's: tridiagonalized and solved by the kernels that simulations use. */

import { ModelError } from '../errors';
import { checkFiniteRows, checkFloat64Array } from '../rows/user-array';
import type { Kernels } from '../wasm/kernels';
import {
  checkSelection,
  type EigenvalueSelection,
  findEigenvalues,
  type SelectedEigenvalues,
} from './eigenvalue-selection';
import { type Engine, sharedEngine } from './engine';
import type { Pacer } from './pacer';
import { reductionSlices, reductionStages, reductionWorkBytes } from './reduction';
import { layOut } from './workspace';

export interface MatrixOptions {
  readonly signal?: AbortSignal;
  /** An engine to use in place of the shared one. */
  readonly engine?: Engine;
}

export interface EigenvalueOptions extends MatrixOptions {
  /** 'all' by default. */
  readonly select?: Exclude<EigenvalueSelection, { readonly edges: unknown }>;
}

/**
 * Eigenvalues, ascending, each within a small multiple of p eps ||A|| of an exact one.
 * @param matrix p x p, row-major; its lower triangle counts, and nothing is written to it
 * @throws ModelError for a length that is no square, or for NaN or Infinity, with its row and column
 * @throws MemoryError if it does not fit into WebAssembly's 4 GiB
 */
export async function symmetricEigenvalues(
  matrix: Float64Array,
  { select = 'all', ...options }: EigenvalueOptions = {},
): Promise<Float64Array> {
  return (await solve(matrix, 'select', select, options)).eigenvalues;
}

/**
 * How many eigenvalues lie in each bin [edges[i], edges[i + 1]): by Sturm counts, without finding the eigenvalues. Counts are
 * those of a matrix within a small multiple of p eps ||A||.
 * @param matrix as for `symmetricEigenvalues`
 */
export async function countEigenvalues(
  matrix: Float64Array,
  edges: ArrayLike<number>,
  options: MatrixOptions = {},
): Promise<Int32Array> {
  return (await solve(matrix, 'bins', { edges }, options)).counts as Int32Array;
}

async function solve(
  matrix: Float64Array,
  argument: string,
  selection: EigenvalueSelection,
  { engine, signal }: MatrixOptions,
): Promise<SelectedEigenvalues> {
  const order = Math.round(Math.sqrt(checkFloat64Array('matrix', matrix).length));
  if (order * order !== matrix.length) {
    throw new ModelError('matrix', 'p x p numbers (row-major)', `${matrix.length} numbers`);
  }
  checkSelection(argument, selection, order);
  checkFiniteRows('matrix', matrix, order);
  if (order === 0 && selection === 'all') return { eigenvalues: new Float64Array(0), counts: null };
  const conduct = { trial: 0, signal, onProgress: undefined };
  return (engine ?? (await sharedEngine())).compute(conduct, (kernels, pacer) =>
    solvePacked(kernels, pacer, matrix, order, selection),
  );
}

async function solvePacked(
  kernels: Kernels,
  pacer: Pacer,
  rows: Float64Array,
  order: number,
  selection: EigenvalueSelection,
): Promise<SelectedEigenvalues> {
  const { exports, arena } = kernels;
  const vector = exports.paddedOrder(order) * Float64Array.BYTES_PER_ELEMENT;
  const stages = reductionStages(kernels, order, false);
  const space = layOut(kernels, {
    matrix: exports.packedBytes(order),
    row: vector,
    diagonal: vector,
    offDiagonal: vector,
    eigenvalues: vector,
    work: reductionWorkBytes(kernels, order, stages),
    eigenvalueWork: exports.tridiagonalEigenvaluesWorkBytes(order),
  });
  exports.hessianClear(space.matrix, order);
  const row = arena.view(space.row, order);
  for (let i = 0; i < order; i++) {
    row.set(rows.subarray(i * order, i * order + i + 1));
    exports.packedWriteRow(space.matrix, space.row, i);
  }
  for (const done of reductionSlices(kernels, space, order, stages)) await pacer.breathe('tridiagonalize', done);
  return findEigenvalues(kernels, space, order, selection);
}
