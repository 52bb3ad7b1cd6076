/** Engines of several threads, and relaxed SIMD, in pages that are cross-origin isolated and in pages that are not. */

import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defineModel, Engine, type ModelInput, simulate } from '../../src/index';
import { describeUnless, missingChromium } from '../missing';
import { type Installation, installPackage } from '../package/install';
import { expectRelaxed } from '../threads/relaxed-report';
import { bundlePage, PATHS } from './bundle';
import { type Browser, launchChromium } from './chromium';
import { ISOLATED, type Site, STRICT, serve } from './serve';

const MODEL: ModelInput = { samples: 500, features: 300, response: 'logistic', loss: 'logistic', mean: [1], w: [1] };

/** In the page itself, whose thread must not sleep, and in a worker of its own, which may. */
const compute = (specifier: string) => `import * as library from '${specifier}';
  const { Engine, defineModel, simulate } = library;
  export { library };
  export async function compute(options) {
    const engine = await Engine.create(options);
    const { eigenvalues } = await simulate(defineModel(${JSON.stringify(MODEL)}), { seed: 2, engine });
    const again = await simulate(defineModel(${JSON.stringify(MODEL)}), { seed: 2, engine });
    engine.dispose();
    return {
      threads: engine.threads,
      simd: engine.simd,
      isolated: crossOriginIsolated,
      eigenvalues: [...eigenvalues],
      same: again.eigenvalues.every((value, i) => value === eigenvalues[i]),
    };
  }`;

const WORKER = `import { compute } from './compute-KIND.js';
  onmessage = async ({ data }) => {
    try { postMessage(await compute(data)); } catch (error) { postMessage({ error: String(error) }); }
  };`;

const MAIN = `import { compute, library } from './compute-KIND.js';
  import { compareRelaxed } from './relaxed.mjs';
  globalThis.inPage = compute;
  globalThis.inWorker = (options) => new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./worker-KIND.js', import.meta.url), { type: 'module' });
    worker.onerror = (event) => reject(new Error(event.message));
    worker.onmessage = ({ data }) => resolve(data);
    worker.postMessage(options);
  });
  globalThis.relaxed = () => compareRelaxed(library);
  globalThis.codeOf = (options) => library.Engine.create(options).then(() => 'none', ({ code }) => code);
  document.documentElement.dataset.ready = '';`;

async function writePages(folder: string): Promise<void> {
  const write = (name: string, content: string) => writeFileSync(join(folder, name), content);
  copyFileSync(fileURLToPath(new URL('../threads/relaxed.mjs', import.meta.url)), join(folder, 'relaxed.mjs'));
  const specifiers = { plain: './node_modules/hessian-eigenspectra/dist/index.js', bundled: 'hessian-eigenspectra' };
  for (const [kind, specifier] of Object.entries(specifiers)) {
    write(`compute-${kind}.js`, compute(specifier));
    write(`worker-${kind}.js`, WORKER.replaceAll('KIND', kind));
    write(`${kind}.js`, MAIN.replaceAll('KIND', kind));
    const icon = '<link rel="icon" href="data:,">';
    write(
      `${kind}.html`,
      `<!doctype html><html lang="en">${icon}<script type="module" src="./${kind}.js"></script></html>`,
    );
  }
  await bundlePage(folder);
}

describeUnless(missingChromium())('threads in Chromium', () => {
  let installation: Installation;
  let browser: Browser;
  const sites: Partial<Record<'isolated' | 'open', Site>> = {};
  const expected = new Map<number, number[]>();

  beforeAll(async () => {
    installation = installPackage();
    await writePages(installation.folder);
    sites.isolated = await serve(installation.folder, { ...STRICT, ...ISOLATED });
    sites.open = await serve(installation.folder, STRICT);
    browser = await launchChromium();
    for (const threads of [1, 2, 3]) {
      const engine = await Engine.create({ threads });
      expected.set(threads, [...(await simulate(defineModel(MODEL), { seed: 2, engine })).eigenvalues]);
      engine.dispose();
    }
  });

  afterAll(async () => {
    await browser?.close();
    for (const site of Object.values(sites)) site.close();
    installation?.remove();
  });

  async function open(kind: 'plain' | 'bundled', site: 'isolated' | 'open'): Promise<Page> {
    const tab = await browser.context.newPage();
    await tab.goto(`${(sites[site] as Site).origin}/${PATHS[kind]}`);
    await tab.waitForSelector('html[data-ready]', { state: 'attached' });
    return tab;
  }

  describe.each(['plain', 'bundled'] as const)('%s files', (kind) => {
    it('isolated: several threads, with the bits that Node gives for as many', async () => {
      const tab = await open(kind, 'isolated');
      for (const place of ['inPage', 'inWorker']) {
        for (const threads of [2, 3]) {
          const found = await tab.evaluate(`globalThis.${place}({ threads: ${threads} })`);
          expect(found).toEqual({
            threads,
            simd: 'plain',
            isolated: true,
            eigenvalues: expected.get(threads),
            same: true,
          });
        }
      }
      await tab.close();
    });

    it('not isolated: one thread, with the bits of one', async () => {
      const tab = await open(kind, 'open');
      for (const place of ['inPage', 'inWorker']) {
        const found = await tab.evaluate(`globalThis.${place}({ threads: 2 })`);
        expect(found).toEqual({
          threads: 1,
          simd: 'plain',
          isolated: false,
          eigenvalues: expected.get(1),
          same: true,
        });
      }
      await tab.close();
    });

    it('relaxed SIMD differs from plain by no more than rounding', async () => {
      const tab = await open(kind, 'isolated');
      await expectRelaxed(await tab.evaluate('globalThis.relaxed()'), ['relaxed 1', 'relaxed 2']);
      await tab.close();
    });
  });

  it('a script that is not there is a ThreadError', async () => {
    const tab = await open('plain', 'isolated');
    expect(await tab.evaluate(`globalThis.codeOf({ threads: 2, threadSource: '/missing.js' })`)).toBe('ERR_THREAD');
    await tab.close();
  });
});
