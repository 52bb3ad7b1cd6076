/** Calls from the page to its workers: the messages, and both sides. */

export interface Call {
  readonly id: number;
  readonly method: string;
  readonly input: unknown;
}

/** Tells a worker to give up this call. */
export interface Cancellation {
  readonly cancel: number;
}

export type Answer =
  | { readonly id: number; readonly progress: unknown }
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly failure: Failure };

/** An error, without its class: that does not survive the way between threads. */
export interface Failure {
  readonly name: string;
  readonly message: string;
}

function failureOf(error: unknown): Failure {
  if (error instanceof Error) return { name: error.name, message: error.message };
  return { name: 'Error', message: String(error) };
}

/** A worker's error, by the name it had there. */
export class RemoteError extends Error {
  constructor({ name, message }: Failure) {
    super(message);
    this.name = name;
  }
}

/** The worker itself ended: out of memory, or a script that could not be loaded. */
export class CrashError extends Error {
  override readonly name = 'CrashError';
}

export class TimeLimitError extends Error {
  override readonly name = 'TimeLimitError';

  constructor(milliseconds: number, what = 'it took longer than') {
    super(`stopped: ${what} ${milliseconds / 1000} s`);
  }
}

export interface CallOptions<Progress> {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
  /** Milliseconds after which the worker is ended; none by default. */
  readonly timeLimit?: number;
  /** Milliseconds without progress after which the worker is ended; none by default. */
  readonly longestSilence?: number;
}

interface Pending {
  readonly call: Call;
  resolve(result: unknown): void;
  reject(error: Error): void;
  onProgress(progress: never): void;
}

/** How long a worker may take to heed a cancellation, in milliseconds: slices of work take some 12. */
const PATIENCE = 400;

/**
 * The page's side of a worker. One that crashes, that does not stop when told to, or that takes longer than a call may
 * take, is ended; the next call starts a new one.
 */
export class Remote {
  readonly #start: () => Worker;
  #worker: Worker | null = null;
  #calls = 0;
  readonly #pending = new Map<number, Pending>();

  constructor(start: () => Worker) {
    this.#start = start;
  }

  call<Result, Progress = never>(
    method: string,
    input: unknown,
    { signal, onProgress, timeLimit, longestSilence }: CallOptions<Progress> = {},
  ): Promise<Result> {
    if (signal?.aborted) return Promise.reject(signal.reason);
    this.#calls++;
    const id = this.#calls;
    const message: Call = { id, method, input };
    return new Promise<Result>((resolve, reject) => {
      const timers: ReturnType<typeof setTimeout>[] = [];
      const cancel = () => {
        this.#worker?.postMessage({ cancel: id } satisfies Cancellation);
        timers.push(setTimeout(() => this.#endFor(id, signal?.reason), PATIENCE));
      };
      let silence: ReturnType<typeof setTimeout> | undefined;
      const listen = () => {
        clearTimeout(silence);
        if (longestSilence === undefined) return;
        const error = new TimeLimitError(longestSilence, 'it went no further for');
        silence = setTimeout(() => this.#endFor(id, error), longestSilence);
      };
      const settle = () => {
        clearTimeout(silence);
        this.#pending.delete(id);
        signal?.removeEventListener('abort', cancel);
        for (const timer of timers) clearTimeout(timer);
      };
      this.#pending.set(id, {
        call: message,
        resolve(result) {
          settle();
          resolve(result as Result);
        },
        reject(error) {
          settle();
          reject(signal?.aborted ? signal.reason : error);
        },
        onProgress(progress) {
          listen();
          onProgress?.(progress);
        },
      });
      listen();
      signal?.addEventListener('abort', cancel);
      if (timeLimit !== undefined) {
        timers.push(setTimeout(() => this.#endFor(id, new TimeLimitError(timeLimit)), timeLimit));
      }
      this.#running().postMessage(message);
    });
  }

  /** Ends the worker, which was at everything that is pending. */
  #end(): Pending[] {
    this.#worker?.terminate();
    this.#worker = null;
    return [...this.#pending.values()];
  }

  /** Ends the worker because of one call; another does what else was asked of it. */
  #endFor(id: number, reason: Error): void {
    for (const pending of this.#end()) {
      if (pending.call.id === id) pending.reject(reason);
      else this.#running().postMessage(pending.call);
    }
  }

  #running(): Worker {
    if (this.#worker) return this.#worker;
    const worker = this.#start();
    worker.addEventListener('message', ({ data }: MessageEvent<Answer>) => {
      const pending = this.#pending.get(data.id);
      if (!pending) return;
      if ('progress' in data) pending.onProgress(data.progress as never);
      else if ('result' in data) pending.resolve(data.result);
      else pending.reject(new RemoteError(data.failure));
    });
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      if (worker !== this.#worker) return;
      const error = new CrashError(event.message || 'the worker could not be started');
      for (const pending of this.#end()) pending.reject(error);
    });
    this.#worker = worker;
    return worker;
  }
}

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

/** The worker's side: answers calls by the methods of this name, each with its own signal, so that a later one can cancel it. */
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
