/** What a figure says in words: the labels of its rules, its footnotes, and its summary for those who cannot see it. */

import type { Comparison, OutlierComparison } from '../compare/comparison';
import { SIGNALS } from '../model/model';
import { formatCosine, formatCount, formatNumber, formatShort, formatWithError } from '../words/format';
import { describeLaws, describeSignals, describeSizes, SIGNAL_NAMES } from '../words/model-words';
import type { Scene } from './scene';

export interface Annotation {
  readonly kind: 'outlier' | 'unexplained' | 'atom';
  /** Where its rule stands: the predicted position, or the frame's side beyond which it lies. */
  readonly x: number;
  readonly simulated: number | null;
  readonly lines: readonly string[];
  readonly beyond: 'left' | 'right' | null;
}

/** Alignments below this are not worth a word in a label. */
const NOTABLE = 0.005;

export function annotationsOf({ outliers }: Comparison, scene: Scene): Annotation[] {
  return [
    ...outliers.map((outlier) =>
      placedAnnotation(scene, {
        kind: 'outlier',
        at: outlier.predicted.location,
        observed: outlier.location,
        lines: labelOf(outlier),
      }),
    ),
    ...atomAnnotation(scene),
  ];
}

/** The atom at zero, where there is one. */
export function atomAnnotation(scene: Scene): Annotation[] {
  if (scene.atom === null) return [];
  const { predicted, simulated } = scene.atom;
  const lines = [`mass ${formatShort(predicted, 3)} at zero`, `(${formatShort(simulated, 3)})`];
  return [placedAnnotation(scene, { kind: 'atom', at: 0, observed: null, lines })];
}

interface Note extends Pick<Annotation, 'kind' | 'lines'> {
  /** Where its rule is to stand. */
  readonly at: number;
  readonly observed: number | null;
}

/** Within the scene's window, or pointing out of it. */
export function placedAnnotation({ window }: Scene, { kind, at, observed, lines }: Note): Annotation {
  const position = positionOf(at, window);
  const simulated = observed !== null && within(observed, window) ? observed : null;
  const [first, ...rest] = lines.map(typeset);
  if (position.beyond === null) return { kind, ...position, simulated, lines: [first, ...rest] };
  const pointing = position.beyond === 'left' ? `← ${first}` : `${first} →`;
  return { kind, ...position, simulated, lines: [pointing, ...rest] };
}

function labelOf({ predicted, location, locationStandardError, alignment }: OutlierComparison): string[] {
  const shares = SIGNALS.map((signal) => ({
    name: SIGNAL_NAMES[signal],
    predicted: predicted.alignment[signal] ?? 0,
    simulated: alignment[signal],
  }))
    .filter((share) => share.predicted >= NOTABLE)
    .sort((a, b) => b.predicted - a.predicted)
    .map((share) => {
      const seen = share.simulated === undefined ? '' : ` (${formatCosine(share.simulated)})`;
      return `${share.name} ${formatCosine(share.predicted)}${seen}`;
    });
  const position = `λ = ${formatNumber(predicted.location)} (${formatWithError(location, locationStandardError)})`;
  return shares.length > 0 ? [position, `cos² with ${shares.join(', ')}`] : [position];
}

/** What the picture leaves out or could be misread for. */
export function footnotesOf({ unbounded, beyond, top, peak }: Scene): string[] {
  const notes: string[] = [];
  const open = (['left', 'right'] as const).filter((side) => unbounded[side]);
  if (open.length > 0) {
    const where = open.length === 2 ? 'on either side' : `on the ${open[0]}`;
    notes.push(`The support has no edge ${where}: far eigenvalues there are a finite-size effect, not outliers.`);
  }
  const outside = (['left', 'right'] as const)
    .filter((side) => beyond[side].count > 0)
    .map((side) => `${beyond[side].count} on the ${side}, out to ${formatNumber(beyond[side].extreme)}`);
  if (outside.length > 0) notes.push(`Eigenvalues beyond the frame: ${outside.join('; ')}.`);
  if (peak > top) notes.push(`The peak is cut off at a density of ${formatNumber(top, 2)}.`);
  return notes.map(typeset);
}

/** A true minus sign before numbers, as on the axes. */
function typeset(text: string): string {
  return text.replace(/-(?=[\d∞])/g, '−');
}

/** The whole picture in a few sentences. */
export function summaryOf(comparison: Comparison): string {
  const { model, law, seed, trials, outliers, distance, marchenkoPastur } = comparison;
  const ends = law.support.map(
    ([left, right]) => `[${left === null ? '-∞' : formatNumber(left)}, ${right === null ? '∞' : formatNumber(right)}]`,
  );
  const sentences = [
    `Histogram of the eigenvalues of H in ${formatCount(trials.length, 'trial')} (seed ${seed}) with the density of the limiting law.`,
    `Model: ${[...describeLaws(model), ...describeSignals(model), ...describeSizes(model)].join(', ')}.`,
    `Predicted support: ${ends.join(', ')}.`,
  ];
  if (law.atomAtZero > 0) sentences.push(`Mass at zero: ${formatNumber(law.atomAtZero)}.`);
  for (const outlier of outliers) {
    const [position, shares] = labelOf(outlier);
    sentences.push(`Outlier, predicted (simulated): ${position}${shares ? `, ${shares}` : ''}.`);
  }
  sentences.push(
    `Kolmogorov-Smirnov distance of the bulk to the law ${formatNumber(distance.kolmogorovSmirnov, 2)}, ` +
      `to the best Marchenko-Pastur fit ${formatNumber(marchenkoPastur.distance.kolmogorovSmirnov, 2)}.`,
  );
  if (comparison.fresh) {
    const distanceThere = formatNumber(comparison.fresh.distance.kolmogorovSmirnov, 2);
    sentences.push(`Fresh samples at the same w have another law, ${distanceThere} from their bulk.`);
  }
  return sentences.join(' ');
}

function positionOf(x: number, [left, right]: readonly [number, number]): Pick<Annotation, 'x' | 'beyond'> {
  if (x < left) return { x: left, beyond: 'left' };
  return x > right ? { x: right, beyond: 'right' } : { x, beyond: null };
}

function within(x: number, [left, right]: readonly [number, number]): boolean {
  return x >= left && x <= right;
}
