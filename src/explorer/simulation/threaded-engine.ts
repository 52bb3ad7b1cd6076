/// <reference types="vite/client" />
/** An engine whose trials are shared by several threads, where the page may share memory between them. */

import { Engine } from '../../simulation/engine';
import threadSource from '../../wasm/thread.ts?worker&url';

export function createEngine(threads: number): Promise<Engine> {
  return Engine.create({ threads, threadSource: new URL(threadSource, import.meta.url) });
}
