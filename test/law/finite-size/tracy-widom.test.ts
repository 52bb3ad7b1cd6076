import { describe, expect, it } from 'vitest';
import {
  TRACY_WIDOM,
  tracyWidomCdf,
  tracyWidomDensity,
  tracyWidomQuantile,
  tracyWidomSurvival,
} from '../../../src/law/finite-size/tracy-widom';
import { airy } from '../../../src/numerics/airy';
import { gauss } from '../../../src/numerics/gauss-legendre';

const airyValue = (x: number) => airy(x).value;

/**
 * F1 = exp(-(E + I) / 2) with q" = s q + 2 q^3, q ~ Ai(s) (Tracy & Widom 1996), E = integral_s^inf q and
 * I = integral_s^inf (x - s) q^2 dx: Runge-Kutta from s = 8, where q - Ai is of the order of Ai^3.
 */
function painleve(stops: readonly number[]): number[] {
  const slope = (s: number, [q, p, , j]: number[]) => [p, s * q + 2 * q ** 3, -q, -(q ** 2), -j];
  const start = 8;
  const tail = (f: (x: number) => number) => gauss(f, start, start + 4) + gauss(f, start + 4, start + 12);
  const { value, derivative } = airy(start);
  // q, q', E, J = integral q^2, I with I' = -J.
  let y = [
    value,
    derivative,
    tail(airyValue),
    tail((x) => airyValue(x) ** 2),
    tail((x) => (x - start) * airyValue(x) ** 2),
  ];
  let s = start;
  const add = (a: number[], b: number[], factor: number) => a.map((value, i) => value + factor * b[i]);
  const h = -1 / 512;
  return stops.map((stop) => {
    while (s > stop + 1e-9) {
      const k1 = slope(s, y);
      const k2 = slope(s + h / 2, add(y, k1, h / 2));
      const k3 = slope(s + h / 2, add(y, k2, h / 2));
      const k4 = slope(s + h, add(y, k3, h));
      y = y.map((value, i) => value + (h / 6) * (k1[i] + 2 * k2[i] + 2 * k3[i] + k4[i]));
      s += h;
    }
    return Math.exp(-(y[2] + y[4]) / 2);
  });
}

describe('the Tracy-Widom law, beta = 1', () => {
  it('agrees with its Painleve representation to 1e-10', () => {
    const stops = [4, 2, 1, 0, -0.5, -1, -1.5, -2, -3, -4, -5];
    painleve(stops).forEach((value, i) => {
      // The Runge-Kutta step: h^4 = 1.5e-11.
      expect(Math.abs(tracyWidomCdf(stops[i]) - value)).toBeLessThan(1e-10);
    });
  });

  it('has the published mean, variance, skewness and kurtosis', () => {
    // The trapezoid rule on the whole line, for an entire function: exact to rounding.
    const h = 1 / 8;
    const grid = Array.from({ length: 208 }, (_, i) => -11 + i * h);
    const weights = grid.map((s) => h * tracyWidomDensity(s));
    const moment = (f: (s: number) => number) => grid.reduce((sum, s, i) => sum + weights[i] * f(s), 0);
    const mean = moment((s) => s);
    const variance = moment((s) => (s - mean) ** 2);
    expect(Math.abs(moment(() => 1) - 1)).toBeLessThan(1e-12);
    expect(Math.abs(mean - TRACY_WIDOM.mean)).toBeLessThan(1e-12);
    expect(Math.abs(variance - TRACY_WIDOM.variance)).toBeLessThan(1e-12);
    expect(Math.abs(moment((s) => (s - mean) ** 3) / variance ** 1.5 - TRACY_WIDOM.skewness)).toBeLessThan(1e-10);
    const kurtosis = moment((s) => (s - mean) ** 4) / variance ** 2 - 3;
    expect(Math.abs(kurtosis - TRACY_WIDOM.excessKurtosis)).toBeLessThan(1e-10);
  });

  it.each([
    // Johnstone 2001, table 1, and Bejan 2005.
    [0.01, -3.8954],
    [0.05, -3.1804],
    [0.1, -2.7824],
    [0.3, -1.9104],
    [0.5, -1.2686],
    [0.7, -0.5923],
    [0.9, 0.4501],
    [0.95, 0.9793],
    [0.99, 2.0234],
  ])('has the published quantile at %d', (probability, quantile) => {
    expect(Math.abs(tracyWidomQuantile(probability) - quantile)).toBeLessThan(1e-4);
  });

  it('has a quantile that inverts the distribution function, in both tails', () => {
    for (const s of [-12, -9, -6.5, -3, -1, 0, 1.7]) {
      expect(Math.abs(tracyWidomQuantile(tracyWidomCdf(s)) - s)).toBeLessThan(1e-11);
    }
    for (const probability of [0, 1, -1, Number.NaN]) expect(() => tracyWidomQuantile(probability)).toThrow(RangeError);
  });

  it('has as density the slope of its distribution function', () => {
    for (let s = -7.9; s < 6; s += 0.37) {
      const slope = gauss(tracyWidomDensity, s, s + 0.25);
      expect(Math.abs(tracyWidomCdf(s + 0.25) - tracyWidomCdf(s) - slope)).toBeLessThan(1e-13);
    }
  });

  it('keeps the relative accuracy of the right tail', () => {
    for (const s of [3, 6, 12, 15.9, 16.1, 30]) {
      // The density falls by exp(-sqrt(s)) a unit: ten units are all of it.
      const tail =
        gauss(tracyWidomDensity, s, s + 2) +
        gauss(tracyWidomDensity, s + 2, s + 5) +
        gauss(tracyWidomDensity, s + 5, s + 12);
      expect(Math.abs(tail / tracyWidomSurvival(s) - 1)).toBeLessThan(1e-9);
    }
    expect(tracyWidomSurvival(Number.POSITIVE_INFINITY)).toBe(0);
    expect(tracyWidomCdf(Number.NEGATIVE_INFINITY)).toBe(0);
  });

  it('joins its expansion in the left tail', () => {
    // The expansion's next term is of relative order |s|^(-3/2) = 4%.
    expect(Math.abs(tracyWidomCdf(-8 - 1e-9) / tracyWidomCdf(-8) - 1)).toBeLessThan(0.04);
    expect(Math.abs(tracyWidomDensity(-8 - 1e-9) / tracyWidomDensity(-8) - 1)).toBeLessThan(0.04);
  });
});
