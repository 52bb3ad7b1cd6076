import { describe, expect, it } from 'vitest';
import { ledoitWolf } from '../../src/dataset/ledoit-wolf';
import reference from '../reference/ledoit-wolf.json' with { type: 'json' };

/** Straight from the paper: the mean over samples of |x_i x_i^T - S|^2, in the norm |A|^2 = tr(A A^T) / p. */
function byDefinition(rows: readonly (readonly number[])[]): { amount: number; target: number } {
  const [n, p] = [rows.length, rows[0].length];
  const mean = rows[0].map((_, j) => rows.reduce((sum, row) => sum + row[j], 0) / n);
  const x = rows.map((row) => row.map((value, j) => value - mean[j]));
  const s = mean.map((_, i) => mean.map((__, j) => x.reduce((sum, row) => sum + row[i] * row[j], 0) / n));
  const square = (entry: (i: number, j: number) => number) => {
    let sum = 0;
    for (let i = 0; i < p; i++) for (let j = 0; j < p; j++) sum += entry(i, j) ** 2;
    return sum / p;
  };
  const target = s.reduce((sum, row, i) => sum + row[i], 0) / p;
  const d2 = square((i, j) => s[i][j] - (i === j ? target : 0));
  const noise = x.reduce((sum, row) => sum + square((i, j) => row[i] * row[j] - s[i][j]), 0) / n ** 2;
  return { amount: Math.min(noise, d2) / d2, target };
}

function momentsOf(rows: readonly (readonly number[])[]) {
  const [samples, features] = [rows.length, rows[0].length];
  const mean = rows[0].map((_, j) => rows.reduce((sum, row) => sum + row[j], 0) / samples);
  const x = rows.map((row) => row.map((value, j) => value - mean[j]));
  let [trace, squaredNorm] = [0, 0];
  for (let i = 0; i < features; i++) {
    for (let j = 0; j < features; j++) {
      const entry = x.reduce((sum, row) => sum + row[i] * row[j], 0) / samples;
      squaredNorm += entry * entry;
      if (i === j) trace += entry;
    }
  }
  const fourthMoment =
    x.reduce((sum, row) => sum + row.reduce((inner, value) => inner + value * value, 0) ** 2, 0) / samples;
  return { samples, features, trace, squaredNorm, fourthMoment };
}

describe('Ledoit-Wolf shrinkage', () => {
  it.each(reference.map((entry) => [entry.name, entry] as const))('meets NumPy, and its definition: %s', (_, entry) => {
    const { amount, target } = ledoitWolf(momentsOf(entry.rows));
    const plain = byDefinition(entry.rows);
    // Differences of |S|^2 / p and m^2 cancel to a few digits less.
    expect(Math.abs(amount - entry.shrinkage)).toBeLessThan(1e-11);
    expect(Math.abs(amount - plain.amount)).toBeLessThan(1e-11);
    expect(Math.abs(target / entry.target - 1)).toBeLessThan(1e-13);
  });

  it('leaves nothing of a multiple of the identity, and no more than all of anything', () => {
    const moments = { samples: 10, features: 3, trace: 6, squaredNorm: 12, fourthMoment: 100 };
    expect(ledoitWolf(moments)).toEqual({ amount: 1, target: 2 });
    expect(ledoitWolf({ ...moments, squaredNorm: 12.001, fourthMoment: 1e6 }).amount).toBe(1);
    // Two samples, mirror images: x_i x_i^T = S.
    expect(ledoitWolf({ ...moments, squaredNorm: 36, fourthMoment: 36 }).amount).toBe(0);
  });
});
