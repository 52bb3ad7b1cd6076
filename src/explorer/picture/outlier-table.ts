/** The outliers in numbers, for those who want digits, and for those who cannot see the picture. */

import { SIGNALS } from '../../model/model';
import { formatCosine, formatNumber } from '../../words/format';
import { SIGNAL_NAMES } from '../../words/model-words';
import { h } from '../base/dom';
import type { Session } from '../session';
import { outliersOf } from './shown';

const DIGITS = 5;

export function outlierTable(session: Session): HTMLElement {
  const body = h('tbody');
  const head = h(
    'tr',
    {},
    ...['side', 'predicted', 'observed', ...SIGNALS.map((signal) => `cos² ${SIGNAL_NAMES[signal]}`)].map((title) =>
      h('th', { scope: 'col' }, title),
    ),
  );
  const table = h(
    'table',
    {},
    h('caption', {}, 'Outliers: predicted, and observed in parentheses'),
    h('thead', {}, head),
    body,
  );
  const none = h('p', { class: 'note' });
  const support = h('p', { class: 'note', id: 'support' });
  const update = () => {
    const { law, runner } = session;
    const { answer, failure } = law.value;
    const outliers = outliersOf(answer, runner.run.value);
    body.replaceChildren(
      ...outliers.map(({ predicted, location, alignment }) =>
        h(
          'tr',
          {},
          h('td', {}, predicted.side),
          h('td', {}, formatNumber(predicted.location, DIGITS)),
          h('td', {}, formatNumber(location, DIGITS)),
          ...SIGNALS.map((signal) => {
            const expected = predicted.alignment[signal];
            if (expected === undefined) return h('td', {}, '–');
            const seen = alignment[signal] === undefined ? '' : ` (${formatCosine(alignment[signal], 3)})`;
            return h('td', {}, `${formatCosine(expected, 3)}${seen}`);
          }),
        ),
      ),
    );
    table.hidden = outliers.length === 0;
    none.hidden = outliers.length > 0;
    none.textContent = failure === null ? 'The law has no outlier here.' : '';
    support.textContent = answer === null ? '' : supportWords(answer);
  };
  session.law.watch(update);
  session.runner.run.watch(({ trials, estimate }) => {
    const key = `${trials.length} ${estimate === null}`;
    if (table.dataset.key !== key) update();
    table.dataset.key = key;
  });
  return h(
    'div',
    { class: 'outliers' },
    support,
    none,
    h('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Outliers' }, table),
  );
}

function supportWords({ bulks, atomAtZero }: NonNullable<Session['law']['value']['answer']>): string {
  const ends = bulks.map(({ left, right }) => {
    const [from, to] = [left.location, right.location];
    return `${from === null ? '(−∞' : `[${formatNumber(from, DIGITS)}`}, ${to === null ? '∞)' : `${formatNumber(to, DIGITS)}]`}`;
  });
  const atom = atomAtZero > 0 ? `, and a mass of ${formatNumber(atomAtZero, 3)} at zero` : '';
  return `Support of the law: ${ends.join(' ∪ ')}${atom}.`;
}
