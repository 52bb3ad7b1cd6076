import { describe, expect, it } from 'vitest';
import { matchEigenvalues } from '../../src/compare/matching';
import type { Law } from '../../src/law/law';

/** Just what matching looks at. */
function lawWith(support: [number, number | null][], outliers: [number, string][], atomAtZero = 0): Law {
  return {
    atomAtZero,
    bulks: support.map(([left, right]) => ({ left: { location: left }, right: { location: right } })),
    outliers: outliers.map(([location, side]) => ({ location, side })),
  } as unknown as Law;
}

describe('matching', () => {
  it('takes extremes by rank and gaps by nearness', () => {
    const law = lawWith(
      [
        [1, 2],
        [4, 5],
      ],
      [
        [0.5, 'left'],
        [2.9, 'gap'],
        [3.1, 'gap'],
        [6, 'right'],
        [7, 'right'],
      ],
    );
    const { outliers, bulks } = matchEigenvalues(Float64Array.of(0.9, 1.1, 1.9, 2.7, 3.2, 4.1, 4.9, 5.05, 9), law);
    expect(outliers).toEqual([0, 3, 4, 7, 8]);
    expect(bulks).toEqual([Float64Array.of(1.1, 1.9), Float64Array.of(4.1, 4.9)]);
  });

  it('leaves structural zeros out, of either sign', () => {
    const law = lawWith([[0.2, 2]], [[0.1, 'left']], 0.5);
    const { outliers, bulks } = matchEigenvalues(Float64Array.of(-1e-17, 0, 1e-16, 0.11, 0.3, 1.9), law);
    expect(outliers).toEqual([3]);
    expect(bulks).toEqual([Float64Array.of(0.3, 1.9)]);
  });

  it('keeps tiny eigenvalues where the law has no atom', () => {
    const { bulks } = matchEigenvalues(Float64Array.of(1e-17, 1), lawWith([[0, null]], []));
    expect(bulks[0].length).toBe(2);
  });
});
