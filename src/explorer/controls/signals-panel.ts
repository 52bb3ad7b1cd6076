/** Norms of mean, w and wStar, and the angles between them: as coordinates in the signal frame, and back. */

import { h } from '../base/dom';
import type { Session } from '../session';
import type { ModelText } from '../state/model-text';
import { sliderField } from './field';

const NORMS = [
  ['mean', '|mean|'],
  ['w', '|w|'],
  ['wStar', '|w*|'],
] as const;
const ANGLES = [
  ['meanToW', '∠ mean, w'],
  ['meanToWStar', '∠ mean, w*'],
  ['wToWStar', '∠ w, w*'],
] as const;
const LONGEST = 4;

export function signalsPanel(session: Session): HTMLElement {
  let geometry: Geometry =
    geometryOf(session.scenario.value.model) ?? (geometryOf({ response: 'logistic' }) as Geometry);
  const change = (part: Partial<Geometry>) => {
    geometry = { ...geometry, ...part };
    session.changeModel(vectorsOf(geometry));
  };
  const norms = NORMS.map(([key, label]) => ({
    key,
    field: sliderField({
      label,
      min: 0,
      max: LONGEST,
      step: 0.1,
      limit: 100,
      onInput: (value) => change({ [key]: value }),
    }),
  }));
  const angles = ANGLES.map(([key, label]) => ({
    key,
    field: sliderField({ label, min: 0, max: 180, step: 5, onInput: (value) => change({ [key]: value }) }),
  }));
  const note = h(
    'p',
    { class: 'note', hidden: true },
    'The vectors are given by all their coordinates: moving a slider replaces them.',
  );
  session.scenario.watch(({ model }) => {
    const found = geometryOf(model, geometry);
    note.hidden = found !== null;
    if (found) geometry = found;
    for (const { key, field } of [...norms, ...angles]) field.show(geometry[key]);
  });
  return h(
    'fieldset',
    {},
    h('legend', {}, 'Signals'),
    ...norms.map(({ field }) => field.element),
    ...angles.map(({ field }) => field.element),
    note,
  );
}

export interface Geometry {
  readonly mean: number;
  readonly w: number;
  readonly wStar: number;
  /** Degrees, from 0 to 180. */
  readonly meanToW: number;
  readonly meanToWStar: number;
  readonly wToWStar: number;
}

const DEGREES = 180 / Math.PI;
/** Addresses stay short with so few decimals, and a picture shows far fewer. */
const DECIMALS = 6;
/** Angles of a vector that is zero: those of the paper's examples. */
const USUAL: Geometry = { mean: 0, w: 0, wStar: 0, meanToW: 90, meanToWStar: 90, wToWStar: 0 };

/** Null where a vector is given by all its p coordinates. An angle with a zero vector is the one of `before`. */
export function geometryOf(model: ModelText, before: Geometry = USUAL): Geometry | null {
  const vectors = [model.mean, model.w, model.wStar].map((vector) => vector ?? []);
  if (!vectors.every((vector): vector is readonly number[] => Array.isArray(vector))) return null;
  const [mean, w, wStar] = vectors;
  const angle = (a: readonly number[], b: readonly number[], otherwise: number) => {
    const size = Math.hypot(...a) * Math.hypot(...b);
    if (size === 0) return otherwise;
    const inner = a.reduce((sum, value, k) => sum + value * (b[k] ?? 0), 0);
    return Math.acos(Math.min(1, Math.max(-1, inner / size))) * DEGREES;
  };
  return {
    mean: Math.hypot(...mean),
    w: Math.hypot(...w),
    wStar: Math.hypot(...wStar),
    meanToW: angle(mean, w, before.meanToW),
    meanToWStar: angle(mean, wStar, before.meanToWStar),
    wToWStar: angle(w, wStar, before.wToWStar),
  };
}

/** What the third angle can be, given the two others. */
export function angleRange(first: number, second: number): readonly [number, number] {
  return [Math.abs(first - second), Math.min(first + second, 360 - first - second)];
}

/** mean along the first direction, w in the plane of the first two. The third angle is brought into its range. */
export function vectorsOf(geometry: Geometry): Pick<Required<ModelText>, 'mean' | 'w' | 'wStar'> {
  const { mean, w, wStar } = geometry;
  const [a, b] = [geometry.meanToW / DEGREES, geometry.meanToWStar / DEGREES];
  const [least, most] = angleRange(geometry.meanToW, geometry.meanToWStar);
  const c = Math.min(most, Math.max(least, geometry.wToWStar)) / DEGREES;
  const first = Math.cos(b);
  // Where mean and w are parallel, the rest of wStar is free: it goes along the second direction.
  const second = Math.sin(a) > 1e-9 ? (Math.cos(c) - Math.cos(a) * first) / Math.sin(a) : Math.sin(b);
  const third = Math.sqrt(Math.max(0, 1 - first ** 2 - second ** 2));
  return {
    mean: rounded([mean]),
    w: rounded([w * Math.cos(a), w * Math.sin(a)]),
    wStar: rounded([wStar * first, wStar * second, wStar * third]),
  };
}

function rounded(coordinates: readonly number[]): number[] {
  const short = coordinates.map((value) => Number(value.toFixed(DECIMALS)) + 0);
  while (short.length > 0 && short[short.length - 1] === 0) short.pop();
  return short;
}
