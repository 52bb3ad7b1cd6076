import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const CLI = new URL('../../dist/cli.js', import.meta.url).pathname;

it('initialize --optimal --json meets the reference, and finds nothing beyond the threshold', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hessian-'));
  const file = join(folder, 'model.json');
  const model = {
    aspectRatio: 0.5,
    response: 'phase-retrieval',
    preprocessing: { kind: 'clip', bound: 3 },
    wStar: [1],
  };
  writeFileSync(file, JSON.stringify(model));
  const args = [CLI, 'initialize', file, '--optimal', '--at', '0.5,1.9,2.2', '--json'];
  const { status, stdout } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  rmSync(folder, { recursive: true });
  expect(status).toBe(0);
  const { weakRecoveryThreshold, rows } = JSON.parse(stdout);
  expect(weakRecoveryThreshold).toBeCloseTo(2, 10);
  expect(Math.abs(rows[0].alignment - 0.485824)).toBeLessThan(1e-6);
  expect(Math.abs(rows[0].outlier - 0.604776)).toBeLessThan(1e-6);
  expect(Math.abs(rows[1].alignment - 0.010638)).toBeLessThan(1e-6);
  expect(rows[2].outlier).toBeNull();
});
