import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const CLI = new URL('../../dist/cli.js', import.meta.url).pathname;

interface Served {
  readonly process: ChildProcess;
  readonly url: URL;
}

async function explore(...flags: string[]): Promise<Served> {
  const child = spawn(process.execPath, [CLI, 'explore', '--port', '0', ...flags], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [line] = await once(child.stdout, 'data');
  const url = /http:\S+/.exec(String(line))?.[0];
  if (url === undefined) throw new Error(String(line));
  return { process: child, url: new URL(url) };
}

async function stop({ process: child }: Served, signal: NodeJS.Signals): Promise<number | null> {
  const ended = once(child, 'exit');
  child.kill(signal);
  const [code] = await ended;
  return code;
}

/** With a path as it stands, dots and all. */
function get({ url }: Served, path: string, headers: Record<string, string> = {}): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: url.hostname, port: url.port, path, headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    sent.on('error', reject);
    sent.end();
  });
}

describe('explore', () => {
  let served: Served;
  beforeAll(async () => {
    served = await explore();
  });
  afterAll(() => served?.process.kill());

  it('serves the page with a strict policy, isolated', async () => {
    const response = await fetch(served.url);
    expect(response.status).toBe(200);
    expect(await response.text()).toContain('<title>Hessian eigenspectra</title>');
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/unsafe-inline|unsafe-eval'(?<!wasm-unsafe-eval')/);
    expect(response.headers.get('cross-origin-opener-policy')).toBe('same-origin');
    expect(response.headers.get('cross-origin-embedder-policy')).toBe('require-corp');
  });

  it('gives nothing beyond its folder, and nothing to pages elsewhere', async () => {
    expect(served.url.hostname).toBe('127.0.0.1');
    expect(await get(served, '/index.html')).toBe(200);
    for (const path of ['/../cli.js', '/%2e%2e/cli.js', '/..%2fcli.js', '/%00', '/%', '/assets', '/nothing.js']) {
      expect(await get(served, path)).toBe(404);
    }
    expect(await get(served, '/', { host: 'elsewhere.example' })).toBe(403);
    expect((await fetch(served.url, { method: 'POST' })).status).toBe(405);
  });

  it('says which port is taken', () => {
    const { status, stderr } = spawnSync(process.execPath, [CLI, 'explore', '--port', served.url.port], {
      encoding: 'utf8',
    });
    expect(status).toBe(1);
    expect(stderr).toContain(`port ${served.url.port} is taken`);
  });

  it('refuses a port that is none', () => {
    const { status, stderr } = spawnSync(process.execPath, [CLI, 'explore', '--port', '70000'], { encoding: 'utf8' });
    expect(status).toBe(2);
    expect(stderr).toContain('--port');
  });

  it('leaves isolation out when told to', async () => {
    const plain = await explore('--no-isolation');
    const { headers } = await fetch(plain.url);
    expect(headers.get('cross-origin-opener-policy')).toBeNull();
    expect(await stop(plain, 'SIGTERM')).toBe(0);
  });

  it('ends cleanly on Ctrl-C, with a connection open', async () => {
    const other = await explore();
    await fetch(other.url);
    expect(await stop(other, 'SIGINT')).toBe(0);
  });
});
