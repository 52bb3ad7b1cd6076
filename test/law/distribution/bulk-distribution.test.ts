import { describe, expect, it } from 'vitest';
import { BulkDistribution } from '../../../src/law/distribution/bulk-distribution';
import { marchenkoPastur } from '../../../src/law/distribution/marchenko-pastur';
import type { Bulk, Edge } from '../../../src/law/law';

const edge = (location: number | null, delta: number | null = 1): Edge => ({
  location,
  delta,
  residual: 0,
  error: 0,
  kind: location === null ? 'unbounded' : delta === null ? 'hard' : 'regular',
  certificate: null,
});
const softEdge = (location: number): Edge => ({ ...edge(location, null), kind: 'soft' });
const bulk = (left: Edge, right: Edge, mass = 1): Bulk => ({ left, right, mass, touchesZero: left.location === 0 });

describe('BulkDistribution', () => {
  it.each([0.01, 0.25, 0.99, 1, 4])('integrates the Marchenko-Pastur density, c = %d', (aspectRatio) => {
    const law = marchenkoPastur({ aspectRatio });
    const [left, right] = law.support;
    const touches = aspectRatio === 1 ? edge(left, null) : edge(left);
    const distribution = new BulkDistribution(bulk(touches, edge(right)), (x) => law.density(x), 1);
    expect(Math.abs(distribution.integral - 1)).toBeLessThan(1e-10);
    for (const share of [-1, 0, 1e-6, 0.01, 0.3, 0.77, 0.9999, 1, 2]) {
      const x = left + share * (right - left);
      expect(Math.abs(distribution.at(x) - law.cdf(x))).toBeLessThan(1e-9);
    }
  });

  it('follows the tails of an unbounded bulk on either side, or on both', () => {
    // A normal law, whole or cut at zero and doubled; erf by its own integral.
    const normal = (x: number) => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
    const whole = new BulkDistribution(bulk(edge(null), edge(null)), normal, 1);
    const right = new BulkDistribution(bulk(edge(0), edge(null)), (x) => (x > 0 ? 2 * normal(x) : 0), 1);
    const left = new BulkDistribution(bulk(edge(null), edge(0)), (x) => (x < 0 ? 2 * normal(x) : 0), 1);
    for (const [x, phi] of [
      [0, 0.5],
      [1, 0.841344746068543],
      [2.5, 0.993790334674224],
      [100, 1],
    ]) {
      expect(whole.at(x)).toBeCloseTo(phi, 9);
      expect(whole.at(-x)).toBeCloseTo(1 - phi, 9);
      expect(right.at(x)).toBeCloseTo(2 * phi - 1, 9);
      expect(left.at(-x)).toBeCloseTo(2 - 2 * phi, 9);
    }
  });

  it('leaves out the part beside a soft edge where the density cannot be told from zero', () => {
    const asked: number[] = [];
    const shape = (x: number) => Math.exp(-1 / x) * Math.sqrt(1 - x);
    // Midpoint rule in theta, x = sin^2(theta / 2): smooth and flat at both ends, hence exact.
    const count = 2000;
    const thetas = Array.from({ length: count }, (_, i) => ((i + 0.5) * Math.PI) / count);
    const norm = thetas.reduce((sum, t) => sum + shape(Math.sin(t / 2) ** 2) * Math.sin(t), 0) * (Math.PI / 2 / count);
    const density = (x: number) => {
      asked.push(x);
      return shape(x) / norm;
    };
    const total = new BulkDistribution(bulk(softEdge(0), edge(1), 1), density, 1).integral;
    expect(Math.abs(total - 1)).toBeLessThan(1e-7);
    expect(Math.min(...asked)).toBeGreaterThan(0.01);
  });

  it('refuses a density that has not the mass of its bulk', () => {
    const law = marchenkoPastur({ aspectRatio: 0.5 });
    const [left, right] = law.support;
    expect(() => new BulkDistribution(bulk(edge(left), edge(right), 0.5), (x) => law.density(x), 1)).toThrow(
      /mass of the bulk/,
    );
  });
});
