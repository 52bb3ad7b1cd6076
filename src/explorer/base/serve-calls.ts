/** The worker's side: answers the page's calls, each with its own signal, so that a later one can cancel it. */

import { type Answer, type Call, type Cancellation, failureOf } from './messages';

export interface CallContext {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: unknown) => void;
}

/** A result with what is to be moved to the page in place of copied. */
export class Transferred {
  constructor(
    readonly result: unknown,
    readonly buffers: readonly ArrayBufferLike[],
  ) {}
}

type Handler = (input: never, context: CallContext) => unknown;

/** Answers calls by the methods of this name. */
export function serveCalls(handlers: Readonly<Record<string, Handler>>): void {
  const running = new Map<number, AbortController>();
  const post = (answer: Answer, transfer: readonly ArrayBufferLike[] = []) => {
    postMessage(answer, { transfer: transfer as ArrayBuffer[] });
  };

  async function answer({ id, method, input }: Call): Promise<void> {
    const controller = new AbortController();
    running.set(id, controller);
    try {
      const onProgress = (progress: unknown) => post({ id, progress });
      const found = await handlers[method](input as never, { signal: controller.signal, onProgress });
      if (found instanceof Transferred) post({ id, result: found.result }, found.buffers);
      else post({ id, result: found });
    } catch (error) {
      post({ id, failure: failureOf(error) });
    } finally {
      running.delete(id);
    }
  }

  addEventListener('message', ({ data }: MessageEvent<Call | Cancellation>) => {
    if ('cancel' in data) running.get(data.cancel)?.abort();
    else void answer(data);
  });
}
