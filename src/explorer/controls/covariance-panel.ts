/** C: identity, two atoms, or a power law. */

import type { CovarianceInput } from '../../model/define-covariance';
import { h } from '../base/dom';
import type { Session } from '../session';
import { choiceField, type SliderOptions, sliderField } from './field';

const TWO_ATOMS = { eigenvalues: [1, 4], weights: [0.5, 0.5] } as const;
const POWER_LAW = { kind: 'power-law', exponent: 1.5, from: 0.1, to: 4 } as const;
const OTHER = 'other';

type Fields = Readonly<Record<string, unknown>> & { eigenvalues?: readonly number[]; weights?: readonly number[] };

function kindOf(covariance: CovarianceInput | undefined): string {
  if (covariance === undefined || covariance === 'identity') return 'identity';
  const { kind = 'atoms', eigenvalues } = covariance as Fields & { kind?: string };
  if (kind === 'atoms') return eigenvalues?.length === 2 ? 'atoms' : OTHER;
  return kind === 'identity' || kind === 'power-law' ? kind : OTHER;
}

export function covariancePanel(session: Session): HTMLElement {
  const fields = () => (session.scenario.value.model.covariance ?? {}) as Fields;
  const set = (covariance: CovarianceInput) => session.changeModel({ covariance });
  const kind = choiceField(
    'Covariance',
    [
      { value: 'identity', label: 'identity' },
      { value: 'atoms', label: 'two eigenvalues' },
      { value: 'power-law', label: 'power law' },
      { value: OTHER, label: 'as in the model file' },
    ],
    (value) => {
      if (value === 'identity') set({ kind: 'identity' });
      if (value === 'atoms') set(TWO_ATOMS);
      if (value === 'power-law') set(POWER_LAW);
    },
  );
  const atom = (k: 0 | 1) => (value: number) => {
    const { eigenvalues = TWO_ATOMS.eigenvalues, weights = TWO_ATOMS.weights } = fields();
    set({ eigenvalues: eigenvalues.map((old, i) => (i === k ? value : old)), weights });
  };
  const weight = (value: number) =>
    set({ eigenvalues: fields().eigenvalues ?? TWO_ATOMS.eigenvalues, weights: [value, 1 - value] });
  const power = (key: 'exponent' | 'from' | 'to') => (value: number) =>
    set({ ...POWER_LAW, ...fields(), [key]: value } as CovarianceInput);
  const slider = (of: (found: Fields) => unknown, options: SliderOptions) => ({ of, field: sliderField(options) });
  const logarithmic = { step: 0.1, scale: 'log', limit: 1000 } as const;
  const size = { ...logarithmic, min: 0.05, max: 10 };
  const sliders = {
    atoms: [
      slider(({ eigenvalues }) => eigenvalues?.[0], { label: 'first', ...size, onInput: atom(0) }),
      slider(({ eigenvalues }) => eigenvalues?.[1], { label: 'second', ...size, onInput: atom(1) }),
      slider(({ weights }) => weights?.[0], {
        ...{ label: 'first’s weight', min: 0.02, max: 0.98, step: 0.05 },
        onInput: weight,
      }),
    ],
    'power-law': [
      slider(({ exponent }) => exponent, {
        ...{ label: 'exponent', min: 0, max: 4, step: 0.1, limit: 20 },
        onInput: power('exponent'),
      }),
      slider(({ from }) => from, { label: 'from', ...logarithmic, min: 0.01, max: 2, onInput: power('from') }),
      slider(({ to }) => to, { label: 'to', ...logarithmic, min: 0.1, max: 20, limit: 10000, onInput: power('to') }),
    ],
  };
  session.scenario.watch(({ model }) => {
    const current = kindOf(model.covariance);
    kind.show(current);
    for (const [name, entries] of Object.entries(sliders)) {
      for (const { of, field } of entries) {
        field.element.hidden = name !== current;
        const value = of(fields());
        if (typeof value === 'number') field.show(value);
      }
    }
  });
  const all = Object.values(sliders).flatMap((entries) => entries.map(({ field }) => field.element));
  return h('fieldset', {}, h('legend', {}, 'Covariance of the features'), kind.element, ...all);
}
