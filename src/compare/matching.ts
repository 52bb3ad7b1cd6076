/**
 * Which simulated eigenvalue is which: outliers matched to predictions, structural zeros and bulks told apart.
 *
 * Outliers left and right of all bulks are matched by rank (the k smallest, the k largest), so that nothing is chosen for
 * being close. In a gap, where finite-size eigenvalues may stray from both edges, each prediction takes the nearest
 * eigenvalue that is still free.
 */

import type { Law } from '../law/law';
import { zeroTolerance } from '../numerics/zeros';

/** All of a law that matters here. */
type LawOutline = Pick<Law, 'atomAtZero' | 'outliers' | 'bulks'>;

export interface Matching {
  /** For each predicted outlier, in the law's order: the index of its eigenvalue. */
  readonly outliers: readonly number[];
  /** For each bulk: its eigenvalues, ascending; outliers and structural zeros left out. */
  readonly bulks: readonly Float64Array[];
}

/** @param eigenvalues ascending */
export function matchEigenvalues(eigenvalues: Float64Array, law: LawOutline): Matching {
  // Without an atom at zero, a tiny eigenvalue is one of the bulk.
  const tolerance = law.atomAtZero > 0 ? zeroTolerance(eigenvalues) : -1;
  const free = Array.from(eigenvalues.keys()).filter((index) => Math.abs(eigenvalues[index]) > tolerance);
  const outliers = new Array<number>(law.outliers.length).fill(-1);
  const ofSide = (side: string) => [...law.outliers.keys()].filter((k) => law.outliers[k].side === side);
  for (const k of ofSide('left')) outliers[k] = free.shift() ?? -1;
  for (const k of ofSide('right').reverse()) outliers[k] = free.pop() ?? -1;
  for (const k of ofSide('gap')) outliers[k] = takeNearest(free, eigenvalues, law.outliers[k].location);
  return { outliers, bulks: splitIntoBulks(free, eigenvalues, law) };
}

/** Removes from `free` the index whose eigenvalue is nearest to `location`, and returns it; -1 if none is left. */
function takeNearest(free: number[], eigenvalues: Float64Array, location: number): number {
  let nearest = -1;
  for (let i = 0; i < free.length; i++) {
    const closer = Math.abs(eigenvalues[free[i]] - location) < Math.abs(eigenvalues[free[nearest]] - location);
    if (nearest === -1 || closer) nearest = i;
  }
  return nearest === -1 ? -1 : free.splice(nearest, 1)[0];
}

/** Bulks are told apart at the middle of the gap between them. */
function splitIntoBulks(free: readonly number[], eigenvalues: Float64Array, law: LawOutline): Float64Array[] {
  const ends = law.bulks.map((bulk, k) => {
    const next = law.bulks[k + 1];
    return next ? ((bulk.right.location as number) + (next.left.location as number)) / 2 : Number.POSITIVE_INFINITY;
  });
  let start = 0;
  return ends.map((end) => {
    let stop = start;
    while (stop < free.length && eigenvalues[free[stop]] < end) stop++;
    const bulk = Float64Array.from(free.slice(start, stop), (index) => eigenvalues[index]);
    start = stop;
    return bulk;
  });
}
