/** The example of docs/initialize.md, at a small size. */

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const EXAMPLE = new URL('../../docs/examples/picture-recovery.mjs', import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), 'hessian-picture-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('a picture from measurements without signs', () => {
  it('is found to rounding where there are enough of them, and not where there are few', () => {
    const file = join(folder, 'picture.svg');
    const { status, stdout, stderr } = spawnSync(process.execPath, [EXAMPLE, '12', '0.4,5', file], {
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const [few, many] = [
      ...stdout.matchAll(/cos² ([\d.]+) \(law ([\d.]+)\), after descent ([\d.]+), error (\S+)/g),
    ].map(([, ...numbers]) => numbers.map(Number));
    expect([few[1], few[2] < 0.5]).toEqual([0, true]);
    expect(many[3]).toBeLessThan(1e-5);
    // p = 144: some 1 / sqrt(p).
    expect(Math.abs(many[0] - many[1])).toBeLessThan(0.1);
    // The picture, two estimates, and what descent made of them: 144 pixels each, in runs.
    const runs = [...readFileSync(file, 'utf8').matchAll(/M\d+ \d+h(\d+)/g)];
    expect(runs.reduce((sum, [, length]) => sum + Number(length), 0)).toBe(5 * 144);
  });
});
