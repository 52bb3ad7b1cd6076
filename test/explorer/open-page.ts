/** The explorer in a tab of its own, with everything that it complains about. */

import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { type PageServer, servePage } from '../../src/cli/page-server';
import { type Browser, launchChromium } from '../browser/chromium';

export const FOLDER = fileURLToPath(new URL('../../dist/explorer/', import.meta.url));

export const DESKTOP = { width: 1280, height: 900 } as const;
export const PHONE = { width: 360, height: 740 } as const;

export interface Tab {
  readonly page: Page;
  /** Errors and warnings of the console, failed requests, requests to other hosts. */
  readonly complaints: string[];
}

export interface Explorer {
  readonly browser: Browser;
  readonly server: PageServer;
  open(hash?: string, size?: { width: number; height: number }, path?: string): Promise<Tab>;
  close(): Promise<void>;
}

export async function startExplorer({ isolated }: { isolated: boolean }): Promise<Explorer> {
  const server = await servePage({ folder: FOLDER, port: 0, isolated });
  const browser = await launchChromium();
  return {
    browser,
    server,
    async open(hash = '', size = DESKTOP, path = '') {
      const page = await browser.context.newPage();
      await page.setViewportSize(size);
      const complaints: string[] = [];
      page.on('console', (message) => {
        if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
      });
      page.on('pageerror', (error) => complaints.push(String(error)));
      page.on('requestfailed', (request) => complaints.push(`failed: ${request.url()}`));
      page.on('request', (request) => {
        const { protocol } = new URL(request.url());
        const isOwn = request.url().startsWith(server.url) || protocol === 'data:' || protocol === 'blob:';
        if (!isOwn) complaints.push(`another host: ${request.url()}`);
      });
      await page.goto(server.url + path + hash);
      return { page, complaints };
    },
    async close() {
      await browser.close();
      await server.close();
    },
  };
}

/** Waits until the simulation stands as said. */
export async function untilRun(
  page: Page,
  status: 'done' | 'cancelled' | 'failed' | 'running' | 'idle',
): Promise<void> {
  await page.waitForSelector(`#run-status[data-status="${status}"]`, { state: 'attached' });
}

export function hashOfModel(model: object, more: Readonly<Record<string, string>> = {}): string {
  return `#${new URLSearchParams({ model: JSON.stringify(model), ...more })}`;
}
