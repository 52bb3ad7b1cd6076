import { describe, expect, it } from 'vitest';
import { limitingLaw } from '../../src/law/limiting-law';
import { transition } from '../../src/law/transitions/transition';
import { defineModel } from '../../src/model/define-model';
import { clippedSquares, criticalAspectRatio, topEigenvalue } from './spectral-initialization';

const CASES = [
  { norm: 1, noise: 0, bound: 3 },
  { norm: 1, noise: 0, bound: 6 },
  { norm: 2, noise: 0, bound: 1.5 },
  { norm: 1, noise: 0.3, bound: 2 },
  { norm: 1.5, noise: 1, bound: 4 },
];

const modelOf = ({ norm, noise, bound }: (typeof CASES)[number], aspectRatio: number) =>
  defineModel({
    aspectRatio,
    response: { kind: 'phase-retrieval', noise },
    preprocessing: { kind: 'clip', bound },
    wStar: [norm],
  });

describe('spectral initialization by Lu & Li and by Mondelli & Montanari, coded apart', () => {
  it.each(CASES)('%j: largest eigenvalue, its alignment and the edge, below and above the threshold', (entry) => {
    const data = clippedSquares(entry.norm, entry.noise, entry.bound);
    expect(data.mass.reduce((sum, mass) => sum + mass, 0)).toBeCloseTo(1, 11);
    expect(data.square.reduce((sum, square) => sum + square, 0)).toBeCloseTo(1, 11);
    const seen = new Set<boolean>();
    for (const c of [0.05, 0.2, 0.5, 0.9, 1.3, 2.2]) {
      const { edge, outlier } = topEigenvalue(data, c);
      const law = limitingLaw(modelOf(entry, c));
      const right = law.outliers.filter(({ side }) => side === 'right');
      expect(Math.abs((law.bulks.at(-1)?.right.location as number) / edge - 1)).toBeLessThan(1e-8);
      expect(right.length).toBe(outlier ? 1 : 0);
      seen.add(outlier !== null);
      if (!outlier) continue;
      expect(Math.abs(right[0].location / outlier.location - 1)).toBeLessThan(1e-8);
      expect(Math.abs((right[0].alignment.wStar as number) - outlier.alignment)).toBeLessThan(1e-8);
    }
    expect(seen.size).toBe(2);
  });

  it.each(CASES)('%j: the threshold in c, below the 2 that no preprocessing passes', (entry) => {
    const expected = criticalAspectRatio(clippedSquares(entry.norm, entry.noise, entry.bound));
    const { criticals } = transition(modelOf(entry, 0.3), { vary: 'aspectRatio', points: 2 });
    const right = criticals.filter(({ side }) => side === 'right');
    expect(right.length).toBe(1);
    expect(right[0].present).toBe('below');
    expect(Math.abs(right[0].value / expected - 1)).toBeLessThan(1e-8);
    expect(right[0].value).toBeLessThan(2);
  });
});
