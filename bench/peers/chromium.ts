/** This library in a page of headless Chromium, cross-origin isolated so that its clock is fine enough. */

import { existsSync } from 'node:fs';
import { hasChromium, launchChromium } from '../../test/browser/chromium';
import { ISOLATED, serve } from '../../test/browser/serve';
import type { Peer, Task } from '../peer';

/** Null where there is no Chromium ($CHROMIUM, or /usr/bin/chromium), or the library is not built. */
export async function createChromium(): Promise<Peer | null> {
  if (!hasChromium || !existsSync('dist/index.js')) return null;
  const site = await serve('dist', ISOLATED);
  const browser = await launchChromium();
  const tab = await browser.context.newPage();
  await tab.goto(`${site.origin}/model.schema.json`);
  await tab.evaluate(`import('/index.js').then((module) => { globalThis.library = module; globalThis.jobs = []; })`);
  const version = browser.context.browser()?.version() ?? '';
  let jobs = 0;

  return {
    name: `the same in Chromium ${version.split('.')[0]}`.trimEnd(),
    note: 'timed inside the page',
    async trial({ samples, features, mean, w, wStar }): Promise<Task> {
      const id = jobs++;
      const signals = { mean: { values: [...mean] }, w: { values: [...w] }, wStar: { values: [...wStar] } };
      const model = { samples, features, response: 'logistic', loss: 'logistic', ...signals };
      await tab.evaluate(`(async () => {
        const { defineModel, Engine } = library;
        jobs[${id}] = { model: defineModel(${JSON.stringify(model)}), engine: await Engine.create(), trial: 0 };
      })()`);
      return {
        time: () =>
          tab.evaluate(`(async () => {
            const job = jobs[${id}];
            const start = performance.now();
            job.spectrum = await library.simulate(job.model, { trial: job.trial++, engine: job.engine });
            return performance.now() - start;
          })()`),
        result: async () =>
          Float64Array.from(await tab.evaluate<number[]>(`Array.from(jobs[${id}].spectrum.eigenvalues)`)),
      };
    },
    async close() {
      await browser.close();
      site.close();
    },
  };
}
