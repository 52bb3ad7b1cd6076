import { describe, expect, it } from 'vitest';
import { fitMarchenkoPastur, marchenkoPastur } from '../../../src/law/distribution/marchenko-pastur';

/** Midpoint rule in theta, which is exact to rounding for a periodic integrand, from the left edge to x. */
function integral(law: ReturnType<typeof marchenkoPastur>, x: number, power: number, count = 4000): number {
  const [left, right] = law.support;
  const end = 2 * Math.atan2(Math.sqrt(x - left), Math.sqrt(right - x));
  let sum = 0;
  for (let i = 0; i < count; i++) {
    const theta = ((i + 0.5) * end) / count;
    const at = left + (right - left) * Math.sin(theta / 2) ** 2;
    sum += ((law.density(at) * (right - left) * Math.sin(theta)) / 2) * at ** power;
  }
  return (sum * end) / count;
}

describe('marchenkoPastur', () => {
  for (const aspectRatio of [0.01, 0.25, 0.9, 1, 1.5, 8]) {
    it(`c = ${aspectRatio}: continuous part of mass 1, moments 1 and 1 + c of the whole law`, () => {
      const law = marchenkoPastur({ aspectRatio });
      const share = Math.min(1, 1 / aspectRatio);
      expect(integral(law, law.support[1], 0)).toBeCloseTo(1, 10);
      expect(share * integral(law, law.support[1], 1)).toBeCloseTo(1, 10);
      expect(share * integral(law, law.support[1], 2)).toBeCloseTo(1 + aspectRatio, 9);
    });

    it(`c = ${aspectRatio}: the distribution function is the density's integral`, () => {
      const law = marchenkoPastur({ aspectRatio, shift: -0.3, scale: 2 });
      const [left, right] = law.support;
      for (const share of [1e-3, 0.1, 0.4, 0.8, 0.999]) {
        const x = left + share * (right - left);
        // The midpoint rule over part of the range has an error of (theta / count)^2 / 24 times the integrand's slope.
        expect(Math.abs(law.cdf(x) - integral(law, x, 0))).toBeLessThan(1e-6);
      }
      expect([law.cdf(left - 1), law.cdf(left), law.cdf(right), law.cdf(right + 1)]).toEqual([0, 0, 1, 1]);
      expect([law.density(left - 1), law.density(left), law.density(right), law.density(right + 1)]).toEqual([
        0, 0, 0, 0,
      ]);
    });
  }

  it('is a quarter circle for c = 1: F(x) = (sqrt(x (4 - x)) / 2 + 2 asin(sqrt(x) / 2)) / pi', () => {
    const law = marchenkoPastur({ aspectRatio: 1 });
    for (const x of [1e-8, 0.01, 1, 2.5, 3.999]) {
      const exact = (Math.sqrt(x * (4 - x)) / 2 + 2 * Math.asin(Math.sqrt(x) / 2)) / Math.PI;
      expect(Math.abs(law.cdf(x) - exact)).toBeLessThan(1e-15);
    }
  });

  it('tends to the semicircle law as c tends to 0, without losing digits', () => {
    const aspectRatio = 1e-12;
    const law = marchenkoPastur({ aspectRatio, shift: -1e6, scale: 1e6 });
    for (const s of [-1.5, -0.2, 0, 1, 1.9]) {
      const exact = 0.5 + (s * Math.sqrt(4 - s * s)) / (4 * Math.PI) + Math.asin(s / 2) / Math.PI;
      // sqrt(c) is the distance to the limit, eps / sqrt(c) the rounding of the closed form.
      expect(Math.abs(law.cdf(s) - exact)).toBeLessThan(4e-6);
    }
  });

  it('rises monotonically close to its edges', () => {
    for (const aspectRatio of [0.2, 1, 3]) {
      const law = marchenkoPastur({ aspectRatio });
      const [left, right] = law.support;
      let last = 0;
      for (let k = 12; k > 0; k--) {
        const near = law.cdf(left + (right - left) * 10 ** -k);
        expect(near).toBeGreaterThanOrEqual(last - 4 * Number.EPSILON);
        expect(law.cdf(right - (right - left) * 10 ** -k)).toBeLessThanOrEqual(1);
        last = near;
      }
    }
  });

  it('refuses what is no law', () => {
    for (const aspectRatio of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => marchenkoPastur({ aspectRatio })).toThrow(RangeError);
    }
    expect(() => marchenkoPastur({ aspectRatio: 1, scale: 0 })).toThrow(RangeError);
    expect(() => marchenkoPastur({ aspectRatio: 1, shift: Number.NaN })).toThrow(RangeError);
  });
});

describe('fitMarchenkoPastur', () => {
  it('spans the given interval, and gives a law back from its own ends', () => {
    for (const aspectRatio of [0.1, 1, 4]) {
      const law = marchenkoPastur({ aspectRatio, shift: 0.7, scale: 0.3 });
      const fit = fitMarchenkoPastur(law.support[0], law.support[1], aspectRatio);
      expect(fit.support).toEqual(law.support);
      expect(fit.shift).toBeCloseTo(0.7, 13);
      expect(fit.scale).toBeCloseTo(0.3, 13);
      expect(fit.density(1)).toBeCloseTo(law.density(1), 12);
    }
  });

  it('refuses an empty or infinite interval', () => {
    expect(() => fitMarchenkoPastur(1, 1, 0.5)).toThrow(RangeError);
    expect(() => fitMarchenkoPastur(0, Number.POSITIVE_INFINITY, 0.5)).toThrow(RangeError);
    expect(() => fitMarchenkoPastur(0, 1, 0)).toThrow(RangeError);
  });
});
