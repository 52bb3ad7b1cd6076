/**
 * A coordinate theta along a bulk that takes its square-root edges away: x = left + (right - left) sin^2(theta / 2) between two
 * edges, x = edge +- scale sinh^2(theta) beside one, x = scale sinh(theta) for the whole line.
 *
 * Beside an edge that is softer than a square root the mass may lie decades closer to the edge than the bulk is wide, or end long
 * before it: theta is the logarithm of the distance from the edge there, or between two edges of the ratio of the distances from
 * them. Tails of an unbounded bulk, and what is beside a soft edge, are followed to where their density is negligible.
 */

import type { Bulk, Edge } from '../law';

/** x along a bulk: x(theta) and dx/dtheta, increasing on [from, to], and the way back. */
export interface BulkCoordinate {
  readonly from: number;
  readonly to: number;
  x(theta: number): number;
  derivative(theta: number): number;
  theta(x: number): number;
}

/** Density times distance at which a tail ends. */
const NEGLIGIBLE = 1e-10;
const MAX_STEPS = 60;
/** Density times distance at which what is beside a square-root edge ends, to which it costs nothing to come close. */
const NEGLIGIBLE_REGULAR = 1e-16;
/** Logarithm of the least distance from an edge at zero, relative to the width of the bulk, and of the steps on the way. */
const FARTHEST = 200;
const OUTWARDS = 0.5;
/** Share of the mass that such steps are to have met. */
const MET = 0.99;

/** The coordinate of a bulk of this density; `scale`: the law's size, for an unbounded bulk. */
export function coordinateOf(bulk: Bulk, density: (x: number) => number, scale: number): BulkCoordinate {
  const { left, right } = bulk;
  if (left.location !== null && right.location !== null) {
    if (left.kind === 'soft' || right.kind === 'soft') return logistic(bulk, left.location, right.location, density);
    return between(left.location, right.location);
  }
  if (left.location !== null) return above(left, left.location, bulk.mass, density, scale);
  if (right.location !== null) return mirrored(above(right, -right.location, bulk.mass, (x) => density(-x), scale));
  return wholeLine(density, scale);
}

function between(left: number, right: number): BulkCoordinate {
  const width = right - left;
  return {
    from: 0,
    to: Math.PI,
    // x is counted from the nearer edge: the density is sensitive to the distance from it.
    x: (theta) =>
      theta < Math.PI / 2 ? left + width * Math.sin(theta / 2) ** 2 : right - width * Math.cos(theta / 2) ** 2,
    derivative: (theta) => (width / 2) * Math.sin(theta),
    theta: (x) => 2 * Math.atan2(Math.sqrt(Math.max(0, x - left)), Math.sqrt(Math.max(0, right - x))),
  };
}

function above(
  { kind }: Edge,
  edge: number,
  mass: number,
  density: (x: number) => number,
  scale: number,
): BulkCoordinate {
  if (kind === 'soft') return exponential(edge, mass, density, scale);
  return {
    from: 0,
    to: Math.asinh(Math.sqrt(tailEnd((distance) => density(edge + distance), scale) / scale)),
    x: (theta) => edge + scale * Math.sinh(theta) ** 2,
    derivative: (theta) => scale * Math.sinh(2 * theta),
    theta: (x) => Math.asinh(Math.sqrt(Math.max(0, x - edge) / scale)),
  };
}

function mirrored({ from, to, x, derivative, theta }: BulkCoordinate): BulkCoordinate {
  return { from: -to, to: -from, x: (t) => -x(-t), derivative: (t) => derivative(-t), theta: (y) => -theta(-y) };
}

function wholeLine(density: (x: number) => number, scale: number): BulkCoordinate {
  return {
    from: -Math.asinh(tailEnd((distance) => density(-distance), scale) / scale),
    to: Math.asinh(tailEnd(density, scale) / scale),
    x: (theta) => scale * Math.sinh(theta),
    derivative: (theta) => scale * Math.cosh(theta),
    theta: (x) => Math.asinh(x / scale),
  };
}

/** x = left + (right - left) / (1 + exp(-theta)). */
function logistic(
  { left: leftEdge, right: rightEdge, mass }: Bulk,
  left: number,
  right: number,
  density: (x: number) => number,
): BulkCoordinate {
  const width = right - left;
  const coordinate = {
    // x is counted from the nearer edge.
    x: (theta: number) => (theta < 0 ? left + width / (1 + Math.exp(-theta)) : right - width / (1 + Math.exp(theta))),
    derivative: (theta: number) => width / (2 + Math.exp(theta) + Math.exp(-theta)),
    theta: (x: number) => Math.log(Math.max(0, x - left) / Math.max(0, right - x)),
  };
  return followed(coordinate, density, mass, [
    beside(leftEdge.kind, left, width),
    beside(rightEdge.kind, right, width),
  ]);
}

/** x = edge + scale exp(theta), beside a soft edge with no other one above it. */
function exponential(at: number, mass: number, density: (x: number) => number, scale: number): BulkCoordinate {
  const coordinate = {
    x: (theta: number) => at + scale * Math.exp(theta),
    derivative: (theta: number) => scale * Math.exp(theta),
    theta: (x: number) => Math.log(Math.max(0, x - at) / scale),
  };
  return followed(coordinate, density, mass, [beside('soft', at, scale), { enough: NEGLIGIBLE, farthest: FARTHEST }]);
}

interface Reach {
  /** Mass per unit of theta that is negligible. */
  readonly enough: number;
  /** |theta| beyond which nothing is. */
  readonly farthest: number;
}

function beside(kind: Edge['kind'], at: number, width: number): Reach {
  return {
    enough: kind === 'soft' ? NEGLIGIBLE : NEGLIGIBLE_REGULAR,
    farthest: at === 0 ? FARTHEST : Math.log(width / (Number.EPSILON * Math.abs(at))),
  };
}

/** The coordinate from where there is mass either way to where it is negligible, and across what is while mass is missing. */
function followed(
  coordinate: Pick<BulkCoordinate, 'x' | 'derivative' | 'theta'>,
  density: (x: number) => number,
  mass: number,
  reaches: readonly [below: Reach, above: Reach],
): BulkCoordinate {
  const perTheta = (theta: number) => density(coordinate.x(theta)) * coordinate.derivative(theta);
  const bulky = (step: number) => perTheta(OUTWARDS * step) > mass / (2 * FARTHEST);
  const inside = OUTWARDS * (alternately(FARTHEST / OUTWARDS).find(bulky) ?? 0);
  const ends = [inside, inside];
  let met = -OUTWARDS * perTheta(inside);
  // Goes on to where there is mass, or no more of it, and says whether it came there.
  const follow = (side: number, wanted: boolean): boolean => {
    const { enough, farthest } = reaches[side];
    const sign = 2 * side - 1;
    for (; sign * ends[side] < farthest; ends[side] += sign * OUTWARDS) {
      const there = perTheta(ends[side]);
      if (there > enough === wanted) return true;
      met += OUTWARDS * there;
    }
    return false;
  };
  for (const side of [0, 1]) follow(side, false);
  for (const side of [0, 1]) {
    const last = ends[side];
    if (met > MET * mass) continue;
    if (follow(side, true)) follow(side, false);
    else ends[side] = last;
  }
  return { ...coordinate, from: ends[0], to: ends[1] };
}

/** 0, -1, 1, -2, 2, ... up to `most`. */
function alternately(most: number): number[] {
  return Array.from({ length: 2 * Math.floor(most) + 1 }, (_, i) => (i % 2 === 0 ? i / 2 : -(i + 1) / 2));
}

/** Where the tail ends: a distance from which on its mass is negligible. */
function tailEnd(density: (distance: number) => number, scale: number): number {
  let distance = scale;
  for (let i = 0; i < MAX_STEPS && density(distance) * distance > NEGLIGIBLE; i++) distance *= 1.5;
  return distance;
}
