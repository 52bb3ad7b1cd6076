/** Response, loss or preprocessing, covariance: names of the catalogue with their parameters, or functions of one's own. */

import type { LossName, PreprocessingName } from '../../model/losses';
import { LOSS_KINDS, PREPROCESSING_KINDS } from '../../model/losses';
import { RESPONSE_KINDS, type ResponseName } from '../../model/responses';
import { h } from '../base/dom';
import type { Session } from '../session';
import type { ModelText } from '../state/model-text';
import { type Choice, choiceField, type Field, sliderField } from './field';
import { type Parts, partsOf, withLoss, withPreprocessing, withResponse } from './model-parts';

const named = (names: readonly string[]): Choice[] =>
  names.map((value) => ({ value, label: value.replaceAll('-', ' ') }));
const PREPROCESSING = 'preprocessing ';
export const OWN = { map: 'own map', labels: 'own labels', loss: 'own loss' } as const;

/** A parameter that is shown only where the model has it. */
interface Parameter {
  readonly field: Field<number>;
  of(parts: Parts): number | undefined;
}

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
  const parameter = (
    label: string,
    range: { min: number; max: number; limit: number },
    of: Parameter['of'],
    set: (value: number) => Partial<ModelText>,
  ): Parameter => ({
    of,
    field: sliderField({ label, step: 0.1, ...range, onInput: (value) => session.changeModel(set(value)) }),
  });
  const parameters = [
    parameter(
      'noise',
      { min: 0, max: 3, limit: 100 },
      ({ noise }) => noise,
      (noise) => ({
        response: { ...partsOf(model()).responseObject, noise } as ModelText['response'],
      }),
    ),
    parameter(
      'flipped',
      { min: 0, max: 1, limit: 1 },
      ({ flip }) => flip,
      (flip) => ({
        response: { ...partsOf(model()).responseObject, flip } as ModelText['response'],
      }),
    ),
    parameter(
      'threshold',
      { min: 0.05, max: 5, limit: 100 },
      ({ threshold }) => threshold,
      (threshold) => ({
        loss: { ...partsOf(model()).lossObject, threshold } as NonNullable<ModelText['loss']>,
      }),
    ),
    parameter(
      'scale',
      { min: 0.05, max: 5, limit: 100 },
      ({ scale }) => scale,
      (scale) => ({
        loss: { ...partsOf(model()).lossObject, scale } as NonNullable<ModelText['loss']>,
      }),
    ),
    parameter(
      'bound',
      { min: 0.05, max: 10, limit: 1000 },
      ({ bound }) => bound,
      (bound) => ({
        preprocessing: { ...model().preprocessing, bound } as NonNullable<ModelText['preprocessing']>,
      }),
    ),
  ];
  session.scenario.watch((scenario) => {
    const parts = partsOf(scenario.model);
    response.show(parts.response);
    loss.show(parts.preprocessing === null ? (parts.loss as string) : PREPROCESSING + parts.preprocessing);
    for (const { field, of } of parameters) {
      const value = of(parts);
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
