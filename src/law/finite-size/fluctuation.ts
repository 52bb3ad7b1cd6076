/**
 * Where the extreme eigenvalues of a bulk and the outliers are at a finite size, how far they spread, and whether an
 * eigenvalue is really outside.
 *
 * Beside a square-root edge the extreme eigenvalue is, to leading order, edge +- (scale TW1 + N(0, deviation^2)) with
 * scale = (p a)^(-2/3) (see edge-shape.ts; plus at a right edge). The next order, of relative size p^(-1/3), is left out: at
 * p = 100 the mean lies some 0.2 to 0.5 scales further inside, more so beside an outlier, which makes p-values large.
 */

import type { Law, Outlier } from '../law';
import { TRACY_WIDOM, tracyWidomSurvival } from './tracy-widom';

/** n and p. */
export interface SampleSize {
  readonly samples: number;
  readonly features: number;
}

/** One end of one bulk, counted from the left. */
export interface BulkEnd {
  readonly bulk: number;
  readonly side: 'left' | 'right';
}

/** What is known of an eigenvalue at finite size; where nothing is, `reason` says why. */
export interface Fluctuation {
  /** Mean and standard deviation. */
  readonly expected: number | null;
  readonly standardDeviation: number | null;
  readonly source: 'theory' | 'simulation' | null;
  readonly reason: string | null;
}

export interface EdgeFluctuation extends Fluctuation {
  /** Unit of the Tracy-Widom part: (p a)^(-2/3). */
  readonly scale: number | null;
  /** Standard deviation of the Gaussian part: of the edge itself, as the sampled curvatures move it. */
  readonly deviation: number | null;
}

export interface OutlierTest {
  /**
   * The probability that the extreme eigenvalue of the bulk lies this far out, or further; in a gap, the larger one of its
   * two ends. Null where that is not known.
   */
  readonly pValue: number | null;
  readonly reason: string | null;
}

/** The trapezoid rule over the Gaussian part: its step where either law is the narrower one, and its reach. */
const GAUSSIAN_STEP = 0.5;
const TRACY_WIDOM_STEP = 0.25;
const REACH = 9;

/** The extreme eigenvalue at one end of a bulk. */
export function edgeFluctuation(law: Law, { bulk, side }: BulkEnd, { samples, features }: SampleSize): EdgeFluctuation {
  const edge = law.bulks[bulk]?.[side];
  if (!edge) throw new RangeError(`edgeFluctuation: the law has ${law.bulks.length} bulks, not one with index ${bulk}`);
  const unknown = { expected: null, standardDeviation: null, scale: null, deviation: null, source: null };
  if (edge.location === null) return { ...unknown, reason: 'the bulk has no end on this side' };
  const shape = law.edgeShape(edge);
  if (shape === null) return { ...unknown, reason: 'the density does not vanish like a square root at this edge' };
  const scale = (features * shape.coefficient) ** (-2 / 3);
  const deviation = shape.deviation / Math.sqrt(samples);
  return {
    expected: edge.location + (side === 'right' ? 1 : -1) * scale * TRACY_WIDOM.mean,
    standardDeviation: Math.sqrt(scale * scale * TRACY_WIDOM.variance + deviation * deviation),
    scale,
    deviation,
    source: 'theory',
    reason: null,
  };
}

const FITTED = 'not known where w is fitted';
const LIMITED = 'known only for a simple outlier, and a g that fixes, or is independent of, what it has of x';

/** An outlier: Gaussian about its limit. */
export function outlierFluctuation(law: Law, outlier: Outlier, { samples }: SampleSize): Fluctuation {
  const deviation = law.outlierDeviation(outlier);
  if (deviation === null) {
    const reason = law.minimizer ? FITTED : LIMITED;
    return { expected: outlier.location, standardDeviation: null, source: null, reason };
  }
  return {
    expected: outlier.location,
    standardDeviation: deviation / Math.sqrt(samples),
    source: 'theory',
    reason: null,
  };
}

/**
 * Whether an observed eigenvalue lies further outside than a bulk's extreme eigenvalue would.
 * @param side where it is held to be an outlier; by default on the side of all bulks, or in the gap, where it lies
 */
export function outlierPValue(
  law: Law,
  eigenvalue: number,
  size: SampleSize,
  side: Outlier['side'] = sideOf(law, eigenvalue),
): OutlierTest {
  const last = law.bulks.length - 1;
  if (side === 'left') return beyond(law, { bulk: 0, side: 'left' }, eigenvalue, size);
  if (side === 'right') return beyond(law, { bulk: last, side: 'right' }, eigenvalue, size);
  if (last < 1) return { pValue: null, reason: 'the law has no gap' };
  const bulk = nearestGap(law, eigenvalue);
  const below = beyond(law, { bulk, side: 'right' }, eigenvalue, size);
  const above = beyond(law, { bulk: bulk + 1, side: 'left' }, eigenvalue, size);
  if (below.pValue === null || above.pValue === null) return below.pValue === null ? below : above;
  return below.pValue > above.pValue ? below : above;
}

function beyond(law: Law, end: BulkEnd, eigenvalue: number, size: SampleSize): OutlierTest {
  const { scale, deviation, reason } = edgeFluctuation(law, end, size);
  if (scale === null || deviation === null) return { pValue: null, reason };
  const location = law.bulks[end.bulk][end.side].location as number;
  const distance = end.side === 'right' ? eigenvalue - location : location - eigenvalue;
  if (deviation === 0) return { pValue: tracyWidomSurvival(distance / scale), reason: null };
  return { pValue: survival(distance / scale, deviation / scale), reason: null };
}

/**
 * P(TW1 + spread N(0, 1) > x), the mean of the survival at x - spread u. That times exp(-u^2 / 2) is log-concave, at least as
 * narrow as the Gaussian itself, and largest about where u = spread sqrt(x - spread u), from the tail exp(-2/3 s^(3/2)).
 */
function survival(x: number, spread: number): number {
  const peak = x > 0 ? (spread * (Math.sqrt(spread ** 4 + 4 * x) - spread ** 2)) / 2 : 0;
  const step = Math.min(GAUSSIAN_STEP, TRACY_WIDOM_STEP / spread);
  let sum = 0;
  for (let u = peak - REACH; u <= peak + REACH; u += step) {
    sum += Math.exp((-u * u) / 2) * tracyWidomSurvival(x - spread * u);
  }
  return Math.min(1, (sum * step) / Math.sqrt(2 * Math.PI));
}

function sideOf({ bulks }: Law, x: number): Outlier['side'] {
  const [first, last] = [bulks[0].left.location, bulks[bulks.length - 1].right.location];
  const [toFirst, toLast] = [x - (first ?? Number.NEGATIVE_INFINITY), (last ?? Number.POSITIVE_INFINITY) - x];
  if (toFirst < 0) return 'left';
  if (toLast < 0) return 'right';
  if (bulks.length > 1) return 'gap';
  return toFirst < toLast ? 'left' : 'right';
}

/** The bulk below the gap that x lies in, or lies nearest to. */
function nearestGap({ bulks }: Law, x: number): number {
  const distances = bulks.slice(1).map(({ left }, k) => {
    return Math.max((bulks[k].right.location as number) - x, x - (left.location as number));
  });
  return distances.indexOf(Math.min(...distances));
}
