import { describe, expect, it } from 'vitest';
import { defineModel } from '../../src/define-model';
import { optimalPreprocessing, weakRecoveryThreshold } from '../../src/initialization/optimal-preprocessing';
import { limitingLaw } from '../../src/law/limiting-law';
import type { PreprocessingInput } from '../../src/losses';
import type { ResponseInput } from '../../src/responses';

const modelOf = (response: ResponseInput, c: number, preprocessing: PreprocessingInput = { kind: 'clip', bound: 3 }) =>
  defineModel({ aspectRatio: c, response, preprocessing, wStar: [1] });
const topAlignment = (c: number, preprocessing: PreprocessingInput) =>
  limitingLaw(modelOf('phase-retrieval', c, preprocessing)).outliers.find(({ side }) => side === 'right')?.alignment
    .wStar ?? 0;

describe('weakRecoveryThreshold', () => {
  it.each(['phase-retrieval', 'amplitude'] as const)('is 2 for %s without noise', (kind) => {
    expect(weakRecoveryThreshold(modelOf(kind, 0.5))).toBeCloseTo(2, 10);
  });
  it('is 0 for signs, which say nothing of s^2, and 2 / (1 + noise^2)^2 for a linear response', () => {
    expect(weakRecoveryThreshold(modelOf('sign', 0.5))).toBeCloseTo(0, 12);
    // s given y is N(y / v, noise^2 / v) with v = 1 + noise^2, and y ~ N(0, v).
    const noisy = modelOf({ kind: 'linear', noise: 0.5 }, 0.5);
    expect(weakRecoveryThreshold(noisy)).toBeCloseTo(2 / 1.25 ** 2, 9);
  });
});

describe('optimalPreprocessing', () => {
  it('is (y - 1) / (y - 1 + sqrt(2 / c)) for phase retrieval without noise', () => {
    const { transform } = optimalPreprocessing(modelOf('phase-retrieval', 0.5));
    for (const y of [0.01, 0.5, 1, 4]) expect(transform(y)).toBeCloseTo((y - 1) / (y + 1), 12);
  });
  // Reference values of an independent computation.
  it.each([
    [0.1, 0.862715],
    [0.5, 0.485824],
    [1, 0.206037],
  ])('has at c = %d the squared alignment %d, above clips', (c, expected) => {
    const found = topAlignment(c, optimalPreprocessing(modelOf('phase-retrieval', c)));
    expect(Math.abs(found - expected)).toBeLessThan(1e-6);
    for (const bound of [1.5, 3, 6]) expect(found).toBeGreaterThan(topAlignment(c, { kind: 'clip', bound }));
  });
});
