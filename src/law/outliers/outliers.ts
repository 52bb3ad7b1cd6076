/**
 * Isolated eigenvalues: the real z outside the support with det(I + Lambda(z) G(z)) = 0, found with a certified count.
 *
 * The inertia of the symmetric pencil K = [Lambda, I; I, -G] of pencil.ts, det K = +-det(I + Lambda G), counts them:
 * In K = In(-G) + In(Lambda + G^(-1)), and Lambda + G^(-1) is the inverse of V^T (H - z)^(-1) V
 * in the limit. Both that and G increase with z, so on a stretch the number of negative eigenvalues of K never falls, and
 *
 *     outliers in (z1, z2)  =  n_-(K(z2)) - n_-(K(z1)),
 *
 * multiplicities and all; it holds by continuity when the columns of V are dependent. At z = -+ infinity G vanishes and
 * n_-(K) is the number of columns of V. Hence each outlier is the one sign change, over the whole stretch, of one of K's
 * eigenvalues in ascending order: it is bracketed by the edges themselves, where K is regular in delta, and cannot be missed.
 * (Haynsworth 1968 for the inertia; Liao & Mahoney 2021, theorem 2, for the determinant.)
 */

import { SIGNALS } from '../../model/model';
import { findRoot } from '../../numerics/roots';
import type { CurvePoint, SpectralCurve } from '../bulk/spectral-curve';
import { deltaCoordinate, type Stretch, type StretchEnd } from '../bulk/stretch';
import type { Support } from '../bulk/support';
import type { Outlier } from '../law';
import { alignments } from './alignment';
import { SignalPencil } from './pencil';

interface Crossing {
  readonly point: CurvePoint;
  /** Which eigenvalue of K, in ascending order, changes sign here. */
  readonly index: number;
  /** How far delta can be from the change of sign. */
  readonly uncertainty: number;
}

/** Roots closer than this, relative to delta, share one eigenspace. */
const SAME_ROOT = 1e-10;
const MAX_EXTENSIONS = 200;

export function findOutliers(curve: SpectralCurve, { stretches, bulks }: Support): Outlier[] {
  const pencil = new SignalPencil(curve);
  if (pencil.columns === 0 || bulks.length === 0) return [];
  const outliers: Outlier[] = [];
  for (const stretch of stretches) {
    for (const group of groupCoinciding(crossingsOn(pencil, stretch))) {
      const aligned = alignments(
        pencil,
        group[0].point,
        group.map(({ index }) => index),
      );
      group.forEach((crossing, i) => {
        const { z } = crossing.point;
        outliers.push({
          location: z,
          side: sideOf(z, bulks),
          alignment: aligned[i],
          residual: Math.abs(pencil.at(crossing.point).eigen.values[crossing.index]),
          get error() {
            return errorOf(pencil, crossing);
          },
          get alignmentError() {
            return alignmentErrorOf(pencil, crossing, aligned[i], group.length);
          },
        });
      });
    }
  }
  return outliers.sort((a, b) => a.location - b.location);
}

function crossingsOn(pencil: SignalPencil, { branch, start, end }: Stretch): Crossing[] {
  const [first, last] = [countAtEnd(pencil, start), countAtEnd(pencil, end)];
  if (first === last) return [];
  const a = evaluableEnd(pencil, start, end.point.delta).delta;
  const b = evaluableEnd(pencil, end, start.point.delta).delta;
  const { from, to, delta } = deltaCoordinate(a, b);
  const crossings: Crossing[] = [];
  for (let index = first; index < last; index++) {
    const value = (x: number) => pencil.at(pencil.curve.at(delta(x), branch)).eigen.values[index];
    const root = findRoot(value, { a: from, fa: value(from), b: to, fb: value(to) });
    const point = pencil.curve.at(delta(root.x), branch);
    crossings.push({ point, index, uncertainty: Math.abs(delta(root.x + root.uncertainty) - point.delta) });
  }
  return crossings;
}

/** n_-(K), in the limit at z = -+ infinity. */
function countAtEnd(pencil: SignalPencil, { kind, point }: StretchEnd): number {
  return kind === 'infinity' ? pencil.columns : negativeCount(pencil, point);
}

/** The end itself; towards z = infinity, from delta = `other` far enough for no outlier to be beyond. */
function evaluableEnd(pencil: SignalPencil, { kind, point }: StretchEnd, other: number): CurvePoint {
  if (kind !== 'infinity') return point;
  for (let i = 1; i < MAX_EXTENSIONS; i++) {
    const nearer = pencil.curve.at(other / 4 ** i, 0);
    if (negativeCount(pencil, nearer) === pencil.columns) return nearer;
  }
  return point;
}

function negativeCount(pencil: SignalPencil, point: CurvePoint): number {
  return pencil.at(point).eigen.values.filter((value) => value < 0).length;
}

/** The error of a location. It refines the quadrature, and is worked out when it is read. */
function errorOf(pencil: SignalPencil, { point, index, uncertainty }: Crossing): number {
  const { eigen, scale, error } = pencil.at(point);
  const vector = eigen.vectors[index];
  const shift = Math.abs(error / pencil.derivative(point, scale, vector, vector));
  return point.error + Math.abs(point.slope) * (uncertainty + shift);
}

/** Relative step of delta over which an alignment is differentiated. */
const STEP = 1e-6;

/**
 * What the error of the location moves, and what those of the pencil's derivative and of its null vector change; the latter by
 * the pencil's error over the distance of its other eigenvalues.
 */
function alignmentErrorOf(
  pencil: SignalPencil,
  crossing: Crossing,
  alignment: Outlier['alignment'],
  multiplicity: number,
): Outlier['alignmentError'] {
  const { point, index } = crossing;
  const { eigen, scale, error } = pencil.at(point);
  const vector = eigen.vectors[index];
  const derivative = Math.abs(pencil.derivative(point, scale, vector, vector));
  const gap = Math.min(
    ...eigen.values.map((value, i) => (i === index ? Infinity : Math.abs(value - eigen.values[index]))),
  );
  const rounding = 16 * Number.EPSILON * Math.max(...eigen.values.map(Math.abs));
  const relative = pencil.derivativeError(point, scale) / derivative + (4 * (error + rounding)) / gap;
  const shift = errorOf(pencil, crossing) / Math.abs(point.slope);
  const step = STEP * Math.abs(point.delta);
  const [beside] = alignments(pencil, pencil.curve.at(point.delta + step, point.branch), [index]);
  return Object.fromEntries(
    SIGNALS.filter((signal) => alignment[signal] !== undefined).map((signal) => {
      const value = alignment[signal] ?? 0;
      const slope = Math.abs((beside[signal] ?? 0) - value) / step;
      // A value near zero is a square: its root has the null vector's error.
      const change = slope * shift + (Math.sqrt(value) + relative) * relative;
      return [signal, multiplicity > 1 ? Number.POSITIVE_INFINITY : change + 8 * Number.EPSILON];
    }),
  );
}

function sideOf(z: number, bulks: Support['bulks']): Outlier['side'] {
  const first = bulks[0].left.location;
  const last = bulks[bulks.length - 1].right.location;
  if (first !== null && z < first) return 'left';
  return last !== null && z > last ? 'right' : 'gap';
}

/** Groups the neighbors that coincide to rounding. */
function groupCoinciding(crossings: readonly Crossing[]): Crossing[][] {
  const groups: Crossing[][] = [];
  for (const crossing of crossings) {
    const group = groups.at(-1);
    const { delta } = crossing.point;
    if (group && Math.abs(delta - group[0].point.delta) <= SAME_ROOT * Math.abs(delta)) group.push(crossing);
    else groups.push([crossing]);
  }
  return groups;
}
