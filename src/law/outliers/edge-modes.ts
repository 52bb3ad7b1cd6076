/**
 * The outliers that an edge could let out, each with its margin: how strongly it is coupled, beside what it would take.
 *
 * At the edge the matrix of the determinant is I + Lambda G. If every coupling, that is Lambda, were multiplied by s, it
 * would be singular at s = 1 / strength for each real eigenvalue -strength of Lambda G: an outlier passes the edge as its
 * strength grows past 1. So
 *
 *     margin = strength - 1 = -(an eigenvalue of I + Lambda G):  below 0 the outlier is held, above it is out.
 *
 * For w = wStar = 0 and C = I the margin at the right edge is |mean|^2 / sqrt(c) - 1. Below -1 the coupling pulls the other
 * way, and no strength of it is enough. Left and right of the bulk G is definite, and all eigenvalues are real; in a gap
 * two of them may be complex, and are no mode.
 *
 * A stationary point's column of the pencil K = [Lambda, I; I, -G] is no coupling. With the pair p of its rows eliminated,
 *
 *     K' = K_rr - K_rp K_pp^(-1) K_pr = [Lambda', M; M^T, -G'],
 *
 * and with M made the identity by a congruence, det K = 0 exactly where det(I + (M^(-1) Lambda' M^(-T)) G') = 0.
 */

import { SIGNALS, type Signal } from '../../model/model';
import { dot, type Matrix, nullVector, realEigenvalues, solveSmall, transposed } from '../../numerics/small-matrix';
import type { CurvePoint } from '../bulk/spectral-curve';
import type { SignalPencil } from './pencil';

/** Squared cosines of the signals with an eigenvector's limit, for signals that are not zero. */
export type Direction = Readonly<Partial<Record<Signal, number>>>;

export interface EdgeMode {
  readonly margin: number;
  readonly direction: Direction;
}

/** The edge's modes, by falling margin. */
export function edgeModes(pencil: SignalPencil, point: CurvePoint): EdgeMode[] {
  const { lambda, g, complete } = couplings(pencil, point);
  const product = lambda.map((row) => g.map((_, j) => row.reduce((sum, entry, k) => sum + entry * g[k][j], 0)));
  return realEigenvalues(product).map((eigenvalue) => ({
    margin: -1 - eigenvalue,
    direction: directionOf(pencil, point, complete(nullVector(product, eigenvalue))),
  }));
}

/** cos^2 of each signal b with u = (phi C - z)^(-1) V x. */
export function directionOf(pencil: SignalPencil, point: CurvePoint, x: readonly number[]): Direction {
  const overlaps = [0, 0, 0];
  const squares = [0, 0, 0];
  let norm = 0;
  pencil.curve.atoms.forEach(({ gram }, k) => {
    // The part of u in eigenspace k is a combination of mean, w and wStar.
    const part = pencil.coefficients[k].map(
      (row) => row.reduce((sum, entry, j) => sum + entry * x[j], 0) / point.denominators[k],
    );
    for (let a = 0; a < 3; a++) {
      squares[a] += gram[a][a];
      const overlap = part.reduce((sum, entry, b) => sum + gram[a][b] * entry, 0);
      overlaps[a] += overlap;
      norm += part[a] * overlap;
    }
  });
  const shares: Partial<Record<Signal, number>> = {};
  SIGNALS.forEach((signal, a) => {
    if (squares[a] > 0) shares[signal] = norm > 0 ? Math.min(1, overlaps[a] ** 2 / (norm * squares[a])) : 0;
  });
  return shares;
}

interface Couplings {
  readonly lambda: Matrix;
  readonly g: Matrix;
  /** Gives the second half of a kernel vector its entry of the eliminated column back. */
  readonly complete: (x: readonly number[]) => readonly number[];
}

function couplings(pencil: SignalPencil, point: CurvePoint): Couplings {
  const { lambda, g } = pencil.parts(point);
  return pencil.curve.curvature.stationarity ? withoutLast(lambda, g) : { lambda, g, complete: (x) => x };
}

function withoutLast(lambda: Matrix, g: Matrix): Couplings {
  const last = lambda.length - 1;
  const rest = Array.from({ length: last }, (_, i) => i);
  const pair: Matrix = [
    [lambda[last][last], 1],
    [1, -g[last][last]],
  ];
  // K_pp^(-1) K_pr, for a column of either half.
  const upper = rest.map((j) => solveSmall(pair, [lambda[last][j], 0]));
  const lower = rest.map((j) => solveSmall(pair, [0, -g[last][j]]));
  const lambdaLeft = rest.map((i) => rest.map((j) => lambda[i][j] - lambda[i][last] * upper[j][0]));
  const middle = rest.map((i) => rest.map((j) => (i === j ? 1 : 0) - lambda[i][last] * lower[j][0]));
  const gLeft = rest.map((i) => rest.map((j) => g[i][j] - g[i][last] * lower[j][1]));
  const half = transposed(transposed(lambdaLeft).map((column) => solveSmall(middle, column)));
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
