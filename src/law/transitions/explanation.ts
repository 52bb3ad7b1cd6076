/** Why a model's spectrum has the outliers it has, and why a signal without one has none. */

import { type Model, SIGNALS, type Signal } from '../../model/model';
import { parameterOf } from '../../model/variation';
import type { SpectralCurve } from '../bulk/spectral-curve';
import type { Support } from '../bulk/support';
import type { Law, Outlier } from '../law';
import { assembledLaw } from '../limiting-law';
import type { EdgeMode } from '../outliers/edge-modes';
import { causeOf, decoupled, type Influences, influencesOn } from '../outliers/influence';
import { type Side, type StretchThresholds, type Threshold, thresholdsOf } from '../outliers/threshold';
import { type CriticalValue, transition } from './transition';

export interface ExplainedOutlier extends Outlier {
  /** The edge of the bulk nearest to it. */
  readonly edge: number;
  /** Signals by falling share: one is the cause, several are a mixture. */
  readonly cause: readonly Signal[];
  readonly influence: Influences;
}

/** An edge and one of the outliers that it could let out, with the margin of edge-modes.ts: below 0 it is held. */
export interface EdgeMargin extends EdgeMode {
  readonly edge: number;
  readonly side: Side;
}

/** A signal that is not zero and causes no outlier. */
export interface SilentSignal {
  readonly signal: Signal;
  /**
   * 'uncoupled': the curvature does not depend on it, nor does it shift the features. 'no edge': the bulk is unbounded.
   * 'below threshold': it is too weak, or the samples are too few. 'never': no norm of it in the range searched is enough.
   */
  readonly why: 'uncoupled' | 'no edge' | 'below threshold' | 'never';
  readonly norm: number;
  /** The nearest edge's margin; null without an edge, or uncoupled. */
  readonly margin: EdgeMargin | null;
  /** The norm, with everything else as it is, at which an outlier along it appears: the nearest one. */
  readonly criticalNorm: CriticalValue | null;
  /** The aspect ratio at which one appears. */
  readonly criticalAspectRatio: CriticalValue | null;
}

export interface Explanation {
  readonly model: Model;
  readonly law: Law;
  /** As in `law.outliers`. */
  readonly outliers: readonly ExplainedOutlier[];
  readonly silent: readonly SilentSignal[];
  /** The margins of every edge, edges ascending, those of one edge by falling margin. */
  readonly margins: readonly EdgeMargin[];
}

/** A signal that the pencil at an edge does not notice, relative to its entries. */
const UNNOTICED = 1e-9;
/** Share of an outlier's direction with which it counts as one along a signal, beside the strongest signal's. */
const ALONG = 0.5;

/**
 * The law, each outlier's cause, and for each signal without an outlier how far it is from having one.
 *
 * @throws ModelError and ConvergenceError as `limitingLaw` and its results do.
 */
export function explain(model: Model): Explanation {
  const law = assembledLaw(model);
  const { curve, structure } = law;
  const influences = influencesOn(curve, structure, law.outliers);
  const outliers = law.outliers.map((outlier, k) => ({
    ...outlier,
    edge: nearestEdge(law, outlier.location),
    cause: causeOf(influences[k]),
    influence: influences[k],
  }));
  const thresholds = thresholdsOf(curve, structure);
  const margins = marginsOf(curve, structure);
  let byRatio: readonly CriticalValue[] | null = null;
  const criticalRatios = () => {
    byRatio ??= transition(model, { vary: 'aspectRatio', points: 2 }).criticals;
    return byRatio;
  };
  const heard = new Set(outliers.flatMap(({ cause }) => cause));
  const silent = SIGNALS.filter((signal) => parameterOf(model, signal) > 0 && !heard.has(signal)).map((signal) => {
    const norm = parameterOf(model, signal);
    const none = { signal, norm, margin: null, criticalNorm: null, criticalAspectRatio: null };
    if (margins.length === 0) return { ...none, why: 'no edge' as const };
    const without = thresholdsOf(decoupled(curve, signal), structure);
    if (isSame(thresholds, without)) return { ...none, why: 'uncoupled' as const };
    return { ...none, ...distanceOf(model, signal, margins, criticalRatios()) };
  });
  return { model, law, outliers, silent, margins };
}

/** How far the signal is from an outlier: in its margin, its norm, and among the critical aspect ratios `byRatio`. */
function distanceOf(
  model: Model,
  signal: Signal,
  margins: readonly EdgeMargin[],
  byRatio: readonly CriticalValue[],
): Pick<SilentSignal, 'why' | 'margin' | 'criticalNorm' | 'criticalAspectRatio'> {
  const isAlong = ({ direction }: Pick<EdgeMode, 'direction'>) =>
    (direction[signal] ?? 0) >= ALONG * Math.max(...Object.values(direction));
  const nearestTo = (value: number, found: readonly CriticalValue[]) =>
    found
      .filter((critical) => isAlong(critical) && critical.present === (critical.value > value ? 'above' : 'below'))
      .sort((a, b) => Math.abs(Math.log(a.value / value)) - Math.abs(Math.log(b.value / value)))[0] ?? null;
  const norm = parameterOf(model, signal);
  const criticalNorm = nearestTo(norm, transition(model, { vary: signal, points: 2 }).criticals);
  const criticalAspectRatio = nearestTo(model.aspectRatio, byRatio);
  const sides = [criticalNorm, criticalAspectRatio].flatMap((critical) => (critical ? [critical.side] : []));
  const held = margins.filter((mode) => mode.margin < 0 && isAlong(mode));
  const there = held.filter(({ side }) => side === sides[0]);
  const margin = [...(there.length > 0 ? there : held)].sort((a, b) => b.margin - a.margin)[0] ?? null;
  const why = criticalNorm || criticalAspectRatio ? ('below threshold' as const) : ('never' as const);
  return { why, margin, criticalNorm, criticalAspectRatio };
}

/** The margins of every edge, edges ascending, those of one edge by falling margin. */
export function marginsOf(curve: SpectralCurve, structure: Support): EdgeMargin[] {
  return thresholdsOf(curve, structure).flatMap(({ side, start, end }) =>
    [start, end].flatMap((threshold) =>
      (threshold?.modes ?? []).map((mode) => ({ edge: (threshold as Threshold).location, side, ...mode })),
    ),
  );
}

/** Whether decoupling has changed nothing at any edge. */
function isSame(before: readonly StretchThresholds[], after: readonly StretchThresholds[]): boolean {
  return before.every((stretch, k) =>
    (['start', 'end'] as const).every((end) => {
      const [a, b] = [stretch[end], after[k][end]];
      if (!a || !b) return true;
      if (a.columns !== b.columns) return false;
      return a.values.every((value, i) => Math.abs(value - b.values[i]) <= UNNOTICED);
    }),
  );
}

function nearestEdge(law: Law, location: number): number {
  const edges = law.support.flat().filter((edge) => edge !== null);
  return edges.reduce((near, edge) => (Math.abs(edge - location) < Math.abs(near - location) ? edge : near));
}
