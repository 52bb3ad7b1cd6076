/**
 * Whether z-scores are those of a true theory: each of them standard normal. Those of one model share its samples and are
 * correlated, so bounds count the models, not the scores.
 */

import type { Score } from './scores';

export interface Check {
  readonly name: string;
  readonly value: number;
  /** Value's bounds; a true theory leaves them once in a thousand runs, or less. */
  readonly bounds: readonly [number, number];
  readonly holds: boolean;
}

export function verdict(scores: readonly Score[]): Check[] {
  const z = scores.map((score) => score.z).sort((a, b) => a - b);
  const models = new Set(scores.map(({ model }) => model)).size;
  const check = (name: string, value: number, bounds: readonly [number, number]): Check => ({
    name,
    value,
    bounds,
    holds: value >= bounds[0] && value <= bounds[1],
  });
  const meanSquare = z.reduce((sum, value) => sum + value * value, 0) / z.length;
  const spread = 3.3 * Math.sqrt(2 / models);
  return [
    check('largest absolute z', Math.max(...z.map(Math.abs)), [0, bonferroni(z.length)]),
    check(
      'mean of z',
      z.reduce((sum, value) => sum + value, 0) / z.length,
      [-3.3, 3.3].map((k) => k / Math.sqrt(models)) as [number, number],
    ),
    check('mean of z^2', meanSquare, [Math.max(0, 1 - spread), 1 + spread + (spread * spread) / 3]),
    // Kolmogorov's distribution: P(sqrt(n) D > 1.95) = 0.001.
    check('Kolmogorov-Smirnov distance to N(0, 1)', kolmogorovSmirnov(z), [0, 1.95 / Math.sqrt(models)]),
  ];
}

/** |z| that the largest of `count` standard normal numbers exceeds with probability 1e-3 at most: 2 count (1 - Phi(z)). */
function bonferroni(count: number): number {
  let z = 3;
  while (2 * count * (1 - normalCdf(z)) > 1e-3) z += 0.01;
  return z;
}

function kolmogorovSmirnov(sorted: readonly number[]): number {
  return sorted.reduce((most, value, i) => {
    const expected = normalCdf(value);
    return Math.max(most, expected - i / sorted.length, (i + 1) / sorted.length - expected);
  }, 0);
}

/** Phi by Simpson's rule for the density from 0. */
export function normalCdf(x: number): number {
  const steps = 200;
  const density = (t: number) => Math.exp((-t * t) / 2) / Math.sqrt(2 * Math.PI);
  let sum = 0;
  for (let i = 0; i <= steps; i++) sum += density((x * i) / steps) * (i === 0 || i === steps ? 1 : i % 2 === 1 ? 4 : 2);
  return 0.5 + (sum * x) / (3 * steps);
}
