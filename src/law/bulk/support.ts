/**
 * The support of the limiting law: the complement of the stretches of the spectral curve, with exact masses.
 */

import type { CurvatureLaw } from '../curvature/curvature-law';
import { massBelowCut } from '../curvature/curvature-law';
import type { Bulk, SupportCheck } from '../law';
import { admissiblePieces, isBounded } from './admissible';
import { edgeAt } from './edge';
import type { SpectralCurve } from './spectral-curve';
import { findStretch, type Stretch } from './stretch';

export interface Support {
  /** Ascending in z. */
  readonly stretches: readonly Stretch[];
  /** Ascending. */
  readonly bulks: readonly Bulk[];
}

/** Mass at zero: the rank of H is at most n P(g != 0). */
export function atomAtZero(curvature: CurvatureLaw, aspectRatio: number): number {
  return Math.max(0, 1 - (1 - curvature.atomAtZero) / aspectRatio);
}

export function findSupport(curve: SpectralCurve): Support {
  const pieces = admissiblePieces(curve.curvature);
  const bounded = isBounded(curve.curvature);
  const stretches: Stretch[] = [];
  for (let branch = 0; branch < curve.branches; branch++) {
    const window = branch === 0 ? null : curve.window(branch);
    if (branch > 0 && window === null) continue;
    const found = pieces
      .map((piece) => findStretch(curve, branch, piece, bounded, window))
      .filter((stretch) => stretch !== null);
    stretches.push(...joinAtZero(found));
  }
  stretches.sort((a, b) => a.start.z - b.start.z);
  return { stretches, bulks: bulksBetween(curve, stretches) };
}

/** How far masses may miss one for them to count as certain: what is left where g has a gap is a quadrature. */
const MASS_TOLERANCE = 1e-9;

export function checkSupport(bulks: readonly Bulk[], atomAtZero: number): SupportCheck {
  const mass = bulks.reduce((sum, bulk) => sum + bulk.mass, atomAtZero);
  const massError = Math.abs(mass - 1);
  const edges = bulks.flatMap(({ left, right }) => [left, right]);
  return {
    bulks: bulks.length,
    bounded: { left: edges.at(0)?.kind !== 'unbounded', right: edges.at(-1)?.kind !== 'unbounded' },
    mass,
    massError,
    get certified() {
      const masses = massError <= MASS_TOLERANCE && bulks.every((bulk) => bulk.mass > 0);
      return masses && edges.every(({ kind, certificate }) => kind !== 'regular' || certificate !== null);
    },
  };
}

/** Joins the two halves of a stretch that goes through delta = 0. */
function joinAtZero(stretches: readonly Stretch[]): Stretch[] {
  const before = stretches.find(({ end }) => end.kind === 'crossing');
  const after = stretches.find(({ start }) => start.kind === 'crossing');
  if (!before || !after) return [...stretches];
  const rest = stretches.filter((stretch) => stretch !== before && stretch !== after);
  return [...rest, { branch: before.branch, start: before.start, end: after.end }];
}

function bulksBetween(curve: SpectralCurve, stretches: readonly Stretch[]): Bulk[] {
  const bulks: Bulk[] = [];
  const atom = atomAtZero(curve.curvature, curve.aspectRatio);
  const first = stretches.at(0);
  const last = stretches.at(-1);
  const gaps: (Stretch | null)[] = [...stretches];
  if (first?.start.kind !== 'infinity') gaps.unshift(null);
  if (last?.end.kind !== 'infinity') gaps.push(null);
  for (let i = 0; i + 1 < gaps.length; i++) {
    const [below, above] = [gaps[i], gaps[i + 1]];
    // The stretches on both sides of zero leave only the atom between them.
    if (below?.end.kind === 'zero' && above?.start.kind === 'zero') continue;
    const left = edgeAt(curve, below?.end, 1);
    const right = edgeAt(curve, above?.start, -1);
    const holdsZero = (left.location ?? -1) <= 0 && (right.location ?? 1) >= 0;
    const until = (above ? massBelow(curve, above) : 1) - (below ? massBelow(curve, below) : 0);
    const touchesZero = left.location === 0 || right.location === 0;
    bulks.push({ left, right, mass: until - (holdsZero ? atom : 0), touchesZero });
  }
  return bulks;
}

/** F(z) on the stretch (see stretch.ts). */
function massBelow(curve: SpectralCurve, { start, end }: Stretch): number {
  const { delta, denominators } = start.kind === 'infinity' || start.kind === 'zero' ? end.point : start.point;
  const negative = curve.atoms.reduce((sum, { weight }, k) => sum + (denominators[k] < 0 ? weight : 0), 0);
  if (delta === 0) return negative;
  const below = massBelowCut(curve.curvature, -1 / delta);
  return negative - (delta < 0 ? 1 - below : -below) / curve.aspectRatio;
}
