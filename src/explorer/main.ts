/** The page, put together. */

import { byId, h } from './base/dom';
import { covariancePanel } from './controls/covariance-panel';
import { functionsPanel } from './controls/functions-panel';
import { lawsPanel } from './controls/laws-panel';
import { presetsPanel } from './controls/presets-panel';
import { runPanel } from './controls/run-panel';
import { signalsPanel } from './controls/signals-panel';
import { sizePanel } from './controls/size-panel';
import { viewPanel } from './controls/view-panel';
import { phasePanel } from './phases/phase-panel';
import { Chart } from './picture/chart';
import { outlierTable } from './picture/outlier-table';
import { Session } from './session';
import { sharePanel } from './share/share-panel';
import { hashOf, type State, stateOf } from './state/hash';
import { INITIAL_SCENARIO, INITIAL_VIEW, PAGES, type PageName } from './state/scenario';
import { themeButton } from './theme';

const INITIAL: State = { scenario: INITIAL_SCENARIO, view: INITIAL_VIEW };
/** The address follows the sliders this much later, in milliseconds: browsers refuse to write it all the time. */
const HASH_DELAY = 200;

/** The state that the address describes; a message, and the initial state, where it describes none. */
function stateOfAddress(): { state: State; problem: string | null } {
  try {
    return { state: stateOf(location.hash), problem: null };
  } catch (error) {
    return { state: INITIAL, problem: (error as Error).message };
  }
}

function messages(session: Session, addressProblem: string | null): HTMLElement {
  const address = h('p', { class: 'problem', role: 'alert', id: 'address-problem' });
  if (addressProblem !== null) {
    address.textContent = `The address of this page describes no model (${addressProblem}). This is the first example instead.`;
  }
  address.hidden = addressProblem === null;
  const input = h('p', { class: 'problem', role: 'alert', id: 'input-problem' });
  session.problem.watch((problem) => {
    input.textContent = problem;
    input.hidden = problem === null;
  });
  const law = h('p', { class: 'problem', role: 'alert', id: 'law-problem' });
  session.law.watch(({ failure }) => {
    law.textContent = failure === null ? '' : `No law: ${failure}`;
    law.hidden = failure === null;
  });
  session.scenario.watch((scenario) => {
    if (scenario !== INITIAL_SCENARIO) address.hidden = true;
  });
  return h('div', {}, address, input, law);
}

/** Keeps the address and the state the same, in both directions. */
function bindAddress(session: Session): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isFirst = true;
  const write = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      history.replaceState(null, '', hashOf({ scenario: session.scenario.value, view: session.view.value }));
    }, HASH_DELAY);
  };
  const changed = () => {
    if (!isFirst) write();
  };
  session.scenario.watch(changed);
  session.view.watch(changed);
  isFirst = false;
  addEventListener('hashchange', () => location.reload());
}

const PAGE_LABELS: Readonly<Record<PageName, string>> = { spectrum: 'Spectrum', phases: 'Phases' };

function pageSwitch(session: Session): HTMLElement {
  const buttons = PAGES.map((page) =>
    h('button', { type: 'button', class: 'quiet', click: () => session.look({ page }) }, PAGE_LABELS[page]),
  );
  session.view.watch(({ page }) => {
    PAGES.forEach((name, k) => {
      buttons[k].setAttribute('aria-pressed', String(name === page));
    });
  });
  return h('div', { class: 'pages', role: 'group', 'aria-label': 'View' }, ...buttons);
}

/** For tests and for the curious: how long the last law took, in milliseconds from the slider to the curve. */
function showLatency(session: Session): void {
  let shown: unknown = null;
  session.law.watch(({ latency, answer, isCurrent }) => {
    if (!answer || !isCurrent || answer === shown) return;
    shown = answer;
    document.documentElement.dataset.latency = latency.toFixed(2);
  });
}

function build(): void {
  const { state, problem } = stateOfAddress();
  const session = new Session(state);
  byId('theme').replaceWith(themeButton());
  byId('controls').append(
    presetsPanel(session),
    lawsPanel(session),
    functionsPanel(session),
    sizePanel(session),
    signalsPanel(session),
    covariancePanel(session),
  );
  byId('messages').append(messages(session, problem));
  const chart = new Chart(session);
  const spectrum = h(
    'div',
    { class: 'page', id: 'page-spectrum' },
    viewPanel(session),
    chart.element,
    runPanel(session),
    outlierTable(session),
    sharePanel(session, chart),
  );
  const phases = h('div', { class: 'page', id: 'page-phases' }, phasePanel(session));
  byId('spectrum').append(pageSwitch(session), spectrum, phases);
  session.view.watch(({ page }) => {
    spectrum.hidden = page !== 'spectrum';
    phases.hidden = page !== 'phases';
  });
  bindAddress(session);
  showLatency(session);
}

build();
