/** How the picture is looked at: axes, the Marchenko-Pastur curve, zoom into a bulk or the gap. */

import { h } from '../base/dom';
import type { LawAnswer } from '../law/thread';
import type { Session } from '../session';
import { switchField } from './field';

export function viewPanel(session: Session): HTMLElement {
  const x = switchField('log eigenvalues', (isOn) => session.look({ x: isOn ? 'log' : 'linear' }));
  const y = switchField('log density', (isOn) => session.look({ y: isOn ? 'log' : 'linear' }));
  const fit = switchField('Marchenko-Pastur', (isOn) => session.look({ marchenkoPastur: isOn }));
  const zooms = h('span', { class: 'zooms', role: 'group', 'aria-label': 'Zoom' });
  session.view.watch((view) => {
    x.show(view.x === 'log');
    y.show(view.y === 'log');
    fit.show(view.marchenkoPastur);
  });
  session.law.watch(({ answer }) => {
    const places = placesOf(answer);
    const key = places.map(({ name }) => name).join();
    if (zooms.dataset.key !== key) {
      zooms.dataset.key = key;
      zooms.replaceChildren(
        ...places.map(({ name }) =>
          h('button', { type: 'button', click: () => session.look({ zoom: zoomOf(session, name) }) }, name),
        ),
      );
    }
  });
  const legend = h(
    'ul',
    { class: 'legend', 'aria-label': 'Legend' },
    h('li', { class: 'key-bar' }, 'simulated'),
    h('li', { class: 'key-law' }, 'limiting law'),
    h('li', { class: 'key-mp' }, 'Marchenko-Pastur'),
    h('li', { class: 'key-bars' }, 'cos² with mean, w, w*'),
  );
  return h('div', { class: 'view' }, legend, h('div', { class: 'view-row' }, x.element, y.element, fit.element, zooms));
}

interface Place {
  readonly name: string;
  readonly range: readonly [number, number] | null;
}

const MARGIN = 0.06;

/** What one may want to see closely: each bulk, each gap, or all. */
function placesOf(answer: LawAnswer | null): Place[] {
  if (!answer) return [];
  const { bulks, window } = answer;
  const several = bulks.length > 1;
  const places: Place[] = [{ name: 'everything', range: null }];
  bulks.forEach(({ left, right }, k) => {
    const name = several ? `bulk ${k + 1}` : 'bulk';
    places.push({ name, range: padded(left.location ?? window[0], right.location ?? window[1]) });
    const next = bulks[k + 1]?.left.location;
    if (right.location !== null && next !== null && next !== undefined) {
      const gap = next - right.location;
      places.push({
        name: bulks.length > 2 ? `gap ${k + 1}` : 'gap',
        range: [right.location - 0.5 * gap, next + 0.5 * gap],
      });
    }
  });
  // A spectrum of C with many gaps has too many places to name.
  return places.length > 7 ? places.slice(0, 1) : places;
}

function padded(from: number, to: number): [number, number] {
  const padding = MARGIN * (to - from);
  return [from - padding, to + padding];
}

function zoomOf(session: Session, name: string): readonly [number, number] | null {
  return placesOf(session.law.value.answer).find((place) => place.name === name)?.range ?? null;
}
