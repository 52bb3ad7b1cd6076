/**
 * The smallest and largest eigenvalues of a symmetric H with their eigenvectors, by thick-restart block Lanczos with full
 * reorthogonalization: the basis grows to its capacity, then the Ritz vectors nearest to the wanted ends are kept, and it
 * grows again, until every wanted pair has |H v - lambda v| <= tolerance ||H||. An eigenvalue then differs from one of H's by no
 * more than that, and by some |H v - lambda v|^2 / gap where it is isolated.
 *
 * A block of b random vectors sees b copies of a repeated eigenvalue. Where a wanted eigenvalue shows as many copies as there
 * were random vectors, and others are wanted beyond it, further random vectors are sent in to look for more.
 */

import { ConvergenceError } from '../../errors';
import type { Signal } from '../../model/model';
import type { Kernels } from '../../wasm/kernels';
import { alignmentOf } from '../eigenpairs';
import type { Realization } from '../realization';
import type { Eigenpair } from '../spectrum';
import type { KrylovSpace } from './krylov-space';
import { BLOCK_VECTORS } from './operator';
import type { RitzSolver, RitzSystem } from './ritz';
import type { Verification } from './verification';

/** Steps between looks at the Ritz values: a look costs about as much as a step at p = 10,000. */
const STEPS_PER_LOOK = 6;

/** Converged Ritz values that are closer than this times the tolerance are copies of one eigenvalue. */
const COPIES = 4;

export interface Ends {
  readonly smallest: number;
  readonly largest: number;
}

export interface ExtremePairs {
  /** Indices into the ascending eigenvalues, ascending. */
  readonly indices: readonly number[];
  readonly values: Float64Array;
  /** ||H v - lambda v|| / ||H||. */
  readonly residuals: Float64Array;
  /** The blocks of unit vectors. */
  readonly vectors: number;
  /** The largest entry of |V^T V - I|. */
  readonly orthogonality: number;
  /** The largest |Ritz value|: ||H|| to about the tolerance. */
  readonly norm: number;
}

export interface ExtremesOptions {
  readonly wanted: Ends;
  /** The residual, relative to ||H||, at which a pair is taken. */
  readonly tolerance: number;
  /** Multiplications by H, from the space's beginning. */
  readonly maxMultiplications: number;
  /** Called after each look with the worst residual relative to ||H||. */
  readonly onLook?: (residual: number) => void;
}

export async function extremePairs(
  space: KrylovSpace,
  solver: RitzSolver,
  verification: Verification,
  options: ExtremesOptions,
): Promise<ExtremePairs> {
  const { wanted, tolerance, maxMultiplications, onLook } = options;
  if (space.blocks === 0) await space.extend();
  for (;;) {
    const ritz = solver.solve(space);
    const indices = endIndices(ritz.values.length, wanted);
    const norm = normOf(ritz);
    const isEnough = space.isComplete || indices.length === wanted.smallest + wanted.largest;
    const worst = isEnough ? worstResidual(ritz, indices) / (norm || 1) : Number.POSITIVE_INFINITY;
    onLook?.(worst);
    const isReached = worst <= tolerance;
    const missesCopies = isReached && mayMissCopies(space, ritz, wanted, tolerance * norm);
    if (isReached && !missesCopies) {
      const found = await verified(space, verification, ritz, indices, tolerance);
      if (found) return withGlobalIndices(found, wanted, space.order);
    }
    if (space.multiplications >= maxMultiplications) {
      throw new ConvergenceError(
        `the residual of ${describe(wanted)}`,
        space.multiplications,
        worst,
        `allow more multiplications, more steps before a restart, or a larger tolerance than ${tolerance}`,
      );
    }
    if (isReached || space.blocks === space.maxBlocks) {
      space.restart(ritz, keptIndices(ritz.values.length, wanted, space.capacity));
    }
    if (isReached) space.redirect(missesCopies ? undefined : verification.residualBlock);
    const steps = Math.min(STEPS_PER_LOOK, space.maxBlocks - space.blocks);
    for (let step = 0; step < steps && !space.isComplete; step++) await space.extend();
  }
}

/** The least capacity, in blocks, that leaves room for the wanted vectors, as many again, and some steps. */
export function leastBlocks({ smallest, largest }: Ends): number {
  return 2 * Math.ceil((smallest + largest) / BLOCK_VECTORS) + STEPS_PER_LOOK;
}

/** Local indices of the wanted Ritz values; fewer than wanted if there are fewer, each once. */
function endIndices(size: number, { smallest, largest }: Ends): number[] {
  const all = Array.from({ length: size }, (_, k) => k);
  return all.filter((k) => k < smallest || k >= size - largest);
}

/** The Ritz vectors that survive a restart: a third of the capacity, and at least the wanted and 8 more, from the ends. */
function keptIndices(size: number, wanted: Ends, capacity: number): number[] {
  const total = wanted.smallest + wanted.largest;
  const count = Math.max(capacity / 3, total + BLOCK_VECTORS);
  const rounded = Math.min(Math.ceil(count / BLOCK_VECTORS), Math.floor((size - 1) / BLOCK_VECTORS)) * BLOCK_VECTORS;
  const smallest = Math.round((rounded * wanted.smallest) / total);
  return endIndices(size, { smallest, largest: rounded - smallest });
}

function normOf({ values }: RitzSystem): number {
  return Math.max(Math.abs(values[0]), Math.abs(values[values.length - 1]));
}

function worstResidual(ritz: RitzSystem, indices: readonly number[]): number {
  return Math.max(...indices.map((index) => ritz.residual(index)));
}

/** True if copies of a wanted eigenvalue may be missing whose presence would push out what lies beyond it. */
function mayMissCopies(space: KrylovSpace, { values }: RitzSystem, wanted: Ends, tolerance: number): boolean {
  if (space.isComplete) return false;
  const inward = [values.slice(0, wanted.smallest), values.slice(values.length - wanted.largest).reverse()];
  return inward.some((side) =>
    side.some((value, k) => {
      const last = k + space.randomVectors - 1;
      return last < side.length - 1 && Math.abs(side[last] - value) <= COPIES * tolerance;
    }),
  );
}

/** The pairs with their true residuals, or null (and the residuals in their block) where these exceed the tolerance. */
async function verified(
  space: KrylovSpace,
  verification: Verification,
  ritz: RitzSystem,
  indices: readonly number[],
  tolerance: number,
): Promise<ExtremePairs | null> {
  const norm = normOf(ritz);
  const vectors = space.combine(ritz, indices);
  const values = Float64Array.from(indices, (index) => ritz.values[index]);
  const residuals = new Float64Array(indices.length);
  for (let first = 0; first < indices.length; first += BLOCK_VECTORS) {
    const block = vectors + (first / BLOCK_VECTORS) * space.blockBytes;
    const norms = await verification.residuals(block, values.subarray(first, first + BLOCK_VECTORS));
    residuals.set(
      norms.map((residual) => (norm === 0 ? residual : residual / norm)),
      first,
    );
    // A complete basis leaves nothing to improve.
    if (!space.isComplete && norms.some((residual) => residual > tolerance * norm)) return null;
  }
  const orthogonality = verification.orthogonality(vectors, indices.length);
  return { indices, values, residuals, vectors, orthogonality, norm };
}

/** From indices into the Ritz values to indices into the eigenvalues: those of the upper end count from there. */
function withGlobalIndices(pairs: ExtremePairs, { smallest }: Ends, order: number): ExtremePairs {
  const { length } = pairs.indices;
  return { ...pairs, indices: pairs.indices.map((_, k) => (k < smallest ? k : order - length + k)) };
}

function describe({ smallest, largest }: Ends): string {
  return `the ${smallest} smallest and ${largest} largest eigenvalues`;
}

/** The pairs with their vectors, read from the kernels' memory, and the alignments of these. */
export function eigenpairsOf(
  kernels: Kernels,
  signals: Pick<Realization, Signal>,
  pairs: ExtremePairs,
  p: number,
): Eigenpair[] {
  const { exports, arena } = kernels;
  const column = arena.allocate(p * Float64Array.BYTES_PER_ELEMENT);
  return pairs.indices.map((index, k) => {
    const block = pairs.vectors + Math.floor(k / BLOCK_VECTORS) * exports.blockBytes(p);
    exports.blockColumn(column, block, k % BLOCK_VECTORS, p);
    const vector = exports.readVector(column, p);
    return {
      index,
      eigenvalue: pairs.values[k],
      residual: pairs.residuals[k],
      alignment: alignmentOf(kernels, signals, vector),
      vector,
    };
  });
}
