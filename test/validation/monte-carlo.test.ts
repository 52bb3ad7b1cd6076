import { describe, expect, it } from 'vitest';
import { FAST } from './models';
import { type Score, scoresOf } from './scores';
import { normalCdf, verdict } from './verdict';

describe('Monte Carlo', () => {
  it('agrees with the law within the standard errors', async () => {
    const effort = { features: 60, trials: [120, 60], seed: 10 } as const;
    const scores: Score[] = [];
    for (const entry of FAST) scores.push(...(await scoresOf(entry, effort)));
    expect(new Set(scores.map(({ quantity }) => quantity.trim()))).toContain('outlier, gap');
    for (const check of verdict(scores)) expect(check).toMatchObject({ holds: true });
  });
});

describe('verdict', () => {
  // Normal quantiles: what a true theory gives, without the noise.
  const quantiles = Array.from({ length: 99 }, (_, i) => {
    let [low, high] = [-6, 6];
    while (high - low > 1e-9) {
      const middle = (low + high) / 2;
      if (normalCdf(middle) < (i + 1) / 100) low = middle;
      else high = middle;
    }
    return low;
  });
  const scored = (z: readonly number[]): Score[] =>
    z.map((value, i) => ({ model: String(i), quantity: '', predicted: 0, mean: value, standardError: 1, z: value }));

  it('accepts normal scores', () => {
    expect(verdict(scored(quantiles)).map(({ holds }) => holds)).toEqual([true, true, true, true]);
  });

  it('refuses a shift, standard errors that are half or twice what they should be, and one that is far off', () => {
    const isTrue = (z: readonly number[]) => verdict(scored(z)).every(({ holds }) => holds);
    expect(isTrue(quantiles.map((z) => z + 0.5))).toBe(false);
    expect(isTrue(quantiles.map((z) => 2 * z))).toBe(false);
    expect(isTrue(quantiles.map((z) => z / 2))).toBe(false);
    expect(isTrue([...quantiles.slice(1), 5])).toBe(false);
  });
});
