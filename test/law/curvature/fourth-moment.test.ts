import { describe, expect, it } from 'vitest';
import { curvatureLaw } from '../../../src/law/curvature/builder';
import type { Response } from '../../../src/model/model';
import { frameGeometry } from '../frame-geometry';

const logistic: Response = { kind: 'logistic' };
const law = (
  loss: 'logistic' | 'exponential' | 'square' | 'phase-retrieval',
  signals: Parameters<typeof frameGeometry>[2],
  response: Response = logistic,
) => curvatureLaw({ loss: { kind: loss }, preprocessing: null, response }, frameGeometry([1], [1], signals));

/** E f(a1, a2) for independent normal a1, a2: the trapezoid rule, exact to rounding for these analytic f. */
function normalMean(f: (a1: number, a2: number) => number): number {
  const step = 0.1;
  let sum = 0;
  for (let i = -90; i <= 90; i++) {
    for (let j = -90; j <= 90; j++) {
      const [a1, a2] = [i * step, j * step];
      sum += ((step * step) / (2 * Math.PI)) * Math.exp(-(a1 * a1 + a2 * a2) / 2) * f(a1, a2);
    }
  }
  return sum;
}

describe('the fourth moment of a, with psi^2', () => {
  const w = [1.3, 0];
  const direction = [0.4, -0.7, 1.1];
  const delta = -2;

  it('is known for the logistic loss, whatever the labels', () => {
    const value = law('logistic', { w, wStar: [0.5, 2], mean: [0.2, 1] }).fourthMoment?.(delta, direction);
    const expected = normalMean((a1, a2) => {
      const h = 1.3 * 0.2 + 1.3 * a1;
      const g = 1 / (4 * Math.cosh(h / 2) ** 2);
      return (g / (1 + g * delta)) ** 2 * (0.4 - 0.7 * a1 + 1.1 * a2) ** 4;
    });
    expect(Math.abs((value as number) / expected - 1)).toBeLessThan(1e-10);
  });

  it('is that of independent variables for a constant g', () => {
    const value = law('square', { w, wStar: [0, 1] }).fourthMoment?.(delta, direction);
    const expected = normalMean((a1, a2) => (0.4 - 0.7 * a1 + 1.1 * a2) ** 4) / (1 + delta) ** 2;
    expect(Math.abs((value as number) / expected - 1)).toBeLessThan(1e-12);
  });

  it('is not known where the label tells of a2 what g does not fix', () => {
    const curvature = law('exponential', { w, wStar: [0.5, 2] });
    expect(curvature.fourthMoment?.(0.3, direction)).toBeNull();
    // Along a1 alone it is.
    const value = curvature.fourthMoment?.(0.3, [0.4, -0.7, 0]) as number;
    const expected = normalMean((a1, a2) => {
      const star = 0.5 * a1 + 2 * a2;
      return [1, -1].reduce((sum, y) => {
        const g = Math.exp(-y * 1.3 * a1);
        return sum + ((g / (1 + 0.3 * g)) ** 2 * (0.4 - 0.7 * a1) ** 4) / (1 + Math.exp(-y * star));
      }, 0);
    });
    expect(Math.abs(value / expected - 1)).toBeLessThan(1e-8);
  });
});
