/** A newer Node than the one that runs the tests: `npm run runtimes` puts it into build/runtimes. */

import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ROOT } from '../package/install';
import { PATIENCE } from '../patience';

export const NEWER_NODE = process.env.NEWER_NODE ?? join(ROOT, 'build/runtimes/node_modules/.bin/node');

export const hasNewerNode = existsSync(NEWER_NODE);

/** What a script prints, as JSON. */
export async function runInNewerNode(script: string, ...words: string[]) {
  const options = { timeout: PATIENCE, maxBuffer: 2 ** 26 };
  const { stdout } = await promisify(execFile)(NEWER_NODE, [script, ...words], options);
  return JSON.parse(stdout);
}
