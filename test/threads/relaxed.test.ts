/** The binary with relaxed SIMD, in a Node that has it: that of the tests may be older. */

import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { it } from 'vitest';
import { describeUnless, missingNewerNode } from '../missing';
import { ROOT } from '../package/install';
import { runInNewerNode } from '../runtimes/newer-node';
import { expectRelaxed } from './relaxed-report';

describeUnless(missingNewerNode())('relaxed SIMD in a newer Node', () => {
  it('differs from plain SIMD by no more than rounding', async () => {
    const library = pathToFileURL(join(ROOT, 'dist/index.js')).href;
    const script = new URL('relaxed.mjs', import.meta.url).pathname;
    await expectRelaxed(await runInNewerNode(script, library), ['relaxed 1', 'relaxed 2']);
  });
});
