/**
 * The script of an engine's threads, in Node and in a page: instantiates the engine on the memory that it is given, and serves.
 * Between two commands it sleeps inside `teamServe`; it ends with its engine.
 */

import type { TeamExports } from './exports.generated';

export interface ThreadOrder {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  /** The team's control block, and which of its members this is. */
  readonly team: number;
  readonly member: number;
}

/** What a thread says: that it serves, or why it does not any more. */
export type ThreadReport = { readonly ready: true } | { readonly error: string };

const host = globalThis as typeof globalThis & { onmessage: ((event: MessageEvent<ThreadOrder>) => void) | null };
const port = globalThis.process?.getBuiltinModule?.('node:worker_threads').parentPort ?? null;

const report = (message: ThreadReport) => (port ?? (host as unknown as Worker)).postMessage(message);

function abort(): never {
  throw new WebAssembly.RuntimeError('kernel aborted');
}

async function serve({ module, memory, team, member }: ThreadOrder): Promise<void> {
  try {
    const { exports } = await WebAssembly.instantiate(module, { env: { memory, abort } });
    const { teamServe, teamBreak } = exports as unknown as TeamExports;
    report({ ready: true });
    try {
      for (;;) teamServe(team, member);
    } finally {
      teamBreak(team);
    }
  } catch (error) {
    report({ error: String(error) });
  }
}

if (port) port.once('message', serve);
else host.onmessage = ({ data }) => void serve(data);
