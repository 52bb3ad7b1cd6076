import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type AxeCore from 'axe-core';
import type { CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeUnless, missingChromium } from '../missing';
import { DESKTOP, type Explorer, FOLDER, hashOfModel, PHONE, startExplorer, untilRun } from './open-page';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const MODEL = { samples: 300, features: 80, response: 'logistic', loss: 'logistic', mean: [1.5], w: [0, 1] } as const;
const OWN = { ...MODEL, loss: { curvature: '1 / (4 * cosh(h / 2)^2)' } };
/** Gzipped bytes of the page and of everything that it loads. */
const BUDGET = 300_000;
/** Milliseconds that a task may keep the main thread. */
const LONGEST_TASK = 50;

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: typeof AxeCore };
    const { violations: found } = await axe.run();
    return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  });
}

interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds of the processor's time. */
  readonly tdur?: number;
  readonly args: { readonly name?: string };
}

/** Tasks of the main thread while `action` runs: milliseconds of the processor, which other programs do not lengthen. */
async function tasksDuring(session: CDPSession, action: () => Promise<void>): Promise<number[]> {
  const events: TraceEvent[] = [];
  session.on('Tracing.dataCollected', ({ value }) => events.push(...(value as unknown as TraceEvent[])));
  await session.send('Tracing.start', { transferMode: 'ReportEvents', categories: 'toplevel,__metadata' } as never);
  await action();
  const complete = new Promise<void>((resolve) => session.once('Tracing.tracingComplete', () => resolve()));
  await session.send('Tracing.end');
  await complete;
  const isMain = events.filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain');
  return events
    .filter(({ name }) => name === 'ThreadControllerImpl::RunTask')
    .filter(({ pid, tid }) => isMain.some((thread) => thread.pid === pid && thread.tid === tid))
    .map(({ tdur = 0 }) => tdur / 1000);
}

describeUnless(missingChromium())('quality of the page', () => {
  let explorer: Explorer;
  beforeAll(async () => {
    explorer = await startExplorer({ isolated: true });
  });
  afterAll(() => explorer?.close());

  it.each([
    ['spectrum', hashOfModel(MODEL), DESKTOP, 'light', ''],
    ['spectrum on a phone, dark', hashOfModel(MODEL), PHONE, 'dark', ''],
    ['own functions, dark', hashOfModel(OWN), DESKTOP, 'dark', ''],
    ['phases', hashOfModel(MODEL, { view: 'phases' }), DESKTOP, 'light', ''],
    ['benchmark', '', DESKTOP, 'dark', 'benchmark.html'],
    ['a wrong address', '#nodel', DESKTOP, 'light', ''],
  ] as const)('axe finds nothing: %s', async (_, hash, size, scheme, path) => {
    const { page, complaints } = await explorer.open(hash, size, path);
    await page.emulateMedia({ colorScheme: scheme });
    if (path === '' && hash !== '#nodel') {
      await page.waitForSelector('#run-status[data-status="done"]', { state: 'attached' });
      for (const summary of await page.locator('summary:visible').all()) await summary.click();
    }
    expect(await violations(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('loads under 300 kB, gzipped', async () => {
    const { page, files } = await explorer.open();
    await untilRun(page, 'done');
    // The page, its script and style, and a script for each kind of thread.
    expect([...files].filter((name) => name.includes('worker'))).toHaveLength(2);
    expect(files.size).toBeGreaterThan(4);
    const bytes = [...files].reduce((sum, name) => sum + gzipSync(readFileSync(join(FOLDER, name))).length, 0);
    expect(bytes).toBeLessThan(BUDGET);
    await page.close();
  });

  it('never keeps the main thread over 50 ms while a simulation runs', { retry: 3 }, async () => {
    const { page } = await explorer.open(hashOfModel({ ...MODEL, samples: 1600, features: 400 }, { trials: '8' }));
    await untilRun(page, 'done');
    const session = await explorer.browser.context.newCDPSession(page);
    const tasks = await tasksDuring(session, async () => {
      await page.click('#simulate');
      await untilRun(page, 'running');
      // The law and the picture follow meanwhile.
      await page.getByLabel('|w|, slider').press('ArrowRight');
      await untilRun(page, 'running');
      await untilRun(page, 'done');
    });
    expect(tasks.length).toBeGreaterThan(50);
    expect(Math.max(...tasks)).toBeGreaterThan(1);
    expect(Math.max(...tasks)).toBeLessThan(LONGEST_TASK);
    await page.close();
  });
});
