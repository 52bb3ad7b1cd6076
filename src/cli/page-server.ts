/** The explorer's files on this machine alone: loopback, and no other name than its own. */

import { readFile, stat } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, sep } from 'node:path';
import { POLICY } from '../explorer/policy';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.md': 'text/plain; charset=utf-8',
};

/** In a header, a page can also refuse to be framed. */
const SENT_POLICY = `${POLICY}; frame-ancestors 'none'`;

/** What makes a page cross-origin isolated, so that it may share memory between threads. */
const ISOLATION = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
} as const;

const LOOPBACK = '127.0.0.1';
/** A page elsewhere that gets its own name to point here must not read anything. */
const HOSTS = /^(127\.0\.0\.1|localhost)(:\d+)?$/;

export interface PageServer {
  /** Ends with a slash. */
  readonly url: string;
  close(): Promise<void>;
}

export interface PageServerOptions {
  readonly folder: string;
  /** 0: any that is free. */
  readonly port: number;
  readonly isolated: boolean;
}

/** @throws Node's error if the port cannot be had. */
export async function servePage({ folder, port, isolated }: PageServerOptions): Promise<PageServer> {
  const headers = {
    'content-security-policy': SENT_POLICY,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'no-cache',
    ...(isolated && ISOLATION),
  };
  const server: Server = createServer((request, response) => {
    void answer(folder, request, response, headers);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, LOOPBACK, resolve);
  });
  return {
    url: `http://${LOOPBACK}:${(server.address() as AddressInfo).port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(
  folder: string,
  { method, url, headers: { host } }: IncomingMessage,
  response: ServerResponse,
  headers: Readonly<Record<string, string>>,
): Promise<void> {
  const refuse = (status: number) => response.writeHead(status, { ...headers, 'content-type': 'text/plain' }).end();
  if (!HOSTS.test(host ?? '')) return void refuse(403);
  if (method !== 'GET' && method !== 'HEAD') return void refuse(405);
  const file = fileOf(folder, url ?? '/');
  const found = file === null ? null : await stat(file).catch(() => null);
  if (file === null || !found?.isFile()) return void refuse(404);
  const type = TYPES[extname(file)] ?? 'application/octet-stream';
  response.writeHead(200, { ...headers, 'content-type': type, 'content-length': found.size });
  response.end(method === 'HEAD' ? undefined : await readFile(file));
}

/** Null for a path that leaves the folder, or that is none. */
function fileOf(folder: string, url: string): string | null {
  try {
    const path = decodeURIComponent(new URL(url, 'http://localhost').pathname);
    const file = join(folder, path.endsWith('/') ? `${path}index.html` : path);
    return file.startsWith(folder.endsWith(sep) ? folder : folder + sep) && !file.includes('\0') ? file : null;
  } catch {
    return null;
  }
}
