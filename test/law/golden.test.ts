/** Numbers checked by theory and by simulation before this project was written; each to the digits it was given with. */

import { describe, expect, it } from 'vitest';
import { AssembledLaw } from '../../src/law/assembled-law';
import type { Law } from '../../src/law/law';
import { limitingLaw } from '../../src/law/limiting-law';
import { defineModel } from '../../src/model/define-model';
import { denseCurvature } from './dense-curvature';
import { frameGeometry } from './frame-geometry';

interface Signals {
  readonly mean?: readonly number[];
  readonly w?: readonly number[];
  readonly wStar?: readonly number[];
}

function lawOf(
  loss: 'logistic' | 'exponential' | 'phase-retrieval',
  aspectRatio: number,
  { mean = [0, 0], w = [0, 0], wStar = [0, 0] }: Signals,
  eigenvalues: readonly number[] = [1],
): Law {
  const response = loss === 'phase-retrieval' ? 'phase-retrieval' : 'logistic';
  const covariance = { eigenvalues: [...eigenvalues], weights: eigenvalues.map(() => 1 / eigenvalues.length) };
  return limitingLaw(
    defineModel({ aspectRatio, response, loss, covariance, mean: [...mean], w: [...w], wStar: [...wStar] }),
  );
}

/** Equal to the last digit given. */
function expectDigits(actual: number | null | undefined, digits: string): void {
  const decimals = digits.split('.')[1]?.length ?? 0;
  expect(Math.abs((actual as number) - Number(digits))).toBeLessThan(0.5001 * 10 ** -decimals);
}

function expectEdges(law: Law, digits: readonly (readonly [string, string | null])[]): void {
  expect(law.bulks.length).toBe(digits.length);
  digits.forEach(([left, right], k) => {
    expectDigits(law.bulks[k].left.location, left);
    if (right === null) expect(law.bulks[k].right.location).toBeNull();
    else expectDigits(law.bulks[k].right.location, right);
  });
}

describe('w = wStar = 0, logistic loss, c = 1/4', () => {
  it.each([
    [0.8, '0.590625', '0.4642857'],
    [2, '0.84375', '0.83333'],
  ])('|mean|^2 = %d', (rho, location, alignment) => {
    const law = lawOf('logistic', 0.25, { mean: [Math.sqrt(rho)] });
    expectDigits(law.outliers[0].location, location);
    expectDigits(law.outliers[0].alignment.mean, alignment);
    expectEdges(law, [['0.0625', '0.5625']]);
  });
});

describe('mean = wStar = 0, logistic loss, c = 0.1', () => {
  it.each([
    [1.5, '0.0784693', '0.0754140', '0.58564'],
    [2, '0.0642074', '0.0520934', '0.85195'],
    [4, '0.0307024', '0.0127715', '0.96849'],
  ])('|w| = %d', (w, left, location, alignment) => {
    const law = lawOf('logistic', 0.1, { w: [w] });
    expectDigits(law.bulks[0].left.location, left);
    expect(law.outliers.length).toBe(1);
    expect(law.outliers[0].side).toBe('left');
    expectDigits(law.outliers[0].location, location);
    expectDigits(law.outliers[0].alignment.w, alignment);
  });
});

describe('the smallest |w| with an outlier, logistic loss, mean = wStar = 0', () => {
  it.each([
    [0.05, 0.9077, 1e-4],
    [0.1, 1.25794, 1e-5],
    [0.2, 1.96998, 1e-5],
    [0.3, 3.01907, 1e-5],
  ])('c = %d', (c, threshold, digit) => {
    expect(lawOf('logistic', c, { w: [threshold - digit] }).outliers.length).toBe(0);
    expect(lawOf('logistic', c, { w: [threshold + digit] }).outliers.length).toBe(1);
  });

  it('is not there for c = 0.5', () => {
    for (const w of [1, 3, 6, 12]) expect(lawOf('logistic', 0.5, { w: [w] }).outliers).toEqual([]);
  });
});

describe('p = 800, n = 6000, logistic model, C = I', () => {
  const c = 800 / 6000;

  it('mean = w = wStar, of unit norm: no outlier', () => {
    const law = lawOf('logistic', c, { mean: [1], w: [1], wStar: [1] });
    expectEdges(law, [['0.0681796', '0.3441342']]);
    expect(law.outliers).toEqual([]);
  });

  it('mean orthogonal to w, of unit norm: one outlier along the mean', () => {
    const law = lawOf('logistic', c, { mean: [1, 0], w: [0, 1], wStar: [0, 1] });
    expectEdges(law, [['0.0815378', '0.3912764']]);
    expect(law.outliers.length).toBe(1);
    expectDigits(law.outliers[0].location, '0.4713443');
    expectDigits(law.outliers[0].alignment.mean, '0.75249');
    expect(law.outliers[0].alignment.w).toBeCloseTo(0, 12);
  });
});

it('exponential loss, |w| = 1: a left edge and no right one', () => {
  expectEdges(lawOf('exponential', 2 / 15, { w: [1] }), [['0.462595', null]]);
});

describe('C with two eigenvalues, w = mean of unit norm, c = 2/15', () => {
  const signals = { mean: [1], w: [1] };

  it('1 and 2: one bulk', () => {
    expectEdges(lawOf('logistic', 2 / 15, signals, [1, 2]), [['0.0754', '0.5791']]);
  });

  it('1 and 4: two bulks, and an outlier in the gap', () => {
    const law = lawOf('logistic', 2 / 15, signals, [1, 4]);
    expectEdges(law, [
      ['0.0699', '0.2340'],
      ['0.3398', '1.0555'],
    ]);
    const inGap = law.outliers.filter(({ side }) => side === 'gap');
    expect(inGap.length).toBe(1);
    expectDigits(inGap[0].location, '0.3344');
  });
});

it('phase retrieval, |wStar| = 2, |w| = 1, orthogonal, c = 2/15: moments of g and the mass below zero', () => {
  const law = lawOf('phase-retrieval', 2 / 15, { w: [1, 0], wStar: [0, 2] }) as AssembledLaw;
  expect(law.curvature.mean).toBeCloseTo(-1, 12);
  expect(law.curvature.secondMoment).toBeCloseTo(51, 10);
  expect(law.support).toEqual([[null, null]]);
  // -Im / pi of log(phi - z) + E[log(1 + g delta)] / c - delta phi / c at z = 0 + 1e-5 i, on 400 x 400 Gauss nodes.
  expectDigits(law.cdf(0), '0.63289');
});

describe('spectral initialization, T = (y - 1) / (y + sqrt(2/c) - 1), noiseless phase retrieval', () => {
  // T depends on h* alone: the direction called w here.
  const lawFor = (c: number) => {
    const pole = Math.sqrt(2 / c) - 1;
    const geometry = frameGeometry([1], [1], { w: [1] });
    const curvature = denseCurvature(geometry, (h) => (h * h - 1) / (h * h + pole), [-1 / pole, 1], 8000);
    return new AssembledLaw(curvature, geometry, c);
  };

  it.each([
    [0.1, '0.862715', '0.267084'],
    [0.5, '0.485824', '0.604776'],
    [1, '0.206037', '1.037038'],
    [1.9, '0.010638', '1.900259'],
  ])('c = %d', (c, alignment, location) => {
    const law = lawFor(c);
    expect(law.bulks[law.bulks.length - 1].right.location).toBeCloseTo(c, 6);
    expectDigits(law.outliers[law.outliers.length - 1].location, location);
    expectDigits(law.outliers[law.outliers.length - 1].alignment.w, alignment);
  });

  it('recovers weakly up to c = 2', () => {
    const { outliers } = lawFor(1.99);
    expect(outliers[outliers.length - 1].side).toBe('right');
    expect(outliers[outliers.length - 1].alignment.w).toBeGreaterThan(0);
    expect(outliers[outliers.length - 1].alignment.w).toBeLessThan(0.0107 / 10);
  });
});
