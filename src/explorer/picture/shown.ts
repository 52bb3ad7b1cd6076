/** What the page shows of its law and its simulation: the figures' scene, looked at as the user likes, and the outliers. */

import { fitMarchenkoPastur, type MarchenkoPastur } from '../../law/distribution/marchenko-pastur';
import type { Outlier } from '../../law/law';
import { SIGNALS } from '../../model/model';
import { mean } from '../../numerics/sample-statistics';
import { type Annotation, atomAnnotation, type LabeledOutlier, placedAnnotation } from '../../plot/annotations';
import { type Scene, type Subject, sceneOf } from '../../plot/scene';
import { formatNumber } from '../../words/format';
import { SIGNAL_NAMES } from '../../words/model-words';
import type { LawAnswer } from '../law/thread';
import type { LawState } from '../session';
import type { Run } from '../simulation/run';
import type { View } from '../state/scenario';

/** An outlier with the mean location and alignment over the trials, where there are any. */
export interface ShownOutlier extends LabeledOutlier {
  readonly predicted: Outlier;
}

export interface Shown {
  readonly scene: Scene;
  readonly outliers: readonly ShownOutlier[];
}

const NO_LAW: Subject['law'] = { bulks: [], atomAtZero: 0, curves: [], tails: [0, 1] };

export function shownOf({ answer, detail }: LawState, run: Run, view: View): Shown {
  const { trials, estimate } = run;
  const outliers = outliersOf(answer, run);
  const law = answer === null ? NO_LAW : { ...answer, curves: (view.zoom ? detail : null)?.curves ?? answer.curves };
  const fit = view.marchenkoPastur && answer ? fitOf(answer, trials) : null;
  const marchenkoPastur = fit && { law: fit };
  const subject = { law, trials, outliers, marchenkoPastur, fresh: null, estimate: estimate?.density ?? [] };
  return { scene: sceneOf(subject, view), outliers };
}

/** Shifted and scaled to the bulks' ends: those of the simulation, or where there is none those of the law. */
function fitOf({ bulks, aspectRatio }: LawAnswer, trials: Run['trials']): MarchenkoPastur | null {
  if (bulks.length === 0) return null;
  const [left, right] =
    trials.length > 0
      ? [mean(trials.map(({ bulk }) => bulk[0])), mean(trials.map(({ bulk }) => bulk[1]))]
      : [bulks[0].left.location, bulks[bulks.length - 1].right.location];
  return left === null || right === null || !(left < right) ? null : fitMarchenkoPastur(left, right, aspectRatio);
}

export function outliersOf(answer: LawAnswer | null, { trials, estimate }: Run): ShownOutlier[] {
  const extremes = estimate?.extremes ?? [];
  const ends = { left: extremes[0], right: extremes[extremes.length - 1], gap: undefined };
  return (answer?.outliers ?? []).map((predicted, k) => {
    const pairs = [...trials.map(({ outliers }) => outliers[k]), ends[predicted.side]].filter((pair) => pair != null);
    const seen = pairs.length > 0 ? SIGNALS.filter((signal) => predicted.alignment[signal] !== undefined) : [];
    return {
      predicted,
      location: pairs.length > 0 ? mean(pairs.map(({ eigenvalue }) => eigenvalue)) : null,
      alignment: Object.fromEntries(
        seen.map((signal) => [signal, mean(pairs.map(({ alignment }) => alignment[signal] ?? 0))]),
      ),
    };
  });
}

/** The labels of the page: squared cosines as gauges. What a zoom leaves out has none. */
export function annotationsOf({ scene, outliers }: Shown, zoom: View['zoom']): Annotation[] {
  const labels = outliers.map(({ predicted, location, alignment }) => {
    const gauges = SIGNALS.map((signal) => ({
      name: SIGNAL_NAMES[signal],
      predicted: predicted.alignment[signal] ?? null,
      simulated: alignment[signal] ?? 0,
    }));
    const lines = [`λ ${formatNumber(predicted.location)}`];
    return placedAnnotation(scene, { kind: 'outlier', at: predicted.location, observed: location, lines, gauges });
  });
  return [...labels, ...atomAnnotation(scene)].filter(({ beyond }) => zoom === null || beyond === null);
}
