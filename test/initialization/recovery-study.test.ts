import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type DescentLoss, descend } from '../../src/initialization/descent';
import { recoveryStudy } from '../../src/initialization/recovery-study';
import { FastRandom } from '../reference/fast-random';

const CLI = new URL('../../dist/cli.js', import.meta.url).pathname;

function problemOf(loss: DescentLoss, n: number, p: number, seed: number) {
  const random = new FastRandom(seed);
  const x = Float64Array.from({ length: n * p }, () => random.normal());
  const wStar = Float64Array.from({ length: p }, () => random.normal());
  const h = Float64Array.from({ length: n }, (_, i) => wStar.reduce((sum, w, j) => sum + w * x[i * p + j], 0));
  const y = h.map((score) => (loss === 'relu' ? Math.max(score, 0) : score * score));
  const start = wStar.map((w) => w + 0.3 * random.normal());
  return { x, y, wStar, start };
}
const apart = (a: Float64Array, b: Float64Array) => Math.hypot(...a.map((entry, k) => entry - b[k])) / Math.hypot(...b);

describe('descend', () => {
  it.each(['phase-retrieval', 'relu'] as const)(
    '%s without noise: ends at wStar from near it, at wStar from there',
    (loss) => {
      const { x, y, wStar, start } = problemOf(loss, 160, 23, 4);
      const found = descend({ x, y, loss }, start);
      expect(found.converged).toBe(true);
      expect(apart(found.w, wStar)).toBeLessThan(1e-5);
      expect(apart(descend({ x, y, loss }, wStar).w, wStar)).toBeLessThan(1e-12);
    },
  );
  it('follows the gradient: the first step is along minus the difference quotients of the mean loss', () => {
    const { x, y, start } = problemOf('phase-retrieval', 50, 7, 9);
    const meanLoss = (w: Float64Array) => {
      let sum = 0;
      for (let i = 0; i < y.length; i++) {
        const h = w.reduce((total, entry, j) => total + entry * x[i * w.length + j], 0);
        sum += (h * h - y[i]) ** 2 / 4;
      }
      return sum / y.length;
    };
    const { w, loss } = descend({ x, y, loss: 'phase-retrieval' }, start, { maxIterations: 1 });
    const gradient = start.map((_, j) => {
      const moved = (by: number) => meanLoss(start.map((entry, k) => (k === j ? entry + by : entry)));
      return (moved(1e-5) - moved(-1e-5)) / 2e-5;
    });
    const step = w.map((entry, j) => start[j] - entry);
    const share = step[0] / gradient[0];
    expect(share).toBeGreaterThan(0);
    for (let j = 0; j < 7; j++) expect(Math.abs(step[j] / share / gradient[j] - 1)).toBeLessThan(1e-6);
    expect(loss).toBeLessThan(meanLoss(start));
    expect(Math.abs(loss / meanLoss(w) - 1)).toBeLessThan(1e-12);
  });
});

describe('recoveryStudy', () => {
  it('phase retrieval: the spectral start finds wStar where the random one does not; neither below n/p = 1', async () => {
    const cells = await recoveryStudy('phase-retrieval', { ratios: [0.8, 3], features: 40, trials: 12, seed: 3 });
    const rate = (ratio: number, start: string) =>
      cells.find((cell) => cell.ratio === ratio && cell.start === start)?.successes;
    expect([rate(0.8, 'spectral'), rate(0.8, 'random')]).toEqual([0, 0]);
    expect(rate(3, 'spectral')).toBeGreaterThanOrEqual(11);
    expect(rate(3, 'random')).toBeLessThanOrEqual(8);
  });
  it('the command prints the same numbers as the code, and writes a picture', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'hessian-'));
    const out = join(folder, 'study.svg');
    const flags = ['--features', '20', '--trials', '3', '--ratios', '4,2', '--seed', '5', '--json', '--out', out];
    const { status, stdout } = spawnSync(process.execPath, [CLI, 'initialize', '--study', ...flags], {
      encoding: 'utf8',
    });
    expect(status).toBe(0);
    const { cells } = JSON.parse(stdout);
    const options = { ratios: [2, 4], features: 20, trials: 3, seed: 5 };
    const own = [...(await recoveryStudy('phase-retrieval', options)), ...(await recoveryStudy('relu', options))];
    expect(cells).toEqual(JSON.parse(JSON.stringify(own)));
    expect(readFileSync(out, 'utf8')).toMatch(/^<svg[\s\S]*success rate[\s\S]*<\/svg>\n$/);
    rmSync(folder, { recursive: true });
  });
});
