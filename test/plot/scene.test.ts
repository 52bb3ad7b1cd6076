import { describe, expect, it } from 'vitest';
import { sceneOf } from '../../src/plot/scene';
import { CASES } from './fabricate';

describe('sceneOf', () => {
  it('shows every eigenvalue and every outlier of a bounded law near them', () => {
    const { window, histogram, beyond, values } = sceneOf(CASES.threeTrials());
    expect(window[0]).toBeLessThan(0.061);
    expect(window[1]).toBeGreaterThan(0.4713443);
    expect([beyond.left.count, beyond.right.count, values.length]).toEqual([0, 0, 2400]);
    const area = histogram.density.reduce((sum, y, k) => sum + y * (histogram.edges[k + 1] - histogram.edges[k]), 0);
    expect(Math.abs(area - 1)).toBeLessThan(8 * Number.EPSILON * histogram.counts.length);
  });

  it('aligns the bins with the edges of the bulks', () => {
    const comparison = CASES.twoBulks();
    const { edges } = sceneOf(comparison).histogram;
    for (const end of comparison.law.support.flat()) expect(edges).toContain(end);
  });

  it('takes the atom out of the histogram, whose area is what is left', () => {
    const { atom, histogram } = sceneOf(CASES.atom());
    expect(atom).toEqual({ predicted: 0.5, simulated: 0.5 });
    const area = histogram.density.reduce((sum, y, k) => sum + y * (histogram.edges[k + 1] - histogram.edges[k]), 0);
    expect(Math.abs(area - 0.5)).toBeLessThan(8 * Number.EPSILON * histogram.counts.length);
  });

  it('ends an unbounded tail where hardly anything is left, and counts that', () => {
    const comparison = CASES.unbounded();
    const { unbounded, beyond, window } = sceneOf(comparison);
    const far = comparison.trials[0].eigenvalues.filter((value) => value > window[1]);
    expect(unbounded).toEqual({ left: false, right: true });
    expect(beyond.right).toEqual({ count: far.length, extreme: far[far.length - 1] });
    expect(far.length).toBeGreaterThan(0);
    expect(far.length).toBeLessThan(0.01 * 800);
  });

  it('leaves a far outlier outside rather than squeezing the bulk', () => {
    const { window, beyond } = sceneOf(CASES.wideRange());
    expect(window[1]).toBeLessThan(2);
    expect(beyond.right.count).toBe(1);
  });

  it('cuts a diverging peak, and no other', () => {
    const diverging = sceneOf(CASES.wideRange());
    expect(diverging.peak).toBeGreaterThan(10 * diverging.top);
    for (const curve of diverging.law) {
      for (const { y } of curve) expect(y > diverging.top).toBe(false);
    }
    const regular = sceneOf(CASES.twoBulks());
    expect(regular.top).toBe(regular.peak);
  });
});
