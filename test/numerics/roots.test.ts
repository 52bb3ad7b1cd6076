import { describe, expect, it } from 'vitest';
import { findMinimum, findRoot } from '../../src/numerics/roots';

const bracket = (f: (x: number) => number, a: number, b: number) => ({ a, b, fa: f(a), fb: f(b) });

describe('findRoot', () => {
  it('finds simple, flat and one-sided roots to rounding', () => {
    for (const [f, a, b, root] of [
      [(x: number) => x * x - 2, 0, 2, Math.SQRT2],
      [(x: number) => Math.cos(x) - x, 0, 1, 0.7390851332151607],
      [(x: number) => Math.expm1(50 * (x - 0.3)), 0, 1, 0.3],
      [(x: number) => Math.log(x), 1e-300, 1e10, 1],
    ] as const) {
      expect(Math.abs(findRoot(f, bracket(f, a, b)).x - root)).toBeLessThan(4 * Number.EPSILON);
    }
  });

  it('bisects through infinite values', () => {
    const f = (x: number) => (x < 0.5 ? Number.NEGATIVE_INFINITY : x - 0.6);
    expect(findRoot(f, bracket(f, 0, 1)).x).toBeCloseTo(0.6, 14);
  });

  it('takes a root at an end, and the order of the ends does not matter', () => {
    const f = (x: number) => x;
    expect(findRoot(f, bracket(f, 0, 1))).toMatchObject({ x: 0, uncertainty: 0 });
    expect(findRoot((x) => x - 0.25, { a: 1, b: 0, fa: 0.75, fb: -0.25 }).x).toBe(0.25);
  });

  it('refuses a bracket without a change of sign, and NaN', () => {
    expect(() => findRoot((x) => x + 1, { a: 0, b: 1, fa: 1, fb: 2 })).toThrow(RangeError);
    expect(() => findRoot(() => Number.NaN, { a: 0, b: 1, fa: Number.NaN, fb: 2 })).toThrow(RangeError);
  });

  it('is bounded', () => {
    let calls = 0;
    const step = (x: number) => {
      calls++;
      return x < Math.PI ? -1 : 1;
    };
    findRoot(step, { a: -1e300, b: 1e300, fa: -1, fb: 1 }, 0, 40);
    expect(calls).toBeLessThanOrEqual(40);
  });
});

describe('findMinimum', () => {
  it('finds a minimum to the square root of rounding', () => {
    const { x: flat } = findMinimum((x) => (x - 0.3) ** 2 + x ** 4, -1, 2, 1e-9);
    expect(Math.abs(2 * (flat - 0.3) + 4 * flat ** 3)).toBeLessThan(1e-7);
    expect(findMinimum((x) => Math.abs(x - 1 / 3), 0, 1, 1e-9).x).toBeCloseTo(1 / 3, 8);
  });

  it('stops as soon as the value is low enough', () => {
    let calls = 0;
    const f = (x: number) => {
      calls++;
      return x - 10;
    };
    expect(findMinimum(f, 0, 1, 1e-12, 0).value).toBeLessThan(0);
    expect(calls).toBe(1);
  });
});
