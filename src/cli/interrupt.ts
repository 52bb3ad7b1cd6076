/** Ctrl-C as an AbortSignal: the first one stops the run cleanly, a second one at once (Node's default). */
export function interruptSignal(): AbortSignal {
  const controller = new AbortController();
  process.once('SIGINT', () => controller.abort());
  process.once('SIGTERM', () => controller.abort());
  return controller.signal;
}
