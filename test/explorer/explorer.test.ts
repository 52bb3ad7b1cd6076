import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { defineModel, limitingLaw, PRESETS, type PresetName } from '../../src/index';
import { formatNumber } from '../../src/words/format';
import { describeUnless, missingChromium } from '../missing';
import { PATIENCE } from '../patience';
import { type Explorer, hashOfModel, PHONE, startExplorer, type Tab, untilRun } from './open-page';

const SMALL = {
  samples: 400,
  features: 100,
  response: 'logistic',
  loss: 'logistic',
  mean: [1.5],
  w: [0, 1],
  wStar: [0, 1],
} as const;
/** Some ten seconds of work. */
const LONG = { ...SMALL, samples: 12_000, features: 3000 };

/** The median over sliders' moves may be this many milliseconds. */
const LIVE = 50;

const textOf = (page: Page, id: string) => page.textContent(`#${id}`);

/** Moves the slider of this label, and waits for the law. */
async function move(page: Page, label: string, positions: readonly number[]): Promise<number[]> {
  return page.evaluate(
    async ([name, values]) => {
      const slider = document.querySelector<HTMLInputElement>(`input[aria-label="${name}, slider"]`);
      const root = document.documentElement;
      const latencies: number[] = [];
      for (const value of values as number[]) {
        const changed = new Promise<void>((resolve) => {
          const observer = new MutationObserver(() => {
            observer.disconnect();
            resolve();
          });
          observer.observe(root, { attributes: true, attributeFilter: ['data-latency'] });
        });
        if (!slider) throw new Error(`no slider ${name}`);
        slider.value = String(value);
        slider.dispatchEvent(new Event('input', { bubbles: true }));
        await changed;
        latencies.push(Number(root.dataset.latency));
      }
      return latencies;
    },
    [label, positions] as const,
  );
}

/** How many times longer a piece of work takes than it does at best: 1 on an idle machine. */
async function slowness(page: Page): Promise<number> {
  return page.evaluate(() => {
    const times = Array.from({ length: 100 }, () => {
      const start = performance.now();
      for (let i = 0, x = 1; i < 300_000; i++) x = Math.sqrt(x + i);
      return performance.now() - start;
    });
    return times.reduce((sum, time) => sum + time, 0) / times.length / Math.min(...times);
  });
}

const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

describeUnless(missingChromium())('the explorer', () => {
  let explorer: Explorer;
  beforeAll(async () => {
    explorer = await startExplorer({ isolated: true });
  });
  afterAll(() => explorer?.close());

  it('shows the first example, simulated and predicted', async () => {
    const { page, complaints } = await explorer.open();
    await untilRun(page, 'done');
    const law = limitingLaw(defineModel(PRESETS['first-example']));
    const [outlier] = law.outliers;
    expect(await page.textContent('table tbody td:nth-child(2)')).toBe(formatNumber(outlier.location, 5));
    const observed = Number(await page.textContent('table tbody td:nth-child(3)'));
    // Five standard deviations of the outlier's fluctuation.
    const deviation = (law.outlierDeviation(outlier) as number) / Math.sqrt(6000);
    expect(Math.abs(observed - outlier.location)).toBeLessThan(5 * deviation);
    expect(await page.locator('#chart svg rect').count()).toBeGreaterThan(20);
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
    expect(await page.isVisible('#isolation')).toBe(false);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it("shows each preset's support as Node computes it", async () => {
    const { page, complaints } = await explorer.open(hashOfModel(SMALL));
    const latencies: number[] = [];
    for (const name of Object.keys(PRESETS) as PresetName[]) {
      const end = limitingLaw(defineModel(PRESETS[name])).support.flat()[0];
      const words = end === null ? '(−∞' : `[${formatNumber(end, 5)}`;
      await page.getByLabel('Preset').selectOption(name);
      await page.getByText(`Support of the law: ${words}`).waitFor();
      latencies.push(...(await move(page, 'c = p/n', [80, 84, 88, 92, 96, 100])));
    }
    // In their usual size, too, the law follows the slider.
    expect(median(latencies)).toBeLessThan(LIVE * (await slowness(page)));
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('says that a tail has no edge where the curvature is unbounded', async () => {
    const { page } = await explorer.open(hashOfModel({ ...PRESETS['figure-2b'], samples: 300, features: 50 }));
    await page.locator('#chart svg').getByText('no edge: g is unbounded').waitFor();
    await page.close();
  });

  it('follows a slider live', { retry: 3 }, async () => {
    const { page, complaints } = await explorer.open(hashOfModel(SMALL));
    await untilRun(page, 'done');
    const positions = Array.from({ length: 25 }, (_, k) => 40 + 3 * k);
    const latencies = [
      ...(await move(page, '|mean|', positions)),
      ...(await move(page, 'c = p/n', positions)),
      ...(await move(page, '∠ mean, w', positions)),
    ];
    expect(new Set(latencies).size).toBeGreaterThan(latencies.length / 2);
    expect(median(latencies)).toBeLessThan(LIVE * (await slowness(page)));
    await untilRun(page, 'done');
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('gives a link that shows the same', async () => {
    const { page } = await explorer.open(hashOfModel(SMALL, { seed: '7', trials: '2' }));
    await untilRun(page, 'done');
    await move(page, '|w|', [75]);
    await page.getByLabel('log density').check();
    await page.getByLabel('Marchenko-Pastur', { exact: true }).uncheck();
    await page.getByRole('button', { name: 'bulk' }).click();
    await untilRun(page, 'done');
    await page.waitForFunction(() => location.hash.includes('zoom'));
    const hash = await page.evaluate(() => location.hash);
    const { page: other } = await explorer.open(hash);
    await untilRun(other, 'done');
    for (const id of ['support', 'needs']) expect(await textOf(other, id)).toBe(await textOf(page, id));
    expect(await other.textContent('table')).toBe(await page.textContent('table'));
    const isSame = async () => (await other.innerHTML('#chart svg')) === (await page.innerHTML('#chart svg'));
    await expect.poll(isSame, { timeout: PATIENCE }).toBe(true);
    expect(await other.innerHTML('#chart svg')).toBe(await page.innerHTML('#chart svg'));
    expect(await other.evaluate(() => location.hash)).toBe(hash);
    await Promise.all([page.close(), other.close()]);
  });

  it('cancels in mid-run, and runs again', async () => {
    const { page, complaints } = await explorer.open(hashOfModel(LONG));
    await untilRun(page, 'idle');
    const [, work] =
      /^All eigenvalues: \d+ MiB of memory, (\d+) GFLOP\.$/.exec((await textOf(page, 'needs')) ?? '') ?? [];
    await page.click('#simulate');
    await page.waitForFunction(() =>
      /^[1-9]\d*%.*GFLOP\/s/.test(document.getElementById('run-status')?.textContent ?? ''),
    );
    const [, speed] = /([\d.]+) GFLOP\/s/.exec((await textOf(page, 'run-status')) ?? '') ?? [];
    const start = performance.now();
    await page.click('#cancel');
    await untilRun(page, 'cancelled');
    // A tenth of the run, at the speed that it had.
    expect(performance.now() - start).toBeLessThan((100 * Number(work)) / Number(speed));
    await page.getByLabel('p', { exact: true }).fill('100');
    await page.getByLabel('p', { exact: true }).press('Enter');
    await untilRun(page, 'done');
    expect(complaints).toEqual([]);
    await page.close();
  });

  it.each([
    ['no JSON', '#model=%7B', 'valid JSON'],
    ['a model that is none', '#model=%7B%22response%22%3A%22logistics%22%7D', 'samples and features'],
    ['an unknown field', '#nodel=1', 'no other fields'],
    ['a seed that is none', '#seed=x', 'seed'],
    ['an expression that is none', hashOfModel({ ...SMALL, loss: { curvature: '1 +' } }), 'the end'],
  ])('says what is wrong with an address: %s', async (_, hash, words) => {
    const { page, complaints } = await explorer.open(hash);
    expect(await textOf(page, 'address-problem')).toContain(words);
    await page.waitForSelector('#chart svg');
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('reads values under the pointer, and zooms with keys and with the mouse', async () => {
    const { page } = await explorer.open(hashOfModel(SMALL));
    await untilRun(page, 'done');
    const box = (await page.locator('#chart').boundingBox()) as { x: number; y: number; width: number; height: number };
    await page.mouse.move(box.x + box.width / 3, box.y + box.height / 2);
    expect(await page.textContent('.reading')).toMatch(/^λ = 0\.\d+ · law \d.*simulated/);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 4 });
    await page.mouse.up();
    await page.waitForFunction(() => location.hash.includes('zoom'));
    await page.focus('#chart');
    await page.keyboard.press('0');
    await page.waitForFunction(() => !location.hash.includes('zoom'));
    await page.keyboard.press('+');
    await page.waitForFunction(() => location.hash.includes('zoom'));
    await page.close();
  });

  it('fits a phone', async () => {
    const { page, complaints } = await explorer.open(hashOfModel(SMALL), PHONE);
    await untilRun(page, 'done');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(PHONE.width);
    expect(await page.locator('#chart svg rect').count()).toBeGreaterThan(10);
    // The picture stays in sight of the sliders.
    await page.getByLabel('|mean|, slider').scrollIntoViewIfNeeded();
    await page.mouse.wheel(0, 200);
    expect(((await page.locator('#chart').boundingBox()) as { y: number }).y).toBeGreaterThanOrEqual(-1);
    await page.getByRole('button', { name: 'Phases' }).click();
    expect(await page.isVisible('#chart')).toBe(false);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(PHONE.width);
    expect(complaints).toEqual([]);
    await page.close();
  });
});

describeUnless(missingChromium())('the explorer without isolation', () => {
  let explorer: Explorer;
  let tab: Tab;
  beforeAll(async () => {
    explorer = await startExplorer({ isolated: false });
    tab = await explorer.open(hashOfModel(SMALL), PHONE);
  });
  afterAll(() => explorer?.close());

  it('works, and says what is missing', async () => {
    await untilRun(tab.page, 'done');
    expect(await tab.page.evaluate(() => crossOriginIsolated)).toBe(false);
    expect(await textOf(tab.page, 'isolation')).toContain('not cross-origin isolated');
    expect(await tab.page.isVisible('#isolation')).toBe(true);
    expect(tab.complaints).toEqual([]);
  });
});
