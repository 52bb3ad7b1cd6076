/** c, p and n, the seed and the number of trials. */

import { h } from '../base/dom';
import type { Session } from '../session';
import { METHOD_CHOICES, type MethodChoice } from '../simulation/work';
import { choiceField, sliderField } from './field';

const FEATURES = { least: 20, slider: 8000, most: 1_000_000 };
const RATIOS = { least: 0.02, most: 4, limit: 50 };
const METHOD_LABELS: Readonly<Record<MethodChoice, string>> = {
  automatic: 'automatic',
  dense: 'all eigenvalues',
  'matrix-free': 'without H',
};
const MOST_SAMPLES = 100_000_000;

export function sizePanel(session: Session): HTMLElement {
  const size = () => {
    const { features = 1, samples = 1 } = session.scenario.value.model;
    return { features, samples };
  };
  const ratio = sliderField({
    label: 'c = p/n',
    min: RATIOS.least,
    max: RATIOS.most,
    step: 0.05,
    scale: 'log',
    limit: RATIOS.limit,
    onInput: (c) => session.changeModel({ samples: Math.max(1, Math.round(size().features / c)) }),
  });
  const whole = { step: 1, isInteger: true } as const;
  const large = { ...whole, min: FEATURES.least, scale: 'log' } as const;
  const features = sliderField({
    ...{ label: 'p', ...large, max: FEATURES.slider, limit: FEATURES.most },
    onInput(p) {
      const { features: before, samples } = size();
      session.changeModel({ features: p, samples: Math.max(1, Math.round((p * samples) / before)) });
    },
  });
  const samples = sliderField({
    ...{ label: 'n', ...large, max: 20 * FEATURES.slider, limit: MOST_SAMPLES },
    onInput: (n) => session.changeModel({ samples: n }),
  });
  const seed = sliderField({
    ...{ label: 'seed', ...whole, min: 0, max: 100, limit: Number.MAX_SAFE_INTEGER },
    onInput: (value) => session.change({ ...session.scenario.value, seed: value }),
  });
  const trials = sliderField({
    ...{ label: 'trials', ...whole, min: 1, max: 50, limit: 1000 },
    onInput: (value) => session.change({ ...session.scenario.value, trials: value }),
  });
  const method = choiceField(
    'method',
    METHOD_CHOICES.map((value) => ({ value, label: METHOD_LABELS[value] })),
    (value) => session.change({ ...session.scenario.value, method: value as MethodChoice }),
  );
  session.scenario.watch((scenario) => {
    const { features: p, samples: n } = size();
    ratio.show(p / n);
    features.show(p);
    samples.show(n);
    seed.show(scenario.seed);
    trials.show(scenario.trials);
    method.show(scenario.method);
  });
  return h(
    'fieldset',
    {},
    h('legend', {}, 'Size'),
    ...[ratio, features, samples, seed, trials, method].map(({ element }) => element),
  );
}
