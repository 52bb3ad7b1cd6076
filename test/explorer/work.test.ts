import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { encodeEigenvaluesCsv } from '../../src/data/csv';
import { PROBES, STEPS, TOLERANCE } from '../../src/explorer/simulation/work';
import { defineModel, Engine, estimateSpectrum, limitingLaw, simulate, transition } from '../../src/index';
import { formatNumber } from '../../src/words/format';
import { describeUnless, missingChromium } from '../missing';
import { type Explorer, hashOfModel, startExplorer, untilRun } from './open-page';

const MODEL = { samples: 300, features: 60, response: 'logistic', loss: 'logistic', mean: [1], w: [0, 1] } as const;

const status = (page: Page) => page.textContent('#run-status');

describeUnless(missingChromium())('what takes time, and what goes wrong', () => {
  let explorer: Explorer;
  beforeAll(async () => {
    explorer = await startExplorer({ isolated: true });
  });
  afterAll(() => explorer?.close());

  it('phases: the threshold is the library’s, points arrive, and a point opens its spectrum', async () => {
    const { page, complaints } = await explorer.open(hashOfModel(MODEL, { view: 'phases' }));
    await page.waitForSelector('#sweep-status[data-status="done"]');
    const { critical } = transition(defineModel(MODEL), { vary: 'mean' });
    const words = (await page.textContent('#sweep-status')) ?? '';
    expect(Number(/Thresholds: ([\d.]+)/.exec(words)?.[1])).toBeCloseTo(critical as number, 4);
    expect(words).toContain('16 simulated points');
    const points = page.locator('#phases-drawing circle');
    expect(await points.count()).toBe(32);
    await points.nth(15).click();
    await page.waitForSelector('#page-spectrum', { state: 'visible' });
    await untilRun(page, 'done');
    expect(Number(await page.getByLabel('|mean|', { exact: true }).inputValue())).toBeGreaterThan(1.5);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('phases: an outlier in a gap has points, too', async () => {
    const gap = { ...MODEL, covariance: { eigenvalues: [1, 8], weights: [0.5, 0.5] } } as const;
    expect(transition(defineModel(gap), { vary: 'mean' }).side).toBe('gap');
    const { page } = await explorer.open(hashOfModel(gap, { view: 'phases' }));
    await page.waitForSelector('#sweep-status[data-status="done"]');
    expect(await page.textContent('#sweep-status')).toMatch(/1\d simulated points/);
    await page.close();
  });

  it('own functions: checked as they are typed, and the law of the same loss is the same', async () => {
    const { page, complaints } = await explorer.open(hashOfModel(MODEL));
    await untilRun(page, 'done');
    await page.getByLabel('Loss').selectOption({ label: "l''(y, h)" });
    const editor = page.getByLabel("l''(y, h)", { exact: true });
    await editor.fill('1 / (4 * cosh(h / 2)^');
    await page.getByText('expected a number, a variable or a parenthesis, got the end').waitFor();
    await editor.fill('log(h)');
    await page.getByText('it must give a finite number everywhere').waitFor();
    await editor.fill('exp(-h) / (1 + exp(-h))^2');
    await page.getByText('at y = 1, h = -2').waitFor();
    await page.waitForFunction(() => decodeURIComponent(location.hash).includes('exp(-h)'));
    await untilRun(page, 'done');
    const [[left]] = limitingLaw(defineModel(MODEL)).support as [number, number][];
    // Five digits are shown.
    const words = (await page.textContent('#support')) ?? '';
    expect(Number(/\[([\d.]+)/.exec(words)?.[1])).toBeCloseTo(left, 4);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('own functions: one that never returns is stopped, and the page goes on', async () => {
    const { page, complaints } = await explorer.open(hashOfModel({ ...MODEL, loss: { curvature: '0.25' } }));
    await untilRun(page, 'done');
    await page.getByLabel("l''(y, h)", { exact: true }).fill('sum(k, 1, 1e15, 1 / k^2)');
    await page.getByText('stopped: it took longer than 1.5 s').waitFor();
    await page.getByLabel("l''(y, h)", { exact: true }).fill('0.5');
    await page.getByText('0.500 at y = 1, h = -2').waitFor();
    await untilRun(page, 'done');
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('own functions: one that never returns in an address is stopped, in both threads', async () => {
    const model = { ...MODEL, loss: { curvature: 'sum(k, 1, 1e15, 1 / k^2)' } };
    const { page } = await explorer.open(hashOfModel(model));
    await page.getByText('No law: stopped').waitFor();
    await untilRun(page, 'running');
    await page.click('#cancel');
    await untilRun(page, 'cancelled');
    await page.getByLabel('Preset').selectOption('figure-4');
    await page.getByText('Support of the law: [').waitFor();
    await page.close();
  });

  it('one large trial on several threads: Node’s eigenvalues on as many to the bit', async () => {
    const model = { ...MODEL, samples: 1600, features: 1600 };
    const { page, complaints } = await explorer.open(hashOfModel(model, { seed: '6' }));
    await untilRun(page, 'done');
    const cores = await page.evaluate(() => Math.min(8, navigator.hardwareConcurrency));
    if (cores > 1) expect(await status(page)).toContain(`on ${cores} threads`);
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'CSV' }).click();
    const text = readFileSync(await (await download).path(), 'utf8');
    using engine = await Engine.create({ threads: cores });
    expect(text).toBe(encodeEigenvaluesCsv([await simulate(defineModel(model), { seed: 6, engine })]));
    await page.getByText('The same in Node').click();
    await page.locator('#node-snippet').getByText(`Engine.create({ threads: ${cores} })`).waitFor();
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('without H: density and ends are Node’s', async () => {
    const { page, complaints } = await explorer.open(hashOfModel(MODEL, { method: 'matrix-free', seed: '4' }));
    await untilRun(page, 'done');
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'CSV' }).click();
    const rows = readFileSync(await (await download).path(), 'utf8')
      .trim()
      .split('\n')
      .slice(1);
    const estimate = await estimateSpectrum(defineModel(MODEL), {
      ...{ seed: 4, probes: PROBES, steps: STEPS, tolerance: TOLERANCE },
    });
    expect(rows).toHaveLength(160);
    for (const row of rows) {
      const [x, density, standardError] = row.split(',').map(Number);
      const expected = estimate.density(x);
      // The quadrature rules are the same to the bit; Math.exp of the smoothing may differ in its last one.
      expect(Math.abs(density - expected.value)).toBeLessThanOrEqual(1e-13 * expected.value);
      expect(Math.abs(standardError - (expected.standardError as number))).toBeLessThanOrEqual(1e-10 * expected.value);
    }
    const largest = estimate.extremes[estimate.extremes.length - 1];
    expect(await page.textContent('table tbody td:nth-child(3)')).toBe(formatNumber(largest.eigenvalue, 5));
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('large p: says what it takes, goes without H, and can be cancelled', async () => {
    const { page, complaints } = await explorer.open(hashOfModel({ ...MODEL, features: 8200, samples: 16_400 }));
    await untilRun(page, 'idle');
    expect(await page.textContent('#needs')).toMatch(/^Without H .*: [\d.]+ GiB of memory, \d+ GFLOP\.$/);
    await page.click('#simulate');
    await page.waitForFunction(() =>
      /^[1-9].*sampling|^\d+% Lanczos/.test(document.getElementById('run-status')?.textContent ?? ''),
    );
    await page.click('#cancel');
    await untilRun(page, 'cancelled');
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('out of memory: says how much is missing, and goes on', async () => {
    const { page, complaints } = await explorer.open(
      hashOfModel({ ...MODEL, features: 2_000_000, samples: 4_000_000 }),
    );
    await untilRun(page, 'idle');
    await page.click('#simulate');
    await untilRun(page, 'failed');
    expect(await status(page)).toMatch(/needs [\d.]+ GiB of WebAssembly memory/);
    await page.getByLabel('Preset').selectOption('figure-4');
    await untilRun(page, 'done');
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('a thread that ends: says so, and starts another', async () => {
    const { page } = await explorer.open(hashOfModel({ ...MODEL, samples: 9000, features: 3000 }));
    await untilRun(page, 'idle');
    await page.route('**/worker-*.js', (route) => route.abort());
    await page.click('#simulate');
    await untilRun(page, 'failed');
    expect(await status(page)).toContain('the worker could not be started');
    await page.unroute('**/worker-*.js');
    await page.getByLabel('p', { exact: true }).fill('60');
    await page.getByLabel('p', { exact: true }).press('Enter');
    await untilRun(page, 'done');
    await page.close();
  });

  it('benchmark: prints the tables of npm run bench', async () => {
    const { page, complaints } = await explorer.open('', undefined, 'benchmark.html');
    await page.getByLabel('300').uncheck();
    await page.click('#run');
    await page.locator('#bench-status', { hasText: /^(done|failed.*)$/ }).waitFor();
    const tables = (await page.textContent('#tables')) ?? '';
    expect(tables.match(/^\| hessian-eigenspectra .*1\.00x \|$/gm)).toHaveLength(4);
    expect(tables).toMatch(/^\| typed arrays, blocked/m);
    expect(complaints).toEqual([]);
    await page.close();
  });
});
