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
 */

import { SIGNALS, type Signal } from '../../model/model';
import type { Matrix } from '../../numerics/small-matrix';
import type { CurvePoint } from '../bulk/spectral-curve';
import type { SignalPencil } from './pencil';

/** Squared cosines of the signals with an eigenvector's limit, for signals that are not zero. */
export type Direction = Readonly<Partial<Record<Signal, number>>>;

export interface EdgeMode {
  readonly margin: number;
  readonly direction: Direction;
}

/** By falling margin. */
export function edgeModes(pencil: SignalPencil, point: CurvePoint): EdgeMode[] {
  const { lambda, g, complete } = pencil.couplings(point);
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
    // u in eigenspace k, as a combination of mean, w and wStar.
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

/** Ascending, of a matrix of 1 to 3 rows, from its characteristic polynomial. */
function realEigenvalues(m: Matrix): number[] {
  if (m.length === 1) return [m[0][0]];
  const minor = (i: number, j: number) => m[i][i] * m[j][j] - m[i][j] * m[j][i];
  if (m.length === 2) return quadraticRoots(-(m[0][0] + m[1][1]), minor(0, 1));
  const trace = m[0][0] + m[1][1] + m[2][2];
  const minors = minor(0, 1) + minor(0, 2) + minor(1, 2);
  return cubicRoots(-trace, minors, -dot(m[0], cross(m[1], m[2])));
}

/** Of x^2 + b x + c. */
function quadraticRoots(b: number, c: number): number[] {
  const discriminant = b * b - 4 * c;
  // A double root may miss being real by its rounding.
  if (discriminant < -1e-13 * b * b) return [];
  const larger = (-b - Math.sign(b || 1) * Math.sqrt(Math.max(0, discriminant))) / 2;
  return [larger, larger === 0 ? 0 : c / larger].sort((x, y) => x - y);
}

/** Of x^3 + a x^2 + b x + c: one by Newton from outside of them all, where it is monotone, then the rest by deflation. */
function cubicRoots(a: number, b: number, c: number): number[] {
  const inflection = -a / 3;
  const value = (x: number) => ((x + a) * x + b) * x + c;
  const bound = 1 + Math.max(Math.abs(a), Math.abs(b), Math.abs(c));
  // The root beyond the inflection: the others deflate from it stably.
  let x = value(inflection) > 0 ? -bound : bound;
  for (let step = 0; step < 200; step++) {
    const slope = (3 * x + 2 * a) * x + b;
    const next = x - value(x) / slope;
    if (!Number.isFinite(next) || Math.abs(next - x) <= Number.EPSILON * Math.abs(x)) break;
    x = next;
  }
  return [x, ...quadraticRoots(a + x, (x + a) * x + b)].sort((p, q) => p - q);
}

/** x with (m - eigenvalue) x = 0. */
function nullVector(m: Matrix, eigenvalue: number): number[] {
  const shifted = m.map((row, i) => row.map((entry, j) => entry - (i === j ? eigenvalue : 0)));
  if (m.length === 1) return [1];
  if (m.length === 2) {
    const [row, other] = shifted.sort((a, b) => dot(b, b) - dot(a, a));
    return dot(row, row) > 0 ? [-row[1], row[0]] : [other[0] + 1, other[1]];
  }
  const candidates = [
    [0, 1],
    [0, 2],
    [1, 2],
  ].map(([i, j]) => cross(shifted[i], shifted[j]));
  return candidates.reduce((best, vector) => (dot(vector, vector) > dot(best, best) ? vector : best));
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, entry, i) => sum + entry * b[i], 0);
}

function cross([a, b, c]: readonly number[], [x, y, z]: readonly number[]): number[] {
  return [b * z - c * y, c * x - a * z, a * y - b * x];
}
