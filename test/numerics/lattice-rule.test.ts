import { describe, expect, it } from 'vitest';
import { latticeRule } from '../../src/numerics/lattice-rule';

describe("Gauss's rule for sums over equidistant points", () => {
  it('has the points themselves as nodes where there are 16', () => {
    const { nodes, weights } = latticeRule(16);
    nodes.forEach((node, j) => {
      expect(Math.abs(node - j)).toBeLessThan(1e-12);
      expect(Math.abs(weights[j] - 1)).toBeLessThan(1e-12);
    });
  });

  it.each([17, 48, 960])('sums powers up to degree 31 over %d points, and not degree 32', (count) => {
    const { nodes, weights } = latticeRule(count);
    const center = (count - 1) / 2;
    const errors = [0, 1, 16, 30, 31, 32].map((degree) => {
      const power = (x: number) => ((x - center) / center) ** degree;
      const sum = nodes.reduce((total, node, j) => total + weights[j] * power(node), 0);
      return Math.abs(sum - Array.from({ length: count }, (_, k) => power(k)).reduce((a, b) => a + b)) / count;
    });
    for (const error of errors.slice(0, 5)) expect(error).toBeLessThan(1e-14);
    if (count > 17) expect(errors[5]).toBeGreaterThan(1e-12);
  });

  it('sums exp(-k / 400) over a thousand points', () => {
    const { nodes, weights } = latticeRule(1000);
    const sum = nodes.reduce((total, node, j) => total + weights[j] * Math.exp(-node / 400), 0);
    const exact = (1 - Math.exp(-2.5)) / (1 - Math.exp(-1 / 400));
    expect(Math.abs(sum / exact - 1)).toBeLessThan(1e-13);
  });
});
