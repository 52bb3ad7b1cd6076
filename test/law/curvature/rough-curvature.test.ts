import { describe, expect, it } from 'vitest';
import { signalGeometry } from '../../../src/covariance/geometry';
import { ConvergenceError } from '../../../src/errors';
import { curvatureLaw } from '../../../src/law/curvature/builder';
import { defineModel } from '../../../src/model/define-model';

/** The logistic curvature with a relative error that changes from one double to the next, as rounding does. */
function roughLaw(rounding: number) {
  const curvature = (_: number, h: number) => (1 + rounding * Math.sin(1e15 * h)) / (4 * Math.cosh(h / 2) ** 2);
  const model = defineModel({ aspectRatio: 0.5, response: 'logistic', loss: { curvature, range: [0, 0.25] }, w: [2] });
  return curvatureLaw(model, signalGeometry(model));
}

/** The pole on the real line up to 1e-12 of it, where g takes that value twice. */
const DELTA = { re: -1 / 0.2, im: 1e-12 };

describe('a curvature of which the caller computes fewer digits', () => {
  it.each([1e-14, 1e-13, 1e-12])(
    '%d: the average at a pole next to the real line keeps its digits, and its time',
    (rounding) => {
      const exact = roughLaw(0).transform(DELTA);
      const start = process.cpuUsage();
      const rough = roughLaw(rounding).transform(DELTA);
      const { user } = process.cpuUsage(start);
      // Beside the pole g is taken as linear over 1e-7 of the range, 20.
      const tolerance = 2e-6;
      expect(Math.abs(rough.phi.re - exact.phi.re)).toBeLessThan(tolerance);
      expect(Math.abs(rough.phi.im / exact.phi.im - 1)).toBeLessThan(tolerance);
      expect(user / 1e3).toBeLessThan(1000);
    },
  );

  it('1e-8: says so, where it would go on for ever', () => {
    expect(() => roughLaw(1e-8).transform(DELTA)).toThrow(ConvergenceError);
  });
});
