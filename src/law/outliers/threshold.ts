/**
 * How far each edge is from letting an outlier out.
 *
 * On a stretch outside the support the outliers are counted by the inertia of the pencil K at its two ends (see
 * outliers.ts), so the number of outliers beyond an edge changes exactly when an eigenvalue of K, taken at the edge,
 * passes through zero. Eigenvalue number `columns + i` of K, ascending, is called that of index i; at z = -+ infinity the
 * indices below 0 are negative and the others are not, whatever the model, so that an index keeps its meaning along a path
 * of models. The outliers of a stretch are the indices
 *
 *     first <= i < last,     first = n_-(K(start)) - columns,  last = n_-(K(end)) - columns.
 */

import type { CurvePoint, SpectralCurve } from '../bulk/spectral-curve';
import type { Stretch } from '../bulk/stretch';
import type { Support } from '../bulk/support';
import type { Outlier } from '../law';
import { type Direction, directionOf, type EdgeMode, edgeModes } from './edge-modes';
import { SignalPencil } from './pencil';

export type Side = Outlier['side'];
export type End = 'start' | 'end';

/** The pencil at one end of a stretch. */
export interface Threshold {
  /** The end itself. */
  readonly location: number;
  /** Indices below this are negative here. */
  readonly negative: number;
  readonly columns: number;
  /** The 2 `columns` eigenvalues of K, ascending. */
  readonly values: readonly number[];
  /** The eigenvalue of the given index. */
  value(index: number): number;
  /** Estimated absolute error of the eigenvalues; worked out when read. */
  readonly error: number;
  /** Squared cosines of the signals with what would be the outlier's eigenvector, at an eigenvalue that is zero. */
  direction(index: number): Direction;
  /** Every outlier that the edge could let out (see edge-modes.ts). */
  readonly modes: readonly EdgeMode[];
}

export class StretchThresholds {
  /** Tells the stretches of one model apart, and finds the same stretch again in a model nearby. */
  readonly key: string;
  readonly side: Side;
  /** Null at infinity. */
  readonly start: Threshold | null;
  readonly end: Threshold | null;

  constructor(
    pencil: SignalPencil,
    readonly stretch: Stretch,
    bulks: Support['bulks'],
  ) {
    const { branch, start, end } = stretch;
    this.key = `${branch}/${pieceOf(pencil.curve, branch, start.point.delta)}`;
    this.side = sideOf(stretch, bulks);
    this.start = start.kind === 'infinity' ? null : thresholdAt(pencil, start.z, start.point);
    this.end = end.kind === 'infinity' ? null : thresholdAt(pencil, end.z, end.point);
  }

  get first(): number {
    return this.start?.negative ?? 0;
  }

  get last(): number {
    return this.end?.negative ?? 0;
  }

  /** How many outliers lie on the stretch. */
  get count(): number {
    return this.last - this.first;
  }
}

/** The thresholds of every stretch, ascending in z. */
export function thresholdsOf(curve: SpectralCurve, { stretches, bulks }: Support): StretchThresholds[] {
  if (bulks.length === 0) return [];
  const pencil = new SignalPencil(curve);
  return stretches.map((stretch) => new StretchThresholds(pencil, stretch, bulks));
}

/**
 * Where delta is among the pieces of admissible.ts. On an inner branch those on both sides of delta = 0 are one: they hold at
 * most one stretch, whose start may be on either.
 */
function pieceOf({ curvature: { support } }: SpectralCurve, branch: number, delta: number): string {
  const cut = -1 / delta;
  const below = support.filter(([, high]) => high < cut).length;
  const isBesideZero = delta === 0 || below === (delta < 0 ? support.length : 0);
  return branch > 0 && isBesideZero ? 'zero' : `${below}/${Math.sign(delta)}`;
}

function sideOf({ start, end }: Stretch, bulks: Support['bulks']): Side {
  const first = bulks[0].left.location;
  const last = bulks[bulks.length - 1].right.location;
  if (first !== null && end.z <= first) return 'left';
  return last !== null && start.z >= last ? 'right' : 'gap';
}

function thresholdAt(pencil: SignalPencil, location: number, point: CurvePoint): Threshold {
  const { columns } = pencil;
  if (columns === 0) return { ...SILENT, location };
  const value = pencil.at(point);
  const { eigen, scale } = value;
  return {
    location,
    negative: eigen.values.filter((eigenvalue) => eigenvalue < 0).length - columns,
    columns,
    values: eigen.values,
    value: (index) => eigen.values[columns + index] ?? Number.NaN,
    get error() {
      return value.error;
    },
    direction(index) {
      return directionOf(pencil, point, pencil.secondHalf(eigen.vectors[columns + index], scale));
    },
    get modes() {
      return edgeModes(pencil, point);
    },
  };
}

/** The threshold where mean, w and wStar are all zero. */
const SILENT = {
  negative: 0,
  columns: 0,
  values: [],
  value: () => Number.NaN,
  error: 0,
  direction: () => ({}),
  modes: [],
};
