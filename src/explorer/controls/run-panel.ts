/** The simulation: what it will take, its progress, start and cancel. */

import { formatShort } from '../../words/format';
import { h } from '../base/dom';
import type { Session } from '../session';
import { type Run, workOfScenario } from '../simulation/run';
import type { Work } from '../simulation/work';

const GIBIBYTE = 2 ** 30;

export function runPanel(session: Session): HTMLElement {
  const needs = h('p', { class: 'note', id: 'needs' });
  const status = h('p', { class: 'status', role: 'status', id: 'run-status' });
  const bar = h('progress', { max: 1, value: 0, 'aria-label': 'Progress of the simulation' });
  const start = h('button', { type: 'button', id: 'simulate', click: () => session.simulate() }, 'Simulate');
  const cancel = h('button', { type: 'button', id: 'cancel', click: () => session.runner.cancel() }, 'Cancel');
  const showNeeds = () => {
    const { scenario, law } = session;
    needs.textContent = needsWords(workOfScenario(scenario.value, law.value.answer), scenario.value.trials);
  };
  session.scenario.watch(showNeeds);
  session.law.watch(showNeeds);
  session.runner.run.watch((run) => {
    const isActive = run.status === 'running' || run.status === 'waiting';
    bar.value = run.fraction;
    bar.hidden = !isActive;
    start.hidden = isActive;
    cancel.hidden = !isActive;
    status.textContent = statusWords(run, session.scenario.value.trials);
    status.dataset.status = run.status;
  });
  const isolation = h('p', { class: 'note', id: 'isolation', hidden: globalThis.crossOriginIsolated }, NOT_ISOLATED);
  return h(
    'section',
    { class: 'run', 'aria-label': 'Simulation' },
    h('div', { class: 'run-row' }, start, cancel, bar, status),
    needs,
    isolation,
  );
}

const NOT_ISOLATED =
  'This page is not cross-origin isolated: a single trial uses one thread. `hessian-eigenspectra explore` serves it isolated.';

function needsWords({ method, bytes, operations }: Work, trials: number): string {
  const memory =
    bytes < GIBIBYTE / 10 ? `${Math.ceil(bytes / 2 ** 20)} MiB` : `${formatShort(bytes / GIBIBYTE, 3)} GiB`;
  const work = `${formatShort(operations / 1e9, 2)} GFLOP`;
  const each = trials > 1 ? ' for each of the trials' : '';
  const how = method === 'dense' ? 'All eigenvalues' : 'Without H (density with standard errors, extreme eigenvalues)';
  return `${how}: ${memory} of memory, ${work}${each}.`;
}

function smoothing(width: number): string {
  return `; the density is smoothed by a Gaussian of standard deviation ${formatShort(width, 2)}`;
}

function threadsWords(trials: Run['trials']): string {
  const threads = Math.max(1, ...trials.map((trial) => trial.threads));
  return threads > 1 ? ` on ${threads} threads` : '';
}

function statusWords({ status, fraction, stage, gigaflops, trials, estimate, failure }: Run, count: number): string {
  const speed = gigaflops > 0 ? `, ${formatShort(gigaflops, 2)} GFLOP/s` : '';
  const trialsDone = count > 1 ? `, ${trials.length} of ${count} trials` : '';
  switch (status) {
    case 'idle':
      return 'This takes a while: start it when you like.';
    case 'waiting':
      return 'starting…';
    case 'running':
      return `${Math.floor(100 * fraction)}% ${stage}${trialsDone}${speed}`;
    case 'done':
      return `done${trialsDone}${speed}${estimate ? smoothing(estimate.width) : threadsWords(trials)}`;
    case 'cancelled':
      return `cancelled${trialsDone}`;
    case 'failed':
      return `failed: ${failure}`;
  }
}
