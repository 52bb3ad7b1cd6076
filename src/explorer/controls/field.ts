/** Labeled inputs: a slider with its number, a list of names, a switch. */

import { freshId, h } from '../base/dom';

export interface Field<Value> {
  readonly element: HTMLElement;
  /** Shows a value without telling anybody. */
  show(value: Value): void;
}

export interface SliderOptions {
  readonly label: string;
  readonly min: number;
  readonly max: number;
  /** The step of the number's arrows; the slider has 200 steps. */
  readonly step: number;
  readonly scale?: 'linear' | 'log';
  readonly isInteger?: boolean;
  /** The number may go beyond the slider up to here. */
  readonly limit?: number;
  onInput(value: number): void;
}

const SLIDER_STEPS = 200;
const DIGITS = 4;

/** Tells of every move of the slider, and of every number that is typed. */
export function sliderField(options: SliderOptions): Field<number> {
  const { label, min, max, step, scale = 'linear', isInteger = false, limit = max, onInput } = options;
  const [of, back] = scale === 'log' ? [Math.log, Math.exp] : [(x: number) => x, (x: number) => x];
  const round = (value: number) => (isInteger ? Math.round(value) : Number(value.toPrecision(DIGITS)));
  const positionOf = (value: number) => SLIDER_STEPS * ((of(value) - of(min)) / (of(max) - of(min)));
  const id = freshId('field');
  const number = h('input', {
    id,
    type: 'number',
    min,
    max: limit,
    step: isInteger ? 1 : 'any',
    'data-step': step,
    change() {
      const value = number.valueAsNumber;
      if (!Number.isFinite(value) || value < min || value > limit) {
        number.setAttribute('aria-invalid', 'true');
        return;
      }
      number.removeAttribute('aria-invalid');
      slider.value = String(positionOf(value));
      onInput(isInteger ? Math.round(value) : value);
    },
  });
  const slider = h('input', {
    type: 'range',
    min: 0,
    max: SLIDER_STEPS,
    step: 'any',
    'aria-label': `${label}, slider`,
    input() {
      const value = round(back(of(min) + (slider.valueAsNumber / SLIDER_STEPS) * (of(max) - of(min))));
      number.value = String(value);
      number.removeAttribute('aria-invalid');
      slider.setAttribute('aria-valuetext', String(value));
      onInput(value);
    },
  });
  return {
    element: h('div', { class: 'field slider' }, h('label', { for: id }, label), slider, number),
    show(value) {
      number.removeAttribute('aria-invalid');
      if (document.activeElement !== slider) slider.value = String(positionOf(value));
      if (document.activeElement !== number || number.valueAsNumber !== value) number.value = String(round(value));
      slider.setAttribute('aria-valuetext', number.value);
    },
  };
}

export interface Choice {
  readonly value: string;
  readonly label: string;
}

/** Choices, or groups of them by title. */
export function choiceField(
  label: string,
  choices: readonly Choice[] | Readonly<Record<string, readonly Choice[]>>,
  onChange: (value: string) => void,
): Field<string> {
  const option = ({ value, label: text }: Choice) => h('option', { value }, text);
  const options = Array.isArray(choices)
    ? choices.map(option)
    : Object.entries(choices).map(([title, group]) => h('optgroup', { label: title }, ...group.map(option)));
  const id = freshId('field');
  const select = h('select', { id, change: () => onChange(select.value) }, ...options);
  return {
    element: h('div', { class: 'field' }, h('label', { for: id }, label), select),
    show(value) {
      select.value = value;
    },
  };
}

export function switchField(label: string, onChange: (isOn: boolean) => void): Field<boolean> {
  const box = h('input', { type: 'checkbox', change: () => onChange(box.checked) });
  return {
    element: h('label', { class: 'switch' }, box, label),
    show(value) {
      box.checked = value;
    },
  };
}
