/** Link, files, and the lines that give the same numbers elsewhere. */

import { h } from '../base/dom';
import type { Chart } from '../picture/chart';
import type { Session } from '../session';
import { csvFile, figureSvg, modelFile, npzFile, pngOf, scenarioIn } from './files';
import { nodeSnippet } from './node-snippet';
import { numpySnippet } from './numpy-snippet';

const NAME = 'hessian-eigenspectra';
const NO_NUMPY =
  'For this covariance NumPy may choose other signs of eigenvectors than the page: there is no short script.';
const TOO_LARGE = '# At this p there is no H: NumPy would need more memory than there is.';

/** @throws where the browser gives no clipboard: a page that is neither on this machine nor on https. */
async function copyText(text: string): Promise<void> {
  if (!navigator.clipboard) throw new Error('This browser lets the page copy nothing: the address bar has the link.');
  await navigator.clipboard.writeText(text);
}

/** Hands a file to the browser's downloads. */
function save(name: string, content: string | Blob | Uint8Array<ArrayBuffer>, type: string): void {
  const url = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  h('a', { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

export function sharePanel(session: Session, chart: Chart): HTMLElement {
  const status = h('span', { class: 'note', role: 'status', id: 'share-status' });
  const say = (text: string) => {
    status.textContent = text;
  };
  const attempt = (action: () => void | Promise<void>) => async () => {
    say('');
    try {
      await action();
    } catch (error) {
      say((error as Error).message);
    }
  };
  const button = (label: string, action: () => void | Promise<void>) =>
    h('button', { type: 'button', click: () => void attempt(action)() }, label);
  const svg = () => {
    if (!chart.shown) throw new Error('There is no picture yet.');
    return figureSvg(chart.shown, session.scenario.value, session.runner.run.value.trials.length);
  };
  const numbers = () => {
    const run = session.runner.run.value;
    if (run.trials.length === 0 && !run.estimate) throw new Error('There are no eigenvalues yet: simulate first.');
    return run;
  };
  const buttons = [
    button('Copy link', async () => {
      await copyText(session.link);
      say('copied');
    }),
    button('SVG', () => save(`${NAME}.svg`, svg(), 'image/svg+xml')),
    button('PNG', async () => save(`${NAME}.png`, await pngOf(svg()), 'image/png')),
    button('CSV', () => save(`${NAME}.csv`, csvFile(numbers()), 'text/csv')),
    button('NPZ', () => save(`${NAME}.npz`, npzFile(numbers(), session.scenario.value), 'application/zip')),
    button('Model file', () => save('model.json', modelFile(session.scenario.value.model), 'application/json')),
  ];
  const file = h('input', {
    type: 'file',
    accept: '.json,.svg',
    id: 'open-file',
    change: () =>
      void attempt(async () => {
        const [chosen] = file.files ?? [];
        if (chosen) session.change(scenarioIn(await chosen.text()));
      })(),
  });
  const snippets = [
    snippetPanel(session, 'The same in Node', 'node-snippet', () =>
      nodeSnippet(session.scenario.value, session.threads),
    ),
    snippetPanel(session, 'The same in NumPy', 'numpy-snippet', () => {
      if (session.isMatrixFree) return TOO_LARGE;
      return numpySnippet(session.scenario.value) ?? NO_NUMPY;
    }),
  ];
  return h(
    'section',
    { class: 'share', 'aria-label': 'Share and export' },
    h('div', { class: 'run-row' }, h('span', { class: 'buttons' }, ...buttons), status),
    h('p', { class: 'open' }, h('label', { for: 'open-file' }, 'Open a model file or a saved SVG'), file),
    ...snippets,
  );
}

/** Written when it is looked at. */
function snippetPanel(session: Session, title: string, id: string, write: () => string): HTMLElement {
  const code = h('code', { id });
  const copy = h(
    'button',
    { type: 'button', click: () => void navigator.clipboard.writeText(code.textContent ?? '') },
    'Copy',
  );
  const details = h(
    'details',
    { toggle: () => update() },
    h('summary', {}, title),
    h('div', { class: 'snippet' }, copy, h('pre', { tabindex: 0, role: 'region', 'aria-label': title }, code)),
  );
  const update = () => {
    if (details.open) code.textContent = write();
  };
  session.scenario.watch(update);
  return details;
}
