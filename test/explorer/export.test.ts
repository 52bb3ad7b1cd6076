import { readFileSync } from 'node:fs';
import { unzipSync } from 'fflate';
import npyjs from 'npyjs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { encodeEigenvaluesCsv } from '../../src/data/csv';
import { parseModelFile } from '../../src/data/model-file';
import { defineModel, figureModelOf, type Spectrum, simulateTrials } from '../../src/index';
import { describeUnless, missingChromium } from '../missing';
import { type Explorer, hashOfModel, startExplorer, type Tab, untilRun } from './open-page';

const MODEL = {
  samples: 150,
  features: 50,
  response: 'logistic',
  loss: 'logistic',
  mean: [2],
  w: [0, 1],
  wStar: [0, 1],
} as const;
const SEED = 11;
const TRIALS = 3;

/** What the button saves. */
async function saved(page: Page, button: string): Promise<Buffer> {
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: button, exact: true }).click();
  return readFileSync(await (await download).path());
}

describeUnless(missingChromium())('exports', () => {
  let explorer: Explorer;
  let tab: Tab;
  const expected: Spectrum[] = [];
  beforeAll(async () => {
    explorer = await startExplorer({ isolated: true });
    tab = await explorer.open(hashOfModel(MODEL, { seed: String(SEED), trials: String(TRIALS) }));
    for await (const spectrum of simulateTrials(defineModel(MODEL), { seed: SEED, trials: TRIALS })) {
      expected.push(spectrum);
    }
    await untilRun(tab.page, 'done');
  });
  afterAll(() => explorer?.close());

  it("CSV: Node's, byte for byte", async () => {
    expect((await saved(tab.page, 'CSV')).toString('utf8')).toBe(encodeEigenvaluesCsv(expected));
  });

  it("NPZ: Node's eigenvalues to the bit, and what they came from", async () => {
    const files = unzipSync(await saved(tab.page, 'NPZ'));
    const { buffer } = files['eigenvalues.npy'].slice();
    const { shape, data } = new npyjs().parse(buffer);
    expect(shape).toEqual([TRIALS, MODEL.features]);
    expect([...(data as Float64Array)]).toEqual(expected.flatMap(({ eigenvalues }) => [...eigenvalues]));
    const origin = JSON.parse(new TextDecoder().decode(files['model.json']));
    expect(origin).toEqual({ model: MODEL, seed: SEED, trials: TRIALS });
  });

  it('SVG: carries model, seed and trials, and opens again', async () => {
    const svg = (await saved(tab.page, 'SVG')).toString('utf8');
    const { model, seed, trials } = figureModelOf(svg);
    expect(defineModel(model as never)).toEqual(defineModel(MODEL));
    expect([seed, trials]).toEqual([SEED, TRIALS]);
    expect(svg).not.toMatch(/var\(|NaN|undefined/);
    const { page } = await explorer.open(hashOfModel({ ...MODEL, features: 40 }));
    await untilRun(page, 'done');
    await page.setInputFiles('#open-file', { name: 'figure.svg', mimeType: 'image/svg+xml', buffer: Buffer.from(svg) });
    await page.waitForFunction(() => location.hash.includes('seed=11'));
    await untilRun(page, 'done');
    expect(await page.textContent('table')).toBe(await tab.page.textContent('table'));
    await page.close();
  });

  it('PNG: twice the size of the SVG', async () => {
    const png = await saved(tab.page, 'PNG');
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1440, 968]);
    // A blank picture of this size has some 6 kB.
    expect(png.length).toBeGreaterThan(20_000);
  });

  it('model file: the library reads it, and the page opens it', async () => {
    const text = (await saved(tab.page, 'Model file')).toString('utf8');
    expect(parseModelFile(text)).toEqual(defineModel(MODEL));
    await tab.page.setInputFiles('#open-file', {
      name: 'bad.json',
      mimeType: 'application/json',
      buffer: Buffer.from('{'),
    });
    await tab.page.getByText('model file: expected valid JSON').waitFor();
  });

  it('shows the lines for Node and for NumPy', async () => {
    await tab.page.getByText('The same in Node').click();
    await tab.page.locator('#node-snippet').getByText(`{ seed: ${SEED}, trials: ${TRIALS} }`).waitFor();
    await tab.page.getByText('The same in NumPy').click();
    await tab.page.locator('#numpy-snippet').getByText('np.linalg.eigvalsh').waitFor();
    expect(tab.complaints).toEqual([]);
  });
});
