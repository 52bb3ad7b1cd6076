/** What the picture shows, as data. */

import { fitMarchenkoPastur } from '../../law/distribution/marchenko-pastur';
import type { Outlier } from '../../law/law';
import type { Signal as SignalName } from '../../model/model';
import { SIGNALS } from '../../model/model';
import { type Histogram, type HistogramOptions, histogram } from '../../numerics/histogram';
import { withoutZeros } from '../../numerics/zeros';
import { clipCurve, marchenkoPasturCurve, type Point } from '../../plot/curve';
import { binsOf, heights, segmentsOf } from '../../plot/scene';
import type { LawState } from '../session';
import type { EstimateAnswer } from '../simulation/estimate-answer';
import type { Run } from '../simulation/run';
import type { TrialAnswer } from '../simulation/trial-answer';
import type { ScaleKind, View } from '../state/scenario';

export interface OutlierScenery {
  readonly predicted: Outlier;
  /** Mean over trials; null until there is one. */
  readonly observed: number | null;
  readonly alignment: Readonly<Partial<Record<SignalName, number>>>;
}

export interface Scenery {
  readonly x: ScaleKind;
  readonly y: ScaleKind;
  readonly window: readonly [number, number];
  /** Densities shown. */
  readonly heights: readonly [number, number];
  readonly isCut: boolean;
  readonly histogram: Histogram | null;
  readonly law: readonly (readonly Point[])[];
  readonly marchenkoPastur: readonly Point[];
  readonly estimate: EstimateAnswer | null;
  readonly outliers: readonly OutlierScenery[];
  readonly atomAtZero: number;
  readonly open: { readonly left: boolean; readonly right: boolean };
  /** Some of the range is not positive, and a logarithmic axis leaves it out. */
  readonly leavesOut: boolean;
}

/** A logarithmic axis of densities shows this many decades at most. */
const DECADES = 4;
/** Of positive eigenvalues. */
const X_DECADES = 6;
const LOG_BINS = 56;
/** Of an estimate: standard errors on each side. */
export const BAND = 2;

export function sceneryOf(law: LawState, run: Run, view: View): Scenery {
  const { answer } = law;
  const values = pooled(run.trials, (answer?.atomAtZero ?? 0) > 0);
  const whole = answer?.window ?? (values.length > 0 ? [values[0], values[values.length - 1]] : [0, 1]);
  const [wanted, leavesOut] = positivePart(
    view.zoom ?? widened(whole, values, answer === null || isOpen(law)),
    view.x,
    answer,
  );
  const shown = values.filter((value) => value >= wanted[0] && value <= wanted[1]);
  const bars =
    shown.length > 0 ? histogram(shown, { ...binsFor(view.x, law, wanted), total: totalOf(run.trials) }) : null;
  const curves = law.detail && view.zoom ? law.detail.curves : (answer?.curves ?? []);
  const fit = view.marchenkoPastur ? marchenkoPasturOf(law, run.trials) : [];
  const inside = (curve: readonly Point[]) => curve.filter(({ x }) => x >= wanted[0] && x <= wanted[1]);
  const estimate =
    run.estimate?.density.map(({ x, density, standardError }) => ({ x, y: density + BAND * standardError })) ?? [];
  const [top, peak] = heights([
    ...curves.map((curve) => segmentsOf(inside(curve))),
    ...(bars ? [binsOf(bars)] : []),
    segmentsOf(inside(fit)),
    segmentsOf(inside(estimate)),
  ]);
  const highest = view.y === 'log' ? peak || 1 : top;
  const lowest = view.y === 'log' ? lowestOf(highest, bars) : 0;
  return {
    x: view.x,
    y: view.y,
    window: wanted,
    heights: [lowest, highest],
    isCut: peak > highest,
    histogram: bars,
    law: curves.map((curve) => aboveFloor(clipCurve(curve, wanted, highest), lowest)),
    marchenkoPastur: aboveFloor(clipCurve(fit, wanted, highest), lowest),
    estimate: run.estimate,
    outliers: outliersOf(law, run),
    atomAtZero: answer?.atomAtZero ?? 0,
    open: openOf(law),
    leavesOut,
  };
}

/** The eigenvalues of all trials, ascending. */
function pooled(trials: readonly TrialAnswer[], hasAtom: boolean): Float64Array {
  const parts = trials.map(({ eigenvalues }) => (hasAtom ? withoutZeros(eigenvalues) : eigenvalues));
  const all = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    all.set(part, offset);
    offset += part.length;
  }
  return all.sort();
}

function totalOf(trials: readonly TrialAnswer[]): number {
  return trials.reduce((sum, { eigenvalues }) => sum + eigenvalues.length, 0);
}

function openOf({ answer }: LawState): { left: boolean; right: boolean } {
  const bulks = answer?.bulks ?? [];
  return {
    left: bulks[0]?.left.kind === 'unbounded',
    right: bulks[bulks.length - 1]?.right.kind === 'unbounded',
  };
}

function isOpen(law: LawState): boolean {
  const { left, right } = openOf(law);
  return left || right;
}

/** Wide enough for all eigenvalues, if that does not hide the rest; an open tail keeps its range. */
function widened(
  [left, right]: readonly [number, number],
  values: Float64Array,
  isFixed: boolean,
): readonly [number, number] {
  if (values.length === 0 || isFixed) return [left, right];
  const margin = right - left;
  const [lowest, highest] = [values[0], values[values.length - 1]];
  const pad = 0.02 * margin;
  return [
    lowest < left && left - lowest < margin ? lowest - pad : left,
    highest > right && highest - right < margin ? highest + pad : right,
  ];
}

function positivePart(
  [left, right]: readonly [number, number],
  scale: ScaleKind,
  answer: LawState['answer'],
): [readonly [number, number], boolean] {
  if (scale === 'linear') return [[left, right], false];
  const end = right > 0 ? right : 1;
  const edges = (answer?.bulks ?? []).flatMap(({ left: a, right: b }) => [a.location, b.location]);
  const least = edges.filter((edge): edge is number => edge !== null && edge > 0 && edge < end);
  const start = left > 0 ? left : Math.max(0.7 * Math.min(...least, end / 10), end * 10 ** -X_DECADES);
  return [[start, end], left <= 0];
}

/** Aligned with the bulks; on a logarithmic axis equally wide there. */
function binsFor(scale: ScaleKind, law: LawState, window: readonly [number, number]): HistogramOptions {
  if (scale === 'linear') return { intervals: intervalsOf(law, window) };
  const ratio = window[1] / window[0];
  return { edges: Float64Array.from({ length: LOG_BINS + 1 }, (_, k) => window[0] * ratio ** (k / LOG_BINS)) };
}

function intervalsOf({ answer }: LawState, window: readonly [number, number]): (readonly [number, number])[] {
  return (answer?.bulks ?? [])
    .map(({ left, right }): readonly [number, number] => [
      Math.max(left.location ?? Number.NEGATIVE_INFINITY, window[0]),
      Math.min(right.location ?? Number.POSITIVE_INFINITY, window[1]),
    ])
    .filter(([lower, upper]) => lower < upper);
}

/** Shifted and scaled to the bulks' ends: those of the law, or where it has none those of the eigenvalues. */
function marchenkoPasturOf({ answer }: LawState, trials: readonly TrialAnswer[]): readonly Point[] {
  if (!answer || answer.bulks.length === 0) return [];
  const mean = (of: (trial: TrialAnswer) => number) =>
    trials.reduce((sum, trial) => sum + of(trial), 0) / trials.length;
  const left = trials.length > 0 ? mean(({ bulk }) => bulk[0]) : answer.bulks[0].left.location;
  const right = trials.length > 0 ? mean(({ bulk }) => bulk[1]) : answer.bulks[answer.bulks.length - 1].right.location;
  if (left === null || right === null || !(left < right)) return [];
  return marchenkoPasturCurve(fitMarchenkoPastur(left, right, answer.aspectRatio), 1 - answer.atomAtZero);
}

function lowestOf(highest: number, bars: Histogram | null): number {
  const least = bars ? Math.min(...bars.density.filter((density) => density > 0)) / 2 : highest / 1000;
  return Math.max(Math.min(least, highest / 100), highest * 10 ** -DECADES);
}

function aboveFloor(curve: readonly Point[], floor: number): readonly Point[] {
  return floor === 0 ? curve : curve.map(({ x, y }) => ({ x, y: y < floor ? Number.NaN : y }));
}

function outliersOf({ answer }: LawState, run: Run): OutlierScenery[] {
  const { trials, estimate } = run;
  return (answer?.outliers ?? []).map((predicted, k) => {
    const pairs = trials.map(({ outliers }) => outliers[k]).filter((pair) => pair !== null && pair !== undefined);
    if (estimate) {
      const { extremes } = estimate;
      const end =
        predicted.side === 'left'
          ? extremes[0]
          : predicted.side === 'right'
            ? extremes[extremes.length - 1]
            : undefined;
      if (end) pairs.push(end);
    }
    const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    const alignment = Object.fromEntries(
      SIGNALS.filter((signal) => predicted.alignment[signal] !== undefined && pairs.length > 0).map((signal) => [
        signal,
        mean(pairs.map((pair) => pair.alignment[signal] ?? 0)),
      ]),
    );
    return {
      predicted,
      observed: pairs.length > 0 ? mean(pairs.map(({ eigenvalue }) => eigenvalue)) : null,
      alignment,
    };
  });
}
