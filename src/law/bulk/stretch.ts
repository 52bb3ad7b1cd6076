/**
 * A stretch: a maximal run of delta on one branch of the spectral curve along which z increases. Its image is an open
 * interval outside the support, and together the stretches give the whole complement (apart from z = 0).
 *
 * At most one stretch lies in each admissible piece of each branch: the signs of t_k phi - z and of 1 + g delta, constant
 * on a piece, fix the law's mass below z (exact separation),
 *
 *     F(z) = sum of weight_k over t_k phi < z, minus (P(g > 0, 1 + g delta < 0) - P(g < 0, 1 + g delta < 0)) / c,
 *
 * from Im log of the determinant's limit, sum_k weight_k log(t_k phi - z) + E[log(1 + g delta)] / c - delta phi / c. Two
 * stretches would have the same mass below them, and no bulk between. So one point with dz/ddelta > 0 gives both edges.
 */

import { findMinimum, findRoot } from '../../numerics/roots';
import type { AdmissiblePiece, PieceEnd } from './admissible';
import type { GapWindow } from './covariance-branch';
import type { CurvePoint, SpectralCurve } from './spectral-curve';

export interface StretchEnd {
  /**
   * 'edge': dz/ddelta = 0, a square-root edge. 'infinity': z = -+ infinity, at delta = 0. 'zero': z = 0, at infinite delta.
   * 'soft': z stops with dz/ddelta > 0 where delta stops being admissible; the density vanishes faster than a square root.
   * 'crossing': no end, the stretch goes on through delta = 0 (before stretches are joined).
   */
  readonly kind: 'edge' | 'infinity' | 'zero' | 'soft' | 'crossing';
  readonly z: number;
  readonly delta: number;
  /** Where the curve can be evaluated: at the end itself, or as near to it as can be. */
  readonly point: CurvePoint;
  /** Estimated absolute error of z; worked out when read. */
  readonly error: number;
}

export interface Stretch {
  readonly branch: number;
  readonly start: StretchEnd;
  readonly end: StretchEnd;
}

/** Whether z lies on the stretch, its ends included. */
export function holds({ start, end }: Stretch, z: number): boolean {
  return z >= start.z && z <= end.z;
}

/** At infinite delta T tends to P(g != 0) / c on the outer branch: closer to 1 than this, it is 1. */
const TOUCHING = 1e-12;
const MINIMUM_TOLERANCE = 1e-7;
/**
 * A bound on how much -phi' / phi^2 = E[psi^2] / E[psi]^2 changes from a grid point to its neighbors: a step changes psi by
 * factors whose ratio is at most exp(3/4) where psi has one sign.
 */
const VARIATION = 4.5;
const MAX_EXTENSIONS = 200;

/** The stretch of one branch in one piece, or null; `window` is that of an inner branch. */
export function findStretch(
  curve: SpectralCurve,
  branch: number,
  piece: AdmissiblePiece,
  window: GapWindow | null,
): Stretch | null {
  const inside = findInside(curve, branch, piece, window);
  if (inside === null) return null;
  const at = (tau: number) => curve.at(piece.delta(tau), branch);
  const below = piece.grid.filter((tau) => tau < inside).reverse();
  const above = piece.grid.filter((tau) => tau > inside);
  return {
    branch,
    start: followTo(at, below, inside, piece.start) ?? openEnd(curve, branch, piece, 'start'),
    end: followTo(at, above, inside, piece.end) ?? openEnd(curve, branch, piece, 'end'),
  };
}

/** A tau at which z increases with delta, or null. */
function findInside(
  curve: SpectralCurve,
  branch: number,
  piece: AdmissiblePiece,
  window: GapWindow | null,
): number | null {
  const { grid, bounded } = piece;
  // T vanishes with delta on the outer branch; elsewhere it has a value there.
  const zeroInside = branch === 0 || (bounded && curve.at(0, branch).logT < 0);
  if (piece.end === 'zero' && zeroInside) return grid[grid.length - 1];
  if (piece.start === 'zero' && zeroInside) return grid[0];
  const logT = (tau: number) => curve.at(piece.delta(tau), branch).logT;
  if (window === null) return leastNegative(logT, grid, grid.map(logT));
  const levels = grid.map((tau) => curve.level(piece.delta(tau)));
  const values = grid.map((tau, i) =>
    levels[i].level > window.low && levels[i].level < window.high ? logT(tau) : Number.POSITIVE_INFINITY,
  );
  const leapt = grid.findIndex((_, i) => i > 0 && leapsOver(window, levels[i - 1].level, levels[i].level));
  if (leapt > 0) {
    const minimum = findMinimum(logT, grid[leapt - 1], grid[leapt], MINIMUM_TOLERANCE, 0);
    if (minimum.value < 0) return minimum.x;
  }
  // Between grid points only the spread can fall far, and not below its floor.
  return leastNegative(logT, grid, values, (i) => levels[i].variation * window.floor <= VARIATION);
}

function leapsOver({ low, high }: GapWindow, from: number, to: number): boolean {
  return Math.min(from, to) <= low && Math.max(from, to) >= high;
}

/** A grid point where f < 0, or a minimum near one that is `promising`; `values`: f on the grid, infinite where it is > 0. */
function leastNegative(
  f: (tau: number) => number,
  grid: readonly number[],
  values: readonly number[],
  promising: (i: number) => boolean = () => true,
): number | null {
  const deepest = values.indexOf(Math.min(...values));
  if (values[deepest] < 0) return grid[deepest];
  for (let i = 1; i + 1 < grid.length; i++) {
    const isLeast = values[i] <= values[i - 1] && values[i] <= values[i + 1] && values[i] < Number.POSITIVE_INFINITY;
    if (!isLeast || !promising(i)) continue;
    const minimum = findMinimum(f, grid[i - 1], grid[i + 1], MINIMUM_TOLERANCE, 0);
    if (minimum.value < 0) return minimum.x;
  }
  return null;
}

/** From inside the stretch along `taus` to the edge; null if there is none before the piece ends. */
function followTo(
  at: (tau: number) => CurvePoint,
  taus: readonly number[],
  inside: number,
  pieceEnd: PieceEnd,
): StretchEnd | null {
  const threshold = pieceEnd === 'infinity' ? TOUCHING : 0;
  let last = inside;
  for (const tau of taus) {
    const { logT } = at(tau);
    if (logT > threshold) {
      const fa = at(last).logT;
      // A gap so narrow that rounding closes it.
      if (fa >= 0) return endAt('edge', at(last));
      const root = findRoot((x) => at(x).logT, { a: last, fa, b: tau, fb: logT }, 1e-15);
      return endAt('edge', at(root.x));
    }
    if (logT < 0) last = tau;
  }
  return null;
}

function openEnd(curve: SpectralCurve, branch: number, piece: AdmissiblePiece, side: 'start' | 'end'): StretchEnd {
  const tau = piece.grid.at(side === 'start' ? 0 : -1) as number;
  const point = curve.at(piece.delta(tau), branch);
  const sign = side === 'start' ? -1 : 1;
  if (piece[side] === 'infinity')
    return { kind: 'zero', z: 0, delta: sign * Number.POSITIVE_INFINITY, point, error: 0 };
  if (piece[side] === 'zero') {
    if (branch === 0) return { kind: 'infinity', z: sign * Number.POSITIVE_INFINITY, delta: 0, point, error: 0 };
    const limit = curve.at(0, branch);
    return endAt(piece.bounded ? 'crossing' : 'soft', limit);
  }
  const before = piece.grid.at(side === 'start' ? 1 : -2) as number;
  const unreached = Math.abs(point.z - curve.at(piece.delta(before), branch).z);
  return endAt('soft', point, unreached);
}

function endAt(kind: StretchEnd['kind'], point: CurvePoint, unreached = 0): StretchEnd {
  return {
    kind,
    z: point.z,
    delta: point.delta,
    point,
    get error() {
      return point.error + unreached;
    },
  };
}

/** The point of the stretch at z, which must be inside it. */
export function pointAt(curve: SpectralCurve, stretch: Stretch, z: number): { point: CurvePoint; iterations: number } {
  const a = reach(curve, stretch.start, (point) => point.z <= z);
  const b = reach(curve, stretch.end, (point) => point.z >= z);
  const { from, to, delta } = deltaCoordinate(a.delta, b.delta);
  const { x, iterations } = findRoot((position) => curve.at(delta(position), stretch.branch).z - z, {
    a: from,
    fa: a.z - z,
    b: to,
    fb: b.z - z,
  });
  return { point: curve.at(delta(x), stretch.branch), iterations };
}

/** The end's own point, or one further towards z = infinity or z = 0 that is far enough. */
function reach(
  curve: SpectralCurve,
  { kind, point }: StretchEnd,
  farEnough: (point: CurvePoint) => boolean,
): CurvePoint {
  const factor = kind === 'infinity' ? 1 / 16 : 16;
  let reached = point;
  for (let i = 0; i < MAX_EXTENSIONS && !farEnough(reached); i++)
    reached = curve.at(reached.delta * factor, reached.branch);
  return reached;
}

/** A coordinate from one delta to another that is logarithmic where they have the same sign. */
export function deltaCoordinate(a: number, b: number): { from: number; to: number; delta(x: number): number } {
  if (a * b <= 0) return { from: a, to: b, delta: (x) => x };
  const sign = Math.sign(a);
  const [from, to] = [Math.log(Math.abs(a)), Math.log(Math.abs(b))];
  // exp(log(x)) is not x: the ends must be met exactly, or an edge would be overstepped.
  return { from, to, delta: (x) => (x === from ? a : x === to ? b : sign * Math.exp(x)) };
}
