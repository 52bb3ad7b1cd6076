/** Which eigenvalues of a symmetric matrix are wanted, and how they are found on its tridiagonal form. */

import { checkNumber, checkNumbers, checkObject } from '../check';
import { ConvergenceError, ModelError } from '../errors';
import type { Kernels } from '../wasm/kernels';

/**
 * All of them; the k lowest and the k highest; those in the half-open interval [from, to); or only how many lie in each bin
 * [edges[i], edges[i + 1]) of a histogram. What is selected has the same bits as among all.
 */
export type EigenvalueSelection =
  | 'all'
  | { readonly lowest?: number; readonly highest?: number }
  | { readonly from: number; readonly to: number }
  | { readonly edges: ArrayLike<number> };

/** The eigenvalues that were selected, ascending, and the counts of a histogram. */
export interface SelectedEigenvalues {
  readonly eigenvalues: Float64Array;
  /** Null unless a histogram was asked for; `eigenvalues` is empty then. */
  readonly counts: Int32Array | null;
}

/** T (diagonal: n doubles, offDiagonal: n - 1), where its eigenvalues go, and scratch. */
export interface TridiagonalSpace {
  readonly diagonal: number;
  readonly offDiagonal: number;
  readonly eigenvalues: number;
  readonly eigenvalueWork: number;
}

/** @throws ModelError naming the part that does not fit */
export function checkSelection(argument: string, selection: unknown, order: number): void {
  if (selection === 'all') return;
  const parts = checkObject(argument, selection, ['lowest', 'highest', 'from', 'to', 'edges']);
  const kinds = ['lowest' in parts || 'highest' in parts, 'from' in parts || 'to' in parts, 'edges' in parts];
  if (kinds.filter(Boolean).length !== 1) {
    throw new ModelError(argument, "'all', lowest and highest, from and to, or edges", selection);
  }
  if ('edges' in parts) {
    const edges = checkNumbers(`${argument}.edges`, parts.edges);
    const descent = edges.findIndex((edge, i) => i > 0 && edge <= edges[i - 1]);
    if (edges.length < 2 || descent > 0) {
      throw new ModelError(`${argument}.edges`, 'at least two numbers that ascend', parts.edges);
    }
  } else if ('from' in parts || 'to' in parts) {
    const from = checkNumber(`${argument}.from`, parts.from);
    checkNumber(`${argument}.to`, parts.to, { min: from });
  } else {
    for (const end of ['lowest', 'highest'] as const) {
      checkNumber(`${argument}.${end}`, parts[end] ?? 0, { min: 0, max: order, integer: true });
    }
  }
}

/** @throws ConvergenceError where the iteration runs out, which only a matrix that is not finite makes it do */
export function findEigenvalues(
  kernels: Kernels,
  space: TridiagonalSpace,
  order: number,
  selection: EigenvalueSelection,
): SelectedEigenvalues {
  if (typeof selection === 'object' && 'edges' in selection) {
    return { eigenvalues: new Float64Array(0), counts: countBetween(kernels, space, order, selection.edges) };
  }
  const ranges = rangesOf(kernels, space, order, selection);
  const parts = ranges.map(([first, end]) => findRange(kernels, space, order, first, end));
  const eigenvalues = parts.length === 1 ? parts[0] : Float64Array.from(parts.flatMap((part) => [...part]));
  return { eigenvalues, counts: null };
}

/** Ranges of indices, first inclusive and end exclusive, that ascend and do not overlap. */
function rangesOf(
  kernels: Kernels,
  space: TridiagonalSpace,
  order: number,
  selection: Exclude<EigenvalueSelection, { edges: unknown }>,
): (readonly [number, number])[] {
  if (selection === 'all') return [[0, order]];
  if ('from' in selection) {
    const [first, end] = countsBelow(kernels, space, order, [selection.from, selection.to]);
    return [[first, end]];
  }
  const { lowest = 0, highest = 0 } = selection as { lowest?: number; highest?: number };
  if (lowest + highest >= order) return [[0, order]];
  return [
    [0, lowest],
    [order - highest, order],
  ];
}

function findRange(
  { exports, arena }: Kernels,
  { diagonal, offDiagonal, eigenvalues, eigenvalueWork }: TridiagonalSpace,
  order: number,
  first: number,
  end: number,
): Float64Array {
  const unconverged = exports.tridiagonalEigenvalues(
    eigenvalues,
    diagonal,
    offDiagonal,
    order,
    first,
    end,
    eigenvalueWork,
  );
  if (unconverged !== 0) {
    const advice = 'the matrix may hold NaN or Infinity';
    throw new ConvergenceError(`${unconverged} of ${order} eigenvalues`, 30 * order, Number.NaN, advice);
  }
  return arena.view(eigenvalues, end - first).slice();
}

/** How many eigenvalues lie in each bin. */
function countBetween(kernels: Kernels, space: TridiagonalSpace, order: number, edges: ArrayLike<number>): Int32Array {
  const below = countsBelow(kernels, space, order, edges);
  return below.subarray(1).map((count, i) => count - below[i]);
}

/** How many eigenvalues are less than each of the shifts. */
function countsBelow(
  { exports, arena }: Kernels,
  { diagonal, offDiagonal }: TridiagonalSpace,
  order: number,
  shifts: ArrayLike<number>,
): Int32Array {
  const pointer = arena.allocate(shifts.length * Float64Array.BYTES_PER_ELEMENT);
  const out = arena.allocate(shifts.length * Int32Array.BYTES_PER_ELEMENT);
  arena.view(pointer, shifts.length).set(shifts);
  exports.sturmCounts(out, diagonal, offDiagonal, order, pointer, shifts.length);
  return new Int32Array(exports.memory.buffer, out, shifts.length).slice();
}
