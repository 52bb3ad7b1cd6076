/** Norms of mean, w and wStar, and the angles between them. */

import { h } from '../base/dom';
import type { Session } from '../session';
import { sliderField } from './field';
import { type Geometry, geometryOf, vectorsOf } from './geometry';

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
