/** What a user's Vite makes of a page in a folder where the package is installed. */

import { join } from 'node:path';
import { build } from 'vite';

/** Where pages lie in the folder: `plain` loads the package's own files, `bundled` is in `site`, built by Vite. */
export const PATHS = { plain: 'plain.html', bundled: 'site/bundled.html' } as const;

/** Builds bundled.html into `site`. */
export async function bundlePage(folder: string): Promise<void> {
  await build({
    root: folder,
    base: './',
    configFile: false,
    logLevel: 'error',
    build: { outDir: 'site', rollupOptions: { input: join(folder, 'bundled.html') } },
    worker: { format: 'es' },
  });
}
