/** Response, loss or preprocessing, covariance: names of the catalogue with their parameters, or functions of one's own. */

import { LOSS_KINDS, type LossName } from '../../model/losses';
import { PREPROCESSING_KINDS, type PreprocessingName } from '../../model/preprocessings';
import { RESPONSE_KINDS, type ResponseName } from '../../model/responses';
import { h } from '../base/dom';
import type { Session } from '../session';
import type { ModelText } from '../state/model-text';
import { type Choice, choiceField, sliderField } from './field';
import { nameOf, PART_PARAMETERS, valueIn, withLoss, withPreprocessing, withResponse, withValue } from './model-parts';

const named = (names: readonly string[]): Choice[] =>
  names.map((value) => ({ value, label: value.replaceAll('-', ' ') }));
const PREPROCESSING = 'preprocessing ';
const OWN = { map: 'own map', labels: 'own labels', loss: 'own loss' } as const;

export function lawsPanel(session: Session): HTMLElement {
  const model = () => session.scenario.value.model;
  const note = h('p', { class: 'note', role: 'status' });
  const change = (changed: { model: ModelText; note: string }) => {
    note.textContent = changed.note;
    session.change({ ...session.scenario.value, model: changed.model });
  };
  const response = choiceField(
    'Response',
    {
      Catalogue: named(RESPONSE_KINDS),
      'Your own': [
        { value: OWN.labels, label: 'labels ±1, P(y = 1 | h)' },
        { value: OWN.map, label: 'y = f(h) + noise' },
      ],
    },
    (value) => change(withResponse(model(), value as ResponseName | (typeof OWN)['map' | 'labels'])),
  );
  const loss = choiceField(
    'Loss',
    {
      Loss: named(LOSS_KINDS),
      Preprocessing: PREPROCESSING_KINDS.map((kind) => ({ value: PREPROCESSING + kind, label: `T(y): ${kind}` })),
      'Your own': [{ value: OWN.loss, label: "l''(y, h)" }],
    },
    (value) =>
      change(
        value.startsWith(PREPROCESSING)
          ? withPreprocessing(model(), value.slice(PREPROCESSING.length) as PreprocessingName)
          : withLoss(model(), value as LossName | (typeof OWN)['loss']),
      ),
  );
  const parameters = PART_PARAMETERS.map((parameter) => {
    const { label, ...range } = parameter.slider;
    const onInput = (value: number) => session.changeModel(withValue(model(), parameter, value));
    return { parameter, field: sliderField({ label, step: 0.1, ...range, onInput }) };
  });
  session.scenario.watch((scenario) => {
    const preprocessing = nameOf(scenario.model, 'preprocessing');
    response.show(String(nameOf(scenario.model, 'response')));
    loss.show(preprocessing === null ? String(nameOf(scenario.model, 'loss')) : PREPROCESSING + preprocessing);
    for (const { parameter, field } of parameters) {
      const value = valueIn(scenario.model, parameter);
      field.element.hidden = value === undefined;
      if (value !== undefined) field.show(value);
    }
  });
  return h(
    'fieldset',
    {},
    h('legend', {}, 'Response and loss'),
    response.element,
    loss.element,
    ...parameters.map(({ field }) => field.element),
    note,
  );
}
