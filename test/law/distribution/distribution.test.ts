import { describe, expect, it } from 'vitest';
import { ConvergenceError } from '../../../src/errors';
import { AssembledLaw } from '../../../src/law/assembled-law';
import {
  conditionNumber,
  logDeterminant,
  negativeFraction,
  traceOfInverse,
} from '../../../src/law/distribution/linear-statistics';
import { marchenkoPastur } from '../../../src/law/distribution/marchenko-pastur';
import { limitingLaw } from '../../../src/law/limiting-law';
import { defineModel } from '../../../src/model/define-model';
import { NODES, RULE } from '../../../src/numerics/gauss-legendre';
import { discreteCurvature } from '../dense-curvature';
import { frameGeometry } from '../frame-geometry';

const marchenkoPasturLaw = (aspectRatio: number) =>
  limitingLaw(defineModel({ aspectRatio, response: 'linear', loss: 'square' }));
const logistic = limitingLaw(defineModel({ aspectRatio: 0.2, response: 'logistic', loss: 'logistic', w: [1.5] }));
const twoBulks = limitingLaw(
  defineModel({
    aspectRatio: 2 / 15,
    response: 'logistic',
    loss: 'logistic',
    w: [1],
    covariance: { eigenvalues: [1, 4], weights: [0.25, 0.75] },
  }),
);
const withAtom = marchenkoPasturLaw(2);
const unbounded = limitingLaw(defineModel({ aspectRatio: 0.2, response: 'logistic', loss: 'exponential', w: [0.5] }));
/** g = -1 and 2, for c > 1: bulks on both sides of an atom at zero. */
const bothSides = new AssembledLaw(
  discreteCurvature(frameGeometry([1], [1], {}), [-1, 2], [0.3, 0.7]),
  frameGeometry([1], [1], {}),
  3,
);

describe('errors', () => {
  it.each([0.5, 1, 4])('of the distribution function hold against the closed form, Marchenko-Pastur, c = %d', (c) => {
    const law = marchenkoPasturLaw(c);
    const exact = marchenkoPastur({ aspectRatio: c });
    const [left, right] = exact.support;
    for (const share of [1e-6, 0.01, 0.3, 0.77, 0.9999]) {
      const x = left + share * (right - left);
      const { value, error } = law.cdfEstimate(x);
      expect(value).toBe(law.cdf(x));
      // The closed form is that of the continuous part, itself integrated to some 1e-14.
      const expected = law.atomAtZero + (1 - law.atomAtZero) * exact.cdf(x);
      expect(Math.abs(value - expected)).toBeLessThanOrEqual(error + 1e-13);
      expect(error).toBeLessThan(1e-9);
    }
  });

  // The mass up to x = left + (x_1 - left) u^2, u from 0 to 1: no square root is left at the edge, nor at x_1.
  it.each([
    ['logistic', logistic],
    ['two bulks', twoBulks],
    ['unbounded', unbounded],
  ])('of the distribution function and of quantiles hold against plain integrals of the density: %s', (_, law) => {
    const { left } = law.bulks[0];
    const start = left.location as number;
    for (const probability of [1e-3, 0.1, 0.2]) {
      const { value: x, error: off } = law.quantileEstimate(probability);
      const cells = 24;
      const sum = (count: number) => {
        let mass = 0;
        for (let i = 0; i < count; i++) {
          for (let j = 0; j < NODES; j++) {
            const u = (i + 0.5 * (1 + RULE.nodes[j])) / count;
            mass += (RULE.weights[j] / count) * u * (x - start) * law.density(start + (x - start) * u * u);
          }
        }
        return mass;
      };
      const mass = sum(cells);
      const own = Math.abs(mass - sum(cells / 2));
      const { value, error } = law.cdfEstimate(x);
      expect(Math.abs(value - mass)).toBeLessThanOrEqual(error + own + 1e-14);
      expect(error).toBeGreaterThan(0);
      expect(error).toBeLessThan(1e-8);
      expect(own).toBeLessThan(1e-10);
      // The quantile is where the integral says, to its error: x moves by the mass over the density.
      expect(Math.abs(mass - probability) / law.density(x)).toBeLessThanOrEqual(off + (own + 1e-14) / law.density(x));
    }
  });

  it('are none beyond the support, and those of the edges at its ends', () => {
    const { left, right } = logistic.bulks[0];
    expect(logistic.cdfEstimate((left.location as number) - 1)).toEqual({ value: 0, error: 0 });
    expect(logistic.cdfEstimate((right.location as number) + 1)).toEqual({ value: 1, error: 0 });
    expect(logistic.quantileEstimate(0).error).toBeGreaterThanOrEqual(left.error);
  });
});

describe('quantile', () => {
  it.each([
    ['logistic', logistic],
    ['two bulks', twoBulks],
    ['an atom at zero', withAtom],
    ['bulks on both sides of an atom', bothSides],
    ['unbounded', unbounded],
  ])('inverts the distribution function: %s', (_, law) => {
    for (const { left, right } of law.bulks) {
      const low = left.location as number;
      const high = right.location ?? low + 5;
      for (const share of [1e-4, 0.02, 0.3, 0.5, 0.9, 0.999]) {
        const x = low + share * (high - low);
        const density = law.density(x);
        // Rounding of F over its slope.
        expect(Math.abs(law.quantile(law.cdf(x)) - x)).toBeLessThan(1e-12 + (8 * Number.EPSILON) / density);
      }
    }
    for (let i = 1; i < 20; i++) {
      const x = law.quantile(i / 20);
      const jump = x === 0 ? law.atomAtZero : 0;
      expect(law.cdf(x) - i / 20).toBeGreaterThan(-1e-13);
      expect(law.cdf(x) - jump - i / 20).toBeLessThan(1e-13);
    }
  });

  it('ends at the ends of the support, steps over gaps and stops at the atom', () => {
    expect([twoBulks.quantile(0), twoBulks.quantile(1)]).toEqual([
      twoBulks.bulks[0].left.location,
      twoBulks.bulks[1].right.location,
    ]);
    const { mass } = twoBulks.bulks[0];
    expect(twoBulks.quantile(mass * (1 - 1e-12))).toBeLessThanOrEqual(twoBulks.bulks[0].right.location as number);
    expect(twoBulks.quantile(mass * (1 + 1e-9))).toBeGreaterThanOrEqual(twoBulks.bulks[1].left.location as number);
    expect([withAtom.quantile(0.25), withAtom.quantile(0.5)]).toEqual([0, 0]);
    expect(unbounded.quantile(1)).toBe(Number.POSITIVE_INFINITY);
    for (const probability of [-0.1, 1.1, Number.NaN]) expect(() => logistic.quantile(probability)).toThrow(RangeError);
  });
});

describe('moments', () => {
  it.each([0.1, 0.25, 1, 3])('of Marchenko-Pastur are sums of Narayana numbers, c = %d', (c) => {
    const expected = [1, 1 + c, 1 + 3 * c + c * c, 1 + 6 * c + 6 * c * c + c ** 3];
    marchenkoPasturLaw(c).moments.forEach(({ order, value, error }, k) => {
      expect(order).toBe(k + 1);
      expect(Math.abs(value - expected[k])).toBeLessThanOrEqual(error);
      expect(error).toBeLessThan(1e-12);
    });
  });

  it.each([
    ['logistic', logistic, 1e-12],
    ['two bulks', twoBulks, 1e-12],
    ['an atom at zero', withAtom, 1e-12],
    ['bulks on both sides of an atom', bothSides, 1e-9],
    ['unbounded', unbounded, 1e-9],
  ])('are the integrals of x^k: %s', (_, law, accuracy) => {
    for (const { order, value, error } of law.moments) {
      const integral = law.integrate((x) => x ** order);
      const size = law.integrate((x) => Math.abs(x) ** order).value;
      expect(Math.abs(integral.value - value)).toBeLessThanOrEqual(integral.error + error + accuracy * size);
    }
  });

  it('of phase retrieval are Gaussian moments, exactly', () => {
    // g = 3 h^2 - y, y = h*^2, h and h* independent of variance 1 and 4: E g^k = -1, 51, -447, 25161.
    const c = 2 / 15;
    const law = limitingLaw(
      defineModel({ aspectRatio: c, response: 'phase-retrieval', loss: 'phase-retrieval', w: [1, 0], wStar: [0, 2] }),
    );
    const expected = [
      -1,
      1 + 51 * c,
      -1 - 153 * c - 447 * c * c,
      1 + 306 * c + (4 * 447 + 2 * 51 ** 2) * c * c + 25161 * c ** 3,
    ];
    law.moments.forEach(({ value, error }, k) => {
      expect(Math.abs(value - expected[k])).toBeLessThan(error + 1e-13 * Math.abs(expected[k]));
      expect(error).toBeLessThan(1e-10 * Math.abs(expected[k]));
    });
  });

  it('of order one and two are E[g] E[t] and E[g]^2 E[t^2] + c E[g^2] E[t]^2', () => {
    const { mean, secondMoment } = (twoBulks as AssembledLaw).curvature;
    const [t1, t2] = [0.25 + 0.75 * 4, 0.25 + 0.75 * 16];
    const [first, second] = twoBulks.moments.map(({ value }) => value);
    expect(Math.abs(first - mean * t1)).toBeLessThan(1e-14);
    expect(Math.abs(second - (mean * mean * t2 + (2 / 15) * secondMoment * t1 * t1))).toBeLessThan(1e-14);
  });
});

describe('means over the law', () => {
  it.each([0.1, 0.5, 0.9])('are those of Marchenko-Pastur in closed form, c = %d', (c) => {
    const law = marchenkoPasturLaw(c);
    const close = (actual: { value: number; error: number }, expected: number) =>
      expect(Math.abs(actual.value - expected)).toBeLessThanOrEqual(1e-11 * Math.abs(expected) + actual.error);
    close(logDeterminant(law), ((c - 1) / c) * Math.log(1 - c) - 1);
    close(traceOfInverse(law), 1 / (1 - c));
    close(
      law.integrate((x) => 1 / x),
      1 / (1 - c),
    );
    close(
      law.integrate((x) => 1 / (x * x)),
      1 / (1 - c) ** 3,
    );
    close(conditionNumber(law), ((1 + Math.sqrt(c)) / (1 - Math.sqrt(c))) ** 2);
    close(negativeFraction(law), 0);
  });

  it('where the law touches zero (c = 1): log det -1, the trace of the inverse infinite', () => {
    const law = marchenkoPasturLaw(1);
    expect(Math.abs(logDeterminant(law).value + 1)).toBeLessThan(1e-10);
    expect(logDeterminant(law).error).toBeLessThan(1e-9);
    expect(traceOfInverse(law).value).toBe(Number.POSITIVE_INFINITY);
    expect(conditionNumber(law).value).toBe(Number.POSITIVE_INFINITY);
    expect(() => law.integrate((x) => 1 / x)).toThrow(ConvergenceError);
  });

  it('where it has an atom there: infinite', () => {
    expect(logDeterminant(withAtom).value).toBe(Number.NEGATIVE_INFINITY);
    expect(traceOfInverse(withAtom).value).toBe(Number.POSITIVE_INFINITY);
    expect(withAtom.integrate(Math.exp).value).toBeGreaterThan(withAtom.atomAtZero);
  });

  it('where zero lies inside: a finite log det, no trace of the inverse, and a share of negative eigenvalues', () => {
    const geometry = frameGeometry([1], [1], {});
    const law = new AssembledLaw(discreteCurvature(geometry, [-1, 1], [0.5, 0.5]), geometry, 0.5);
    expect(law.bulks.length).toBe(1);
    // Symmetric.
    expect(Math.abs(negativeFraction(law).value - 0.5)).toBeLessThan(1e-10);
    expect(Math.abs(law.integrate((x) => x).value)).toBeLessThan(1e-12);
    expect(
      Math.abs(logDeterminant(law).value - 2 * law.integrate((x) => (x > 0 ? Math.log(x) : 0)).value),
    ).toBeLessThan(1e-9);
    expect(() => traceOfInverse(law)).toThrow(ConvergenceError);
    expect(negativeFraction(bothSides).value).toBeCloseTo(0.1, 12);
  });

  it('condition numbers know of outliers', () => {
    const law = limitingLaw(defineModel({ aspectRatio: 0.1, response: 'logistic', loss: 'logistic', w: [2] }));
    const { location } = law.outliers[0];
    expect(conditionNumber(law).value).toBeCloseTo((law.bulks[0].right.location as number) / location, 10);
  });
});
