/**
 * The support of the limiting law: the complement of the stretches of the spectral curve, with exact masses, and its edges,
 * each with its kind and with how certain it is.
 */

import { massBelowCut } from '../curvature/curvature-cut';
import type { Bulk, Edge, EdgeCertificate, SupportCheck } from '../law';
import { admissiblePieces } from './admissible';
import type { SpectralCurve } from './spectral-curve';
import { findStretch, type Stretch, type StretchEnd } from './stretch';

export interface Support {
  /** Ascending in z. */
  readonly stretches: readonly Stretch[];
  /** Ascending. */
  readonly bulks: readonly Bulk[];
}

/** How far masses may miss one for them to count as certain: what is left where g has a gap is a quadrature. */
const MASS_TOLERANCE = 1e-9;
/** How far from the edge signs are taken, relative to delta: as near as rounding lets them be certain. */
const NEAREST = 1e-9;
const FARTHEST = 0.1;
/** |log T| that rounding does not reach. */
const CERTAIN = 1e-11;
/** At infinite delta T tends to P(g != 0) / c: this close to 1 it is 1. */
const HARD = 1e-9;

const AT_INFINITY = { location: null, delta: null, residual: 0, error: 0, certificate: null } as const;
const AT_ZERO = { location: 0, delta: null, residual: 0, error: 0, certificate: null } as const;

/** Mass at zero: the rank of H is at most n P(g != 0). */
export function atomAtZero({ curvature, aspectRatio }: SpectralCurve): number {
  return Math.max(0, 1 - (1 - curvature.atomAtZero) / aspectRatio);
}

export function findSupport(curve: SpectralCurve): Support {
  const pieces = admissiblePieces(curve.curvature);
  const stretches: Stretch[] = [];
  for (let branch = 0; branch < curve.branches; branch++) {
    const window = branch === 0 ? null : curve.window(branch);
    if (branch > 0 && window === null) continue;
    const found = pieces
      .map((piece) => findStretch(curve, branch, piece, window))
      .filter((stretch) => stretch !== null);
    stretches.push(...joinAtZero(found));
  }
  stretches.sort((a, b) => a.start.z - b.start.z);
  return { stretches, bulks: bulksBetween(curve, stretches) };
}

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
  const atom = atomAtZero(curve);
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

/**
 * An end of a bulk, from the end of the stretch beside it; without one the bulk is unbounded. Delta leaves the stretch in the
 * direction `inward`: 1 at the stretch's end and -1 at its start.
 */
function edgeAt(curve: SpectralCurve, end: StretchEnd | undefined, inward: 1 | -1): Edge {
  if (!end) return { ...AT_INFINITY, kind: 'unbounded' };
  if (end.kind === 'zero') return { ...AT_ZERO, kind: isHard(curve) ? 'hard' : 'soft' };
  const { z, delta, point } = end;
  let known: EdgeCertificate | null | undefined;
  return {
    location: z,
    delta,
    residual: Math.abs((point.slope * delta) / z),
    error: end.error,
    kind: end.kind === 'edge' ? 'regular' : 'soft',
    get certificate() {
      if (known === undefined) known = end.kind === 'edge' ? certify(curve, end, inward) : null;
      return known;
    },
  };
}

function isHard({ curvature, aspectRatio }: SpectralCurve): boolean {
  return Math.abs((1 - curvature.atomAtZero) / aspectRatio - 1) < HARD;
}

function certify(curve: SpectralCurve, { delta, point }: StretchEnd, inward: 1 | -1): EdgeCertificate | null {
  const { support } = curve.curvature;
  const beside = (distance: number) => {
    const moved = delta + distance * Math.abs(delta);
    const pole = -1 / moved;
    // Beyond the admissible piece there is no curve.
    const isAdmissible = support.every(
      ([low, high]) => (pole < low && -1 / delta < low) || (pole > high && -1 / delta > high),
    );
    return isAdmissible ? curve.at(moved, point.branch) : null;
  };
  const find = (direction: number) => {
    for (let distance = NEAREST; distance <= FARTHEST; distance *= 10) {
      const found = beside(direction * distance);
      if (found === null) return null;
      if (Math.abs(found.logT) > CERTAIN) return { delta: found.delta, slope: found.slope };
    }
    return null;
  };
  const outside = find(-inward);
  const inside = find(inward);
  return outside && inside && outside.slope > 0 && inside.slope < 0 ? { outside, inside } : null;
}
