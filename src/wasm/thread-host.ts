/** Starts a thread where this runs: a worker of Node's, or one of a page's. */

import type { ThreadOrder, ThreadReport } from './thread';

/** What vite.config.ts makes `new URL('./thread.js', import.meta.url)`, which bundlers know to follow. */
declare const THREAD_URL: URL;

export interface Thread {
  /** Whether Node may end while this thread is there; a page need not ask. */
  unref(): void;
  terminate(): void;
}

export interface ThreadListener {
  onReport(report: ThreadReport): void;
  /** It could not be started, or it has ended. */
  onEnd(reason: unknown): void;
}

export function startThread(source: URL | string | undefined, order: ThreadOrder, listener: ThreadListener): Thread {
  const threads = globalThis.process?.getBuiltinModule?.('node:worker_threads');
  if (threads) {
    const thread = new threads.Worker(source === undefined ? threadFile() : new URL(source), { execArgv: [] });
    thread.on('message', listener.onReport);
    thread.on('error', listener.onEnd);
    thread.on('exit', (code) => listener.onEnd(`exit code ${code}`));
    thread.postMessage(order);
    return thread;
  }
  const thread =
    source === undefined ? new Worker(THREAD_URL, { type: 'module' }) : new Worker(source, { type: 'module' });
  thread.onmessage = ({ data }) => listener.onReport(data);
  thread.onerror = (event) => listener.onEnd(event.message ?? 'its script did not load');
  thread.postMessage(order);
  return { unref() {}, terminate: () => thread.terminate() };
}

/** The threads' script: a bundler may have put this module into a folder beside it. */
function threadFile(): URL {
  const { existsSync } = process.getBuiltinModule('node:fs');
  const places = ['thread.js', '../thread.js', '../dist/thread.js', '../../dist/thread.js'];
  const found = places.map((place) => new URL(place, import.meta.url)).find((place) => existsSync(place));
  if (!found) throw new Error('thread.js is missing from the installation');
  return found;
}
