/** What a picture of a spectrum says in words: the labels of its rules, and its footnotes. */

import { SIGNALS, type Signal } from '../model/model';
import { formatCosine, formatNumber, formatShort, formatWithError } from '../words/format';
import { SIGNAL_NAMES } from '../words/model-words';
import type { Scene } from './scene';

export interface Annotation {
  readonly kind: 'outlier' | 'unexplained' | 'atom';
  /** Where its rule stands: the predicted position, or the frame's side beyond which it lies. */
  readonly x: number;
  readonly simulated: number | null;
  readonly lines: readonly string[];
  /** Squared cosines as gauges below the lines; none by default. */
  readonly gauges?: readonly Gauge[];
  readonly beyond: 'left' | 'right' | null;
}

/** A squared cosine as a bar: filled as simulated, a line across it where predicted. Blank without a prediction. */
export interface Gauge {
  readonly name: string;
  readonly predicted: number | null;
  readonly simulated: number;
}

/** An outlier as it is labeled: predicted, and simulated where that was done. */
export interface LabeledOutlier {
  readonly predicted: { readonly location: number; readonly alignment: Alignment };
  readonly location: number | null;
  readonly locationStandardError?: number | null;
  readonly alignment: Alignment;
}

type Alignment = Readonly<Partial<Record<Signal, number>>>;

/** Alignments below this are not worth a word in a label. */
const NOTABLE = 0.005;

export function outlierAnnotation(scene: Scene, outlier: LabeledOutlier): Annotation {
  const { predicted, location: observed } = outlier;
  return placedAnnotation(scene, { kind: 'outlier', at: predicted.location, observed, lines: labelOf(outlier) });
}

/** The atom at zero, where there is one. */
export function atomAnnotation(scene: Scene): Annotation[] {
  if (scene.atom === null) return [];
  const { predicted, simulated } = scene.atom;
  const lines = [`mass ${formatShort(predicted, 3)} at zero`];
  if (simulated !== null) lines.push(`(${formatShort(simulated, 3)})`);
  return [placedAnnotation(scene, { kind: 'atom', at: 0, observed: null, lines })];
}

interface Note extends Pick<Annotation, 'kind' | 'lines' | 'gauges'> {
  /** Where its rule is to stand. */
  readonly at: number;
  readonly observed: number | null;
}

/** Within the scene's window, or pointing out of it. */
export function placedAnnotation({ window }: Scene, { at, observed, lines, ...note }: Note): Annotation {
  const position = positionOf(at, window);
  const simulated = observed !== null && within(observed, window) ? observed : null;
  const [first, ...rest] = lines.map(typeset);
  if (position.beyond === null) return { ...note, ...position, simulated, lines: [first, ...rest] };
  const pointing = position.beyond === 'left' ? `← ${first}` : `${first} →`;
  return { ...note, ...position, simulated, lines: [pointing, ...rest] };
}

/** Position and alignments, predicted and in parentheses simulated. */
export function labelOf({ predicted, location, locationStandardError, alignment }: LabeledOutlier): string[] {
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
  const seen = location === null ? '' : ` (${formatWithError(location, locationStandardError)})`;
  const position = `λ = ${formatNumber(predicted.location)}${seen}`;
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

function positionOf(x: number, [left, right]: readonly [number, number]): Pick<Annotation, 'x' | 'beyond'> {
  if (x < left) return { x: left, beyond: 'left' };
  return x > right ? { x: right, beyond: 'right' } : { x, beyond: null };
}

function within(x: number, [left, right]: readonly [number, number]): boolean {
  return x >= left && x <= right;
}
