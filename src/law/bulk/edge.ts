/** An end of a bulk, as an end of the stretch beside it: what kind it is, and how certain. */

import type { Edge, EdgeCertificate } from '../law';
import type { SpectralCurve } from './spectral-curve';
import type { StretchEnd } from './stretch';

/** How far from the edge signs are taken, relative to delta: as near as rounding lets them be certain. */
const NEAREST = 1e-9;
const FARTHEST = 0.1;
/** |log T| that rounding does not reach. */
const CERTAIN = 1e-11;
/** At infinite delta T tends to P(g != 0) / c: this close to 1 it is 1. */
const HARD = 1e-9;

/** `inward`: the direction in which delta leaves the stretch, 1 at its end and -1 at its start. No end: unbounded. */
export function edgeAt(curve: SpectralCurve, end: StretchEnd | undefined, inward: 1 | -1): Edge {
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

const AT_INFINITY = { location: null, delta: null, residual: 0, error: 0, certificate: null } as const;
const AT_ZERO = { location: 0, delta: null, residual: 0, error: 0, certificate: null } as const;

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
