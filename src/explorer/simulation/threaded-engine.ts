/// <reference types="vite/client" />
/** An engine whose trials are shared by several threads, where the library and the page allow it. */

import { Engine, type EngineOptions } from '../../simulation/engine';

/** The script of such threads; none where the library has no such threads. */
const [threadSource] = Object.values(
  import.meta.glob<string>('../../wasm/thread.ts', { query: '?worker&url', import: 'default', eager: true }),
);

interface ThreadOptions extends EngineOptions {
  readonly threads?: number;
  readonly threadSource?: URL | string;
}

export function createEngine(threads: number): Promise<Engine> {
  if (threads === 1 || threadSource === undefined) return Engine.create();
  const source = new URL(threadSource, import.meta.url);
  return Engine.create({ threads, threadSource: source } as ThreadOptions);
}

/** How many threads an engine has. */
export function threadsOf(engine: Engine & { readonly threads?: number }): number {
  return engine.threads ?? 1;
}
