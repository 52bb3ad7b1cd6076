/**
 * The pencil K = [Lambda, I; I, -G] (see pencil.ts) without its last column: the pair of last rows p is eliminated,
 *
 *     K' = K_rr - K_rp K_pp^(-1) K_pr = [Lambda', M; M^T, -G'],
 *
 * and M made the identity by a congruence, so that det K = 0 exactly where det(I + (M^(-1) Lambda' M^(-T)) G') = 0.
 */

import { solveSmall } from '../../numerics/linear-system';
import type { Matrix } from '../../numerics/small-matrix';

export interface Couplings {
  readonly lambda: Matrix;
  readonly g: Matrix;
  /** From the second half of a kernel vector, without the column, to that with it. */
  readonly complete: (x: readonly number[]) => readonly number[];
}

export function withoutLast(lambda: Matrix, g: Matrix): Couplings {
  const last = lambda.length - 1;
  const rest = Array.from({ length: last }, (_, i) => i);
  const pair: Matrix = [
    [lambda[last][last], 1],
    [1, -g[last][last]],
  ];
  /** K_pp^(-1) K_pr, for a column of either half. */
  const upper = rest.map((j) => solveSmall(pair, [lambda[last][j], 0]));
  const lower = rest.map((j) => solveSmall(pair, [0, -g[last][j]]));
  const lambdaLeft = rest.map((i) => rest.map((j) => lambda[i][j] - lambda[i][last] * upper[j][0]));
  const middle = rest.map((i) => rest.map((j) => (i === j ? 1 : 0) - lambda[i][last] * lower[j][0]));
  const gLeft = rest.map((i) => rest.map((j) => g[i][j] - g[i][last] * lower[j][1]));
  const half = transposed(lambdaLeft.map((_, j) => solveSmall(middle, transposed(lambdaLeft)[j])));
  return {
    lambda: transposed(half.map((row) => solveSmall(middle, row))),
    g: gLeft,
    complete(x) {
      const image = gLeft.map((row) => dot(row, x));
      const first = solveSmall(transposed(middle), image);
      const entry = rest.reduce((sum, j) => sum + upper[j][1] * first[j] + lower[j][1] * x[j], 0);
      return [...x, -entry];
    },
  };
}

function transposed(matrix: Matrix): number[][] {
  return matrix[0].map((_, j) => matrix.map((row) => row[j]));
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, entry, i) => sum + entry * b[i], 0);
}
