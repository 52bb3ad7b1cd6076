import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeLabels } from '../../src/plot/labels';

const FRAME = [0, 640] as const;

describe('placeLabels', () => {
  it('never lets two labels overlap, and keeps inside the frame what fits there', () => {
    const label = fc.record({
      x: fc.double({ noNaN: true, min: 0, max: 640 }),
      width: fc.integer({ min: 10, max: 300 }),
    });
    fc.assert(
      fc.property(fc.array(label, { maxLength: 12 }), (labels) => {
        const boxes = placeLabels(labels, FRAME).map(({ row, anchor }, k) => {
          const { x, width } = labels[k];
          return anchor === 'start' ? { row, from: x, to: x + width } : { row, from: x - width, to: x };
        });
        boxes.forEach((a, i) => {
          expect(a.from).toBeGreaterThanOrEqual(0);
          expect(a.to).toBeLessThanOrEqual(640);
          for (const b of boxes.slice(i + 1)) expect(a.row === b.row && a.from < b.to && b.from < a.to).toBe(false);
        });
      }),
      { numRuns: 500, seed: 3 },
    );
  });

  it('sets labels that are far apart in one row', () => {
    const rows = placeLabels(
      [100, 300, 500].map((x) => ({ x, width: 90 })),
      FRAME,
    ).map(({ row }) => row);
    expect(rows).toEqual([0, 0, 0]);
  });

  it('turns labels inward at the sides', () => {
    const anchors = placeLabels(
      [2, 638].map((x) => ({ x, width: 90 })),
      FRAME,
    ).map(({ anchor }) => anchor);
    expect(anchors).toEqual(['start', 'end']);
  });
});
