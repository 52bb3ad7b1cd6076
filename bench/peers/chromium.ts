/** This library in a page of headless Chromium, cross-origin isolated so that its clock is fine enough. */

import { existsSync } from 'node:fs';
import type { Simd } from '../../src/index';
import { hasChromium, launchChromium } from '../../test/browser/chromium';
import { ISOLATED, serve } from '../../test/browser/serve';
import type { TrialInput } from '../inputs';
import type { Peer, Task } from '../peer';
import { variantName } from './variant-name';

/** Null where there is no Chromium ($CHROMIUM, or /usr/bin/chromium), or the library is not built. */
export async function createChromium(simd: Simd): Promise<Peer | null> {
  if (!hasChromium || !existsSync('dist/index.js')) return null;
  const site = await serve('dist', ISOLATED);
  const browser = await launchChromium();
  const tab = await browser.context.newPage();
  await tab.goto(`${site.origin}/index.js`);
  await tab.evaluate(`import('/index.js').then((module) => { globalThis.library = module; globalThis.jobs = []; })`);
  const version = browser.context.browser()?.version() ?? '';
  let jobs = 0;

  async function prepare({ samples, features, mean, w, wStar }: TrialInput, count: number): Promise<Task> {
    const id = jobs++;
    const signals = { mean: { values: [...mean] }, w: { values: [...w] }, wStar: { values: [...wStar] } };
    const model = { samples, features, response: 'logistic', loss: 'logistic', ...signals };
    await tab.evaluate(`(async () => {
      const { defineModel, Engine } = library;
      const engine = await Engine.create({ simd: '${simd}' });
      jobs[${id}] = { model: defineModel(${JSON.stringify(model)}), engine, trial: 0 };
    })()`);
    const timeTogether = (runs: number): Promise<number> =>
      tab.evaluate(`(async () => {
          const job = jobs[${id}];
          const start = performance.now();
          for (let k = 0; k < ${runs * count}; k++) {
            job.spectrum = await library.simulate(job.model, { trial: job.trial++, engine: job.engine });
          }
          return performance.now() - start;
        })()`);
    return {
      time: () => timeTogether(1),
      timeTogether,
      result: async () =>
        Float64Array.from(await tab.evaluate<number[]>(`Array.from(jobs[${id}].spectrum.eigenvalues)`)),
    };
  }

  return {
    name: variantName(`Chromium ${version.split('.')[0]}`.trimEnd(), simd),
    note: 'timed inside the page',
    trial: (input) => prepare(input, 1),
    trials: prepare,
    async close() {
      await browser.close();
      site.close();
    },
  };
}
