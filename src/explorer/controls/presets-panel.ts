/** The paper's figures, by name. */

import { PRESETS, type PresetName } from '../../model/presets';
import { h } from '../base/dom';
import type { Session } from '../session';
import { choiceField } from './field';

const LABELS: Readonly<Record<PresetName, string>> = {
  'first-example': 'First example: one outlier',
  'figure-1a': 'Figure 1a: mean = w = w*, no outlier',
  'figure-1b': 'Figure 1b: w apart, the same bulk',
  'figure-1c': 'Figure 1c: phase retrieval',
  'figure-2a': 'Figure 2a: logistic loss, bounded',
  'figure-2b': 'Figure 2b: exponential loss, unbounded',
  'figure-2c': 'Figure 2c: C = diag(1, 2), one bulk',
  'figure-2d': 'Figure 2d: C = diag(1, 4), two bulks',
  'figure-4': "Figure 4: the mean's outlier",
  'figure-5': 'Figure 5: outlier on the left',
  'spectral-initialization': 'Spectral initialization',
};
const NONE = '';

export function presetsPanel(session: Session): HTMLElement {
  const names = Object.keys(PRESETS) as PresetName[];
  const label = (name: string) => LABELS[name as PresetName] ?? name.replaceAll('-', ' ');
  const field = choiceField(
    'Preset',
    [{ value: NONE, label: 'a model of your own' }, ...names.map((value) => ({ value, label: label(value) }))],
    (name) => {
      if (name !== NONE) session.change({ ...session.scenario.value, model: PRESETS[name as PresetName] });
    },
  );
  session.scenario.watch(({ model }) => {
    const text = JSON.stringify(model);
    field.show(names.find((name) => JSON.stringify(PRESETS[name]) === text) ?? NONE);
  });
  return h('div', { class: 'presets' }, field.element);
}
