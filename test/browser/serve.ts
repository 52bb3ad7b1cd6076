/** A folder's files on a port of this machine, under headers of one's choice. */

import { existsSync, readFileSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';

const TYPES: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
};

/** What a strict host sends: no script but its own, and WebAssembly. */
export const STRICT = {
  'content-security-policy':
    "default-src 'self'; img-src data:; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'",
};

/** What makes a page cross-origin isolated: shared memory, and clocks of 5 microseconds. */
export const ISOLATED = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
};

export interface Site {
  readonly origin: string;
  close(): void;
}

export async function serve(folder: string, headers: Readonly<Record<string, string>> = STRICT): Promise<Site> {
  const server: Server = createServer((request, response) => {
    const path = normalize(new URL(request.url as string, 'http://localhost').pathname);
    const file = join(folder, path);
    const isThere = existsSync(file) && statSync(file).isFile();
    response.writeHead(isThere ? 200 : 404, { 'content-type': TYPES[extname(path)] ?? 'text/plain', ...headers });
    response.end(isThere ? readFileSync(file) : undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => server.close() };
}
