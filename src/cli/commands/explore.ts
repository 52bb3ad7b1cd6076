/** `explore`: serves the explorer until Ctrl-C. */

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parsePort } from '../arguments';
import { print } from '../output';
import { servePage } from '../page-server';
import { interruptSignal } from '../progress';

interface ExploreFlags {
  readonly port?: string | number;
  /** False for --no-isolation. */
  readonly isolation: boolean;
}

const DEFAULT_PORT = 8765;

/** @param folder the explorer's static files */
export async function runExplore(folder: string, flags: ExploreFlags): Promise<void> {
  const port = parsePort(flags.port) ?? DEFAULT_PORT;
  if (!existsSync(join(folder, 'index.html'))) throw new Error(`the explorer is not there: ${folder} (npm run build)`);
  const signal = interruptSignal();
  const server = await servePage({ folder, port, isolated: flags.isolation }).catch((cause) => {
    if (cause?.code === 'EADDRINUSE') throw new Error(`port ${port} is taken: choose another with --port`, { cause });
    throw cause;
  });
  print(`The explorer is at ${server.url} (Ctrl-C to stop)`);
  await new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
  await server.close();
}
