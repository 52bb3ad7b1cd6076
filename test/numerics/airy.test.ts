import { describe, expect, it } from 'vitest';
import { airy } from '../../src/numerics/airy';

const airyValue = (x: number) => airy(x).value;

/** Relative rounding of a Taylor series or sum of some twenty terms. */
const ROUNDING = 1e-13;

describe('airy', () => {
  it.each([
    // Ai(0) = 3^(-2/3) / Gamma(2/3), Ai'(0) = -3^(-1/3) / Gamma(1/3); the others from the NIST handbook's tables.
    [0, 0.3550280538878172, -0.2588194037928068],
    [1, 0.1352924163128814, -0.1591474412967932],
    [2, 0.0349241304232744, -0.0530903844336536],
    [-1, 0.5355608832923521, -0.0101605671166452],
    [-5, 0.3507610090241143, 0.3271928185544431],
  ])('Ai(%d)', (x, value, derivative) => {
    expect(Math.abs(airy(x).value - value)).toBeLessThan(1e-15);
    expect(Math.abs(airy(x).derivative - derivative)).toBeLessThan(1e-15);
  });

  it('vanishes at its first zeros', () => {
    for (const zero of [-2.338107410459767, -4.08794944413097, -5.520559828095551]) {
      expect(Math.abs(airyValue(zero))).toBeLessThan(1e-14);
    }
  });

  it('solves y" = x y: the jump of the derivative over a step is the integral of x Ai', () => {
    // Simpson's rule with 64 steps on a width of 1: error below 1e-9 (width / 64)^0 relative to the integrand's size.
    for (const x of [-9.3, -4.1, -0.2, 0.9, 1.3, 3.7, 9.9, 15.8, 20.1]) {
      const h = 1 / 64;
      let integral = 0;
      for (let i = 0; i < 64; i += 2) {
        const f = (j: number) => (x + (i + j) * h) * airyValue(x + (i + j) * h);
        integral += (h / 3) * (f(0) + 4 * f(1) + f(2));
      }
      const jump = airy(x + 1).derivative - airy(x).derivative;
      // h^4 / 180 times the fourth derivative, at most (|x| + 1)^3 times the size of Ai on the step and its neighbors.
      const size = x > 0 ? airyValue(x) : 1;
      expect(Math.abs(jump - integral)).toBeLessThan((h ** 4 / 180) * (Math.abs(x) + 2) ** 3 * size + ROUNDING * size);
    }
  });

  it('is continuous where one expansion gives way to the next', () => {
    for (let k = -24; k <= 44; k++) {
      const x = k / 2 + 0.25;
      const [below, above] = [airy(x - 1e-12), airy(x + 1e-12)];
      const size = Math.hypot(above.value, above.derivative / Math.sqrt(Math.abs(x)));
      // The function itself moves by 2e-12 of its derivative.
      expect(Math.abs(above.value - below.value - 2e-12 * above.derivative)).toBeLessThan(ROUNDING * size);
    }
  });
});
