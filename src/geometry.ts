/**
 * How mean, w and wStar sit in the eigenspaces of C: all that the law needs to know of them.
 * The frame's directions are spread evenly over the eigenspaces, so a frame vector puts the share weight_k of its squared
 * norm into eigenspace k; a vector given by coordinates puts there whatever it has in that block.
 */

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
