/** What a test waits for, and what it asks Linux about a process. */

import type { ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { PATIENCE } from './patience';

/** The processes that `pid` started (Linux). */
export function childrenOf(pid: number): number[] {
  const text = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
  return text === '' ? [] : text.split(' ').map(Number);
}

/** Asks every so many milliseconds. */
export async function until(condition: () => boolean, every = 10): Promise<void> {
  const end = performance.now() + PATIENCE;
  while (!condition()) {
    if (performance.now() > end) throw new Error(`not so after ${PATIENCE} ms: ${condition}`);
    await new Promise((resolve) => setTimeout(resolve, every));
  }
}

/** A module for `node --import`: prints `listening` on standard error once the program has said what it does on Ctrl-C. */
export const SAYS_LISTENING = `data:text/javascript,${encodeURIComponent(`
  process.on('newListener', (name) => {
    if (name === 'SIGINT') setImmediate(() => process.stderr.write('listening\\n'));
  });
`)}`;

/** Waits until a child says so. */
export function untilListening(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    child.stderr?.on('data', (text) => String(text).includes('listening') && resolve());
    child.once('close', () => reject(new Error('it ended before it listened')));
  });
}
