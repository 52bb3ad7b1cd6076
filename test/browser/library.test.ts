import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defineModel, limitingLaw, type ModelInput, simulate } from '../../src/index';
import { type Installation, installPackage } from '../package/install';

const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
const isMissing = !existsSync(CHROMIUM);
// CI installs a browser: there, a missing one is a failure.
const isOptional = process.env.CI !== 'true';

// Signed and unbounded curvature, an odd p, two eigenspaces: exp, log, cosines and padding all take part.
const MODELS: Record<string, ModelInput> = {
  logistic: {
    samples: 150,
    features: 50,
    response: 'logistic',
    loss: 'logistic',
    mean: [1, 0],
    w: [0, 1],
    wStar: [0, 1],
  },
  'phase retrieval': {
    samples: 120,
    features: 37,
    response: 'phase-retrieval',
    loss: 'phase-retrieval',
    covariance: { eigenvalues: [1, 4], weights: [0.5, 0.5] },
    w: [1, 0],
    wStar: [0, 2],
  },
};
const SEED = 11;

/** Runs in the page or in a worker; answers with what it computed. */
const COMPUTE = `
  async function compute(input) {
    const model = defineModel(input);
    const { eigenvalues } = await simulate(model, { seed: ${SEED} });
    const law = limitingLaw(model);
    const svg = await renderFigure(await compare(model, { seed: ${SEED} }));
    return { eigenvalues: [...eigenvalues], edges: law.support.flat(), figure: svg.slice(0, 4), };
  }`;
const NAMES = '{ compare, defineModel, limitingLaw, renderFigure, simulate }';

const worker = (specifier: string) => `import ${NAMES} from '${specifier}';
  ${COMPUTE}
  onmessage = async ({ data }) => {
    try { postMessage(await compute(data)); } catch (error) { postMessage({ error: String(error) }); }
  };`;

const main = (specifier: string, workerFile: string) => `import ${NAMES} from '${specifier}';
  ${COMPUTE}
  globalThis.inPage = compute;
  globalThis.inWorker = (input) => new Promise((resolve, reject) => {
    const worker = new Worker(new URL('${workerFile}', import.meta.url), { type: 'module' });
    worker.onerror = (event) => reject(new Error(event.message));
    worker.onmessage = ({ data }) => resolve(data);
    worker.postMessage(input);
  });
  globalThis.ready = true;`;

const page = (script: string) =>
  `<!doctype html><html lang="en"><head><link rel="icon" href="data:,"><title>page</title></head>
  <body><script type="module" src="${script}"></script></body></html>`;

/** plain.html loads the package's own files; bundled.html is what a user's Vite makes of the same. */
async function writePages(folder: string): Promise<void> {
  const write = (name: string, content: string) => writeFileSync(join(folder, name), content);
  const specifiers = { plain: './node_modules/hessian-eigenspectra/dist/index.js', bundled: 'hessian-eigenspectra' };
  for (const [kind, specifier] of Object.entries(specifiers)) {
    write(`${kind}.html`, page(`./${kind}.js`));
    write(`${kind}.js`, main(specifier, `./${kind}-worker.js`));
    write(`${kind}-worker.js`, worker(specifier));
  }
  await build({
    root: folder,
    base: './',
    configFile: false,
    logLevel: 'error',
    build: { outDir: 'site', rollupOptions: { input: join(folder, 'bundled.html') } },
    worker: { format: 'es' },
  });
}

const PATHS = { plain: 'plain.html', bundled: 'site/bundled.html' } as const;

const TYPES: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.wasm': 'application/wasm' };

/** Serves the files of a folder; allows no script but its own, and WebAssembly. */
function serve(folder: string): Promise<Server> {
  const server = createServer((request, response) => {
    const path = normalize(new URL(request.url as string, 'http://localhost').pathname);
    const file = join(folder, path);
    const isThere = existsSync(file);
    response.writeHead(isThere ? 200 : 404, {
      'content-type': TYPES[extname(path)] ?? 'text/plain',
      'content-security-policy':
        "default-src 'self'; img-src data:; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'",
    });
    response.end(isThere ? readFileSync(file) : undefined);
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

describe.skipIf(isMissing && isOptional)('the library in Chromium', () => {
  let installation: Installation;
  let profile: string;
  let server: Server;
  let browser: BrowserContext;

  beforeAll(async () => {
    installation = installPackage();
    await writePages(installation.folder);
    server = await serve(installation.folder);
    profile = mkdtempSync(join(tmpdir(), 'hessian-chromium-'));
    browser = await chromium.launchPersistentContext(profile, {
      executablePath: CHROMIUM,
      headless: true,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    });
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
    server?.close();
    installation?.remove();
    if (profile) rmSync(profile, { recursive: true, force: true });
  });

  describe.each(['plain', 'bundled'] as const)('%s', (kind) => {
    let tab: Page;
    const complaints: string[] = [];

    beforeAll(async () => {
      tab = await browser.newPage();
      tab.on('console', (message) => {
        if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
      });
      tab.on('pageerror', (error) => complaints.push(String(error)));
      tab.on('requestfailed', (request) => complaints.push(`failed: ${request.url()}`));
      await tab.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/${PATHS[kind]}`);
      await tab.waitForFunction('globalThis.ready === true');
    });

    it.each(['inPage', 'inWorker'].flatMap((place) => Object.keys(MODELS).map((name) => [place, name] as const)))(
      '%s: the eigenvalues are those of Node to the bit, %s',
      async (place, name) => {
        const found: { eigenvalues: number[]; edges: number[]; figure: string; error?: string } = await tab.evaluate(
          `globalThis.${place}(${JSON.stringify(MODELS[name])})`,
        );
        expect(found.error).toBeUndefined();
        const model = defineModel(MODELS[name]);
        const { eigenvalues } = await simulate(model, { seed: SEED });
        expect(found.eigenvalues).toEqual([...eigenvalues]);
        // The law uses Math.exp, which engines round differently.
        const edges = limitingLaw(model).support.flat() as (number | null)[];
        expect(found.edges).toHaveLength(edges.length);
        edges.forEach((edge, i) => {
          if (edge === null) expect(found.edges[i]).toBeNull();
          else expect(Math.abs(found.edges[i] - edge)).toBeLessThanOrEqual(1e-9 * Math.abs(edge));
        });
        expect(found.figure).toBe('<svg');
      },
    );

    it('leaves the console quiet', () => {
      expect(complaints).toEqual([]);
    });
  });
});
