/** What page and workers say to each other. */

export interface Call {
  readonly id: number;
  readonly method: string;
  readonly input: unknown;
}

/** To a worker: give up this call. */
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

export function failureOf(error: unknown): Failure {
  if (error instanceof Error) return { name: error.name, message: error.message };
  return { name: 'Error', message: String(error) };
}
