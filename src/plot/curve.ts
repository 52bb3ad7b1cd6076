/** Density curves as polylines, with their points where the density bends: near the edges of the support. */

import type { MarchenkoPastur } from '../law/distribution/marchenko-pastur';
import type { Bulk, Law } from '../law/law';

export interface Point {
  readonly x: number;
  /** NaN interrupts the line. */
  readonly y: number;
}

const NODES = 240;

/**
 * x_k = middle - half cos(theta_k), theta_k = (k + 1/2) pi / N. A square-root edge becomes smooth in theta, and an edge
 * where the density diverges is never evaluated. The weights are dx = half sin(theta) dtheta.
 */
function cosineGrid(lower: number, upper: number, nodes = NODES): { x: number; weight: number }[] {
  const half = (upper - lower) / 2;
  return Array.from({ length: nodes }, (_, k) => {
    const theta = ((k + 0.5) * Math.PI) / nodes;
    // 2 half sin^2(theta / 2) keeps its digits next to the lower end.
    return { x: lower + 2 * half * Math.sin(theta / 2) ** 2, weight: (half * Math.sin(theta) * Math.PI) / nodes };
  });
}

/** The law's density over each of its bulks, within the window. Not rescaled: its area is 1 less the atom at zero. */
export function lawCurves(
  law: Pick<Law, 'bulks' | 'density'>,
  window: readonly [number, number],
  nodes = NODES,
): Point[][] {
  return law.bulks.map((bulk) => bulkCurve(law, bulk, window, nodes)).filter((curve) => curve.length > 0);
}

function bulkCurve(
  law: Pick<Law, 'density'>,
  { left, right }: Bulk,
  window: readonly [number, number],
  nodes: number,
): Point[] {
  const lower = Math.max(left.location ?? -Infinity, window[0]);
  const upper = Math.min(right.location ?? Infinity, window[1]);
  if (!(lower < upper)) return [];
  // Inside a bulk zero is where the density can be singular: pieces that end there resolve it, and never touch it.
  const ends = lower < 0 && upper > 0 ? [lower, 0, upper] : [lower, upper];
  const curve: Point[] = [];
  if (lower === left.location && left.delta !== null) curve.push({ x: lower, y: 0 });
  for (let k = 0; k + 1 < ends.length; k++) {
    for (const { x } of cosineGrid(ends[k], ends[k + 1], nodes)) curve.push({ x, y: law.density(x) });
  }
  if (upper === right.location && right.delta !== null) curve.push({ x: upper, y: 0 });
  return curve;
}

/** The Marchenko-Pastur density, scaled to the given area so that it compares with a law that has an atom at zero. */
export function marchenkoPasturCurve(law: MarchenkoPastur, area: number): Point[] {
  const [lower, upper] = law.support;
  const grid = cosineGrid(lower, upper).map(({ x, weight }) => ({ x, weight, density: law.density(x) }));
  const mass = grid.reduce((sum, { weight, density }) => sum + weight * density, 0);
  if (!(mass > 0)) return [];
  const inner = grid.map(({ x, density }) => ({ x, y: (density * area) / mass }));
  return [{ x: lower, y: endValue(inner[0], inner[1]) }, ...inner, { x: upper, y: 0 }];
}

/** Zero at a regular edge; where the density grows towards the end (c = 1), the line just stops there. */
function endValue(first: Point, second: Point): number {
  return first.y < second.y ? 0 : Number.NaN;
}

/** The curve within the window and below `top`: cut where it crosses, so that nothing has to be clipped when drawn. */
export function clipCurve(curve: readonly Point[], window: readonly [number, number], top: number): Point[] {
  const clipped: Point[] = [];
  let previous: Point | undefined;
  for (const point of curve) {
    if (point.x < window[0] || point.x > window[1]) continue;
    if (previous && previous.y > top !== point.y > top) {
      const share = (top - previous.y) / (point.y - previous.y);
      clipped.push({ x: previous.x + share * (point.x - previous.x), y: top });
    }
    clipped.push(point.y > top ? { x: point.x, y: Number.NaN } : point);
    previous = point;
  }
  return clipped;
}
