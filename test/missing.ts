/** Tests that need something beside npm's packages: where it is missing they are skipped, with the reason in their name. */

import { spawnSync } from 'node:child_process';
import { describe } from 'vitest';
import { CHROMIUM, hasChromium } from './browser/chromium';
import { hasNewerNode, NEWER_NODE } from './runtimes/newer-node';

export const PYTHON = process.env.PYTHON ?? 'python3';

/** CI installs everything: there nothing is skipped, and what is missing fails. */
const unless = (isThere: boolean, reason: string) => (isThere || process.env.CI === 'true' ? null : reason);

export const missingChromium = () => unless(hasChromium, `no browser at ${CHROMIUM}`);
export const missingNewerNode = () => unless(hasNewerNode, `npm run runtimes makes ${NEWER_NODE}`);
export const missingNumpy = () =>
  unless(spawnSync(PYTHON, ['-c', 'import numpy']).status === 0, `no NumPy in ${PYTHON}`);

/** `describe`, skipped where something is missing. */
export function describeUnless(missing: string | null): (name: string, tests: () => void) => void {
  return (name, tests) => {
    if (missing === null) describe(name, tests);
    else describe.skip(`${name} (${missing})`, tests);
  };
}
