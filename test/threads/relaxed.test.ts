/** The binary with relaxed SIMD, in a Node that has it: that of the tests may be older. */

import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, it } from 'vitest';
import { ROOT } from '../package/install';
import { isNewerNodeSkipped, runInNewerNode } from '../runtimes/newer-node';
import { expectRelaxed } from './relaxed-report';

describe.skipIf(isNewerNodeSkipped)('relaxed SIMD in a newer Node (npm run runtimes)', () => {
  it('differs from plain SIMD by no more than rounding', async () => {
    const library = pathToFileURL(join(ROOT, 'dist/index.js')).href;
    const script = new URL('relaxed.mjs', import.meta.url).pathname;
    await expectRelaxed(await runInNewerNode(script, library), ['relaxed 1', 'relaxed 2']);
  });
});
