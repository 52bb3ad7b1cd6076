/** A newer Node than the one that runs the tests: `npm run runtimes` puts it into build/runtimes. */

import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ROOT } from '../package/install';

const NEWER_NODE = process.env.NEWER_NODE ?? join(ROOT, 'build/runtimes/node_modules/.bin/node');

/** CI installs it: there, a missing one is a failure. */
export const isNewerNodeSkipped = !existsSync(NEWER_NODE) && process.env.CI !== 'true';

/** What a script prints, as JSON. */
export async function runInNewerNode(script: string, ...words: string[]) {
  const options = { timeout: 60_000, maxBuffer: 2 ** 26 };
  const { stdout } = await promisify(execFile)(NEWER_NODE, [script, ...words], options);
  return JSON.parse(stdout);
}
