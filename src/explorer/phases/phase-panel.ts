/** The phase view: gap and alignment against one parameter; a click on a point opens its spectrum. */

import type { Transition } from '../../law/transitions/transition';
import { PARAMETERS, type Parameter } from '../../model/variation';
import { phasePanels } from '../../plot/phase-panels';
import { formatNumber, formatShort } from '../../words/format';
import { PARAMETER_NAMES } from '../../words/model-words';
import { h } from '../base/dom';
import { choiceField } from '../controls/field';
import { adaptToPage, PAGE_PALETTE, PLOT } from '../picture/page-style';
import type { Session } from '../session';
import { currentValueOf, modelAt, type SimulatedPoint, type Sweep, Sweeper } from './sweep';

/** The height of the curves of one quantity, in pixels. */
const HEIGHT = 204;

export function phasePanel(session: Session): HTMLElement {
  const sweeper = new Sweeper();
  const vary = choiceField(
    'Vary',
    PARAMETERS.map((value) => ({ value, label: PARAMETER_NAMES[value] })),
    (value) => session.look({ vary: value as Parameter }),
  );
  const start = h('button', { type: 'button', id: 'sweep', click: () => void begin() }, 'Sweep');
  const cancel = h('button', { type: 'button', click: () => sweeper.cancel() }, 'Cancel');
  const status = h('p', { class: 'status', role: 'status', id: 'sweep-status' });
  const holder = h('div', { class: 'chart-drawing', id: 'phases-drawing' });
  const list = h('ol', { class: 'points' });
  const begin = () => sweeper.start(session.scenario.value, session.view.value.vary);
  const open = (value: number) => {
    const { model } = session.scenario.value;
    session.changeModel(modelAt(model, session.view.value.vary, value));
    session.look({ page: 'spectrum' });
  };
  const draw = () => {
    const width = Math.floor(holder.clientWidth);
    const { found, points } = sweeper.sweep.value;
    if (!found || width < 50) holder.replaceChildren();
    else holder.replaceChildren(drawPhases(found, points, width, open));
    list.replaceChildren(
      ...[...points]
        .sort((a, b) => a.value - b.value)
        .map(({ value, gap, alignment }) =>
          h(
            'li',
            {},
            h(
              'button',
              { type: 'button', class: 'quiet', click: () => open(value) },
              `${formatShort(value, 4)}: gap ${formatNumber(gap, 3)}, cos² ${alignment.toFixed(3)}`,
            ),
          ),
        ),
    );
  };
  sweeper.sweep.watch((sweep) => {
    const isActive = sweep.status === 'theory' || sweep.status === 'simulating';
    start.hidden = isActive;
    cancel.hidden = !isActive;
    status.textContent = wordsOf(sweep);
    status.dataset.status = sweep.status;
    draw();
  });
  new ResizeObserver(draw).observe(holder);
  let shown: unknown = null;
  const follow = () => {
    const { page, vary: parameter } = session.view.value;
    vary.show(parameter);
    const key = JSON.stringify([session.scenario.value.model, parameter]);
    if (page !== 'phases' || key === shown) return;
    shown = key;
    sweeper.clear();
    if (currentValueOf(session.scenario.value.model, parameter) === 0) {
      status.textContent = `${PARAMETER_NAMES[parameter]} is zero: it has no direction along which it could grow.`;
      return;
    }
    void begin();
  };
  session.view.watch(follow);
  session.scenario.watch(follow);
  const points = h('details', {}, h('summary', {}, 'Simulated points, to open as spectra'), list);
  return h(
    'section',
    { 'aria-label': 'Phase view' },
    vary.element,
    h('div', { class: 'run-row' }, start, cancel, status),
    holder,
    points,
  );
}

function wordsOf({ status, found, points, failure }: Sweep): string {
  if (status === 'failed') return `failed: ${failure}`;
  if (status === 'theory') return 'looking for thresholds…';
  if (!found) return '';
  const thresholds = found.criticals.map(({ value, present }) => `${formatShort(value, 6)} (there ${present})`);
  const words = thresholds.length > 0 ? `Thresholds: ${thresholds.join(', ')}.` : `No threshold: ${found.reason}.`;
  const count = points.length > 0 ? ` ${points.length} simulated points.` : '';
  return words + count;
}

/** The figure's curves with the simulated points on them; a click on a point opens it. */
function drawPhases(
  found: Transition,
  points: readonly SimulatedPoint[],
  width: number,
  onOpen: (value: number) => void,
): HTMLElement {
  if (found.curve.length === 0) return h('p', { class: 'note' }, found.reason ?? 'Nothing to draw.');
  const panels = phasePanels(PLOT, found, { document, width, height: HEIGHT, palette: PAGE_PALETTE, points });
  for (const { label, svg } of panels) {
    adaptToPage(svg, `${label} against ${PARAMETER_NAMES[found.parameter]}: line by the law, points simulated`);
    const scale = svg.scale('x');
    svg.addEventListener('click', ({ target }) => {
      if (!(target instanceof SVGCircleElement)) return;
      const at = scale.invert(target.cx.baseVal.value);
      const nearest = points.reduce((a, b) => (Math.abs(b.value - at) < Math.abs(a.value - at) ? b : a));
      onOpen(nearest.value);
    });
  }
  return h('div', {}, ...panels.map(({ svg }) => svg));
}
