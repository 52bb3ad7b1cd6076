import { beforeAll, describe, expect, it } from 'vitest';
import type { KernelExports } from '../../src/wasm/exports.generated';
import { createKernels } from '../../src/wasm/kernels';
import { doubleOfHex } from '../reference/hex-float';
import recorded from '../reference/normal-values.json';

const EPSILON = Number.EPSILON;

let exports: KernelExports;

beforeAll(async () => {
  ({ exports } = await createKernels());
});

function pairs(lines: readonly string[]): number[][] {
  return lines.map((line) => line.split(' ').map(doubleOfHex));
}

describe('Phi', () => {
  it('has 15 digits from -37.5 up, relative to itself', () => {
    for (const [x, expected] of pairs(recorded.cdf)) {
      // A rational function of degree 8 with positive coefficients, two exponentials, and the reference's own rounding.
      expect(Math.abs(exports.normalCdf(x) - expected)).toBeLessThanOrEqual(5 * EPSILON * expected);
    }
  });

  it('reaches its limits and is continuous where its approximations meet', () => {
    expect(exports.normalCdf(Number.NEGATIVE_INFINITY)).toBe(0);
    expect(exports.normalCdf(Number.POSITIVE_INFINITY)).toBe(1);
    expect(exports.normalCdf(-50)).toBe(0);
    expect(exports.normalCdf(0)).toBe(0.5);
    expect(exports.normalCdf(Number.NaN)).toBeNaN();
    for (const seam of [-5.656854249492381, -0.67448975, 0.67448975]) {
      const below = exports.normalCdf(seam * (1 - 1e-15));
      const above = exports.normalCdf(seam * (1 + 1e-15));
      // |x| phi(x) / Phi(x) <= x^2 + 1 turns 2e-15 in x into at most so much in Phi.
      expect(Math.abs(above / below - 1)).toBeLessThanOrEqual(2e-15 * (seam * seam + 1) + 10 * EPSILON);
    }
  });
});

describe('the inverse of Phi', () => {
  it("equals Python's NormalDist().inv_cdf", () => {
    for (const [u, expected] of pairs(recorded.pythonQuantile)) {
      // In the middle the same operations in the same order; further out a logarithm may differ by one unit.
      const tolerance = Math.abs(u - 0.5) <= 0.425 ? 0 : 2 * EPSILON * Math.abs(expected);
      expect(Math.abs(exports.normalQuantile(u) - expected)).toBeLessThanOrEqual(tolerance);
    }
  });

  it('inverts Phi to its published 16 digits', () => {
    for (let x = -8; x <= 5; x += 1 / 64) {
      const u = exports.normalCdf(x);
      // dx = du / phi(x), with u known to a few units.
      const density = Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);
      const tolerance = (5 * EPSILON * u) / density + 8 * EPSILON * Math.abs(x);
      expect(Math.abs(exports.normalQuantile(u) - x)).toBeLessThanOrEqual(tolerance);
    }
  });
});
