import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defineModel, limitingLaw, type ModelInput, simulate } from '../../src/index';
import { describeUnless, missingChromium } from '../missing';
import { type Installation, installPackage } from '../package/install';
import { bundlePage, PATHS } from './bundle';
import { type Browser, launchChromium } from './chromium';
import { type Site, serve } from './serve';

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
  await bundlePage(folder);
}

describeUnless(missingChromium())('the library in Chromium', () => {
  let installation: Installation;
  let site: Site;
  let browser: Browser;

  beforeAll(async () => {
    installation = installPackage();
    await writePages(installation.folder);
    site = await serve(installation.folder);
    browser = await launchChromium();
  });

  afterAll(async () => {
    await browser?.close();
    site?.close();
    installation?.remove();
  });

  describe.each(['plain', 'bundled'] as const)('%s', (kind) => {
    let tab: Page;
    const complaints: string[] = [];

    beforeAll(async () => {
      tab = await browser.context.newPage();
      tab.on('console', (message) => {
        if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
      });
      tab.on('pageerror', (error) => complaints.push(String(error)));
      tab.on('requestfailed', (request) => complaints.push(`failed: ${request.url()}`));
      await tab.goto(`${site.origin}/${PATHS[kind]}`);
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
