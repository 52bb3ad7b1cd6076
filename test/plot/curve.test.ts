import { describe, expect, it } from 'vitest';
import { clipCurve, lawCurves, marchenkoPasturCurve, type Point } from '../../src/plot/curve';
import { CASES } from './fabricate';

function area(curve: readonly Point[]): number {
  return curve.slice(1).reduce((sum, { x, y }, k) => sum + ((x - curve[k].x) * (y + curve[k].y)) / 2, 0);
}

describe('lawCurves', () => {
  it('has the area of the law and touches down at regular edges', () => {
    const { law } = CASES.twoBulks();
    const curves = lawCurves(law, [0, 2]);
    expect(curves).toHaveLength(2);
    for (const curve of curves) expect([curve[0].y, curve[curve.length - 1].y]).toEqual([0, 0]);
    // The trapezoid rule on 240 cosine nodes: (pi / 240)^2 of the curvature, below 1e-3 in all.
    expect(Math.abs(curves.reduce((sum, curve) => sum + area(curve), 0) - 1)).toBeLessThan(1e-3);
  });

  it('never evaluates a law where it may be singular', () => {
    const { law } = CASES.bothSides();
    const seen: number[] = [];
    lawCurves({ ...law, density: (x) => seen.push(x) }, [-20, 10]);
    expect(seen.length).toBeGreaterThan(200);
    expect(seen).not.toContain(0);
    expect(Math.min(...seen)).toBeGreaterThan(-20);
    expect(Math.max(...seen)).toBeLessThan(10);
  });

  it('stays up where a bulk reaches down to zero', () => {
    const [curve] = lawCurves(CASES.wideRange().law, [-1, 2]);
    expect(curve[0].x).toBeGreaterThan(0);
    expect(curve[0].y).toBeGreaterThan(100);
  });
});

describe('marchenkoPasturCurve', () => {
  it.each([CASES.oneSpike, CASES.atom])('is scaled to the area asked for, whatever its own mass', (make) => {
    const curve = marchenkoPasturCurve(make().marchenkoPastur.law, 0.5);
    expect(Math.abs(area(curve) - 0.5)).toBeLessThan(1e-3);
  });
});

describe('clipCurve', () => {
  it('ends exactly at the top and interrupts the line above it', () => {
    const tent = [0, 1, 2, 3, 4].map((x) => ({ x, y: 4 - 2 * Math.abs(x - 2) }));
    const clipped = clipCurve(tent, [0, 4], 3);
    expect(clipped.map(({ x }) => x)).toEqual([0, 1, 1.5, 2, 2.5, 3, 4]);
    expect(clipped.map(({ y }) => y)).toEqual([0, 2, 3, Number.NaN, 3, 2, 0]);
  });

  it('drops what lies beside the window', () => {
    const line = [0, 1, 2, 3].map((x) => ({ x, y: 1 }));
    expect(clipCurve(line, [0.5, 2.5], 3).map(({ x }) => x)).toEqual([1, 2]);
  });
});
