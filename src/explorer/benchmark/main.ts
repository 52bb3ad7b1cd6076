/** The benchmark page: WebAssembly against JavaScript on this device. */

import { formatTopic } from '../../../bench/table';
import type { TopicReport } from '../../../bench/topic';
import { VERSION } from '../../version';
import { Remote } from '../base/calls';
import { byId, h } from '../base/dom';
import { themeButton } from '../theme';

const SIZES = [100, 300, 500] as const;
const ROUNDS = 7;

const thread = new Remote(() => new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' }));
let controller: AbortController | null = null;

function build(): void {
  byId('theme').replaceWith(themeButton());
  const status = h('p', { class: 'status', role: 'status', id: 'bench-status' });
  const tables = h('pre', { id: 'tables', tabindex: 0, role: 'region', 'aria-label': 'Results', hidden: true });
  const sizes = SIZES.map((size) => h('input', { type: 'checkbox', value: size, checked: size <= SIZES[1] }));
  const choice = h(
    'fieldset',
    { class: 'sizes' },
    h('legend', {}, 'p'),
    ...sizes.map((box) => h('label', { class: 'switch' }, box, box.value)),
  );
  const start = h('button', { type: 'button', id: 'run', click: () => void run() }, 'Run');
  const cancel = h('button', { type: 'button', hidden: true, click: () => controller?.abort() }, 'Cancel');

  async function run(): Promise<void> {
    controller = new AbortController();
    const { signal } = controller;
    start.hidden = true;
    cancel.hidden = false;
    tables.hidden = false;
    tables.textContent = `${environment()}\n`;
    try {
      const chosen = sizes.filter((box) => box.checked).map((box) => Number(box.value));
      for (const topic of await thread.call<string[]>('topics', null, { signal })) {
        status.textContent = `${topic}…`;
        const question = { topic, sizes: chosen, rounds: ROUNDS };
        const report = await thread.call<TopicReport>('run', question, { signal });
        tables.append(`\n${formatTopic(report)}\n`);
      }
      status.textContent = 'done';
    } catch (error) {
      status.textContent = signal.aborted ? 'cancelled' : `failed: ${(error as Error).message}`;
    }
    start.hidden = false;
    cancel.hidden = true;
  }

  byId('bench').append(choice, h('div', { class: 'run-row' }, start, cancel, status), tables);
}

function environment(): string {
  const clock = globalThis.crossOriginIsolated ? '5 µs' : '100 µs';
  return [
    `hessian-eigenspectra ${VERSION}, ${new Date().toISOString()}`,
    navigator.userAgent,
    `${navigator.hardwareConcurrency} logical processors; clock of ${clock}`,
    'One thread. Peers take turns, sample by sample; times in milliseconds.',
  ].join('\n');
}

build();
