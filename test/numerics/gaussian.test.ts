import { describe, expect, it } from 'vitest';
import { hazardCurvature, hazardRatio } from '../../src/numerics/gaussian';

/** m, r = Phi'(m) / Phi(m) and r (r + m), with mpmath at 40 digits. */
const HAZARD = [
  [-7, 7.137545613226504, 0.9817380883033777],
  [-3, 3.2830986549304364, 0.9294408132147319],
  [-2.9999, 3.283005711006471, 0.9294376660527938],
  [-2.5, 2.8227447976639075, 0.9110261985788846],
  [-2, 2.373215532822841, 0.8857208995859187],
  [-1.3, 1.7703278323596512, 0.8326344519596744],
  [-1, 1.525135276160981, 0.8009023344296512],
  [-0.9, 1.4456430984031134, 0.7888051793977519],
  [-0.4, 1.0687561717456209, 0.7147372859461067],
  [-0.001, 0.7985212895629114, 0.636837728595652],
  [0, 0.7978845608028654, 0.6366197723675814],
  [0.5, 0.5091604338370335, 0.5138245643036329],
  [2, 0.055247862678989956, 0.11354805168857646],
  [6, 6.075882855817676e-9, 3.645529717182241e-8],
] as const;

describe('the hazard of the normal law', () => {
  it.each(HAZARD)('at m = %d', (m, ratio, curvature) => {
    expect(Math.abs(hazardRatio(m) / ratio - 1)).toBeLessThan(3e-15);
    expect(Math.abs(hazardCurvature(m) / curvature - 1)).toBeLessThan(6e-15);
  });

  it('has rounding so small that a narrow panel tells it from a rough function', () => {
    // g = r r J, each a sum of 14 terms and some operations more: 9 eps at most. Twice, since the chord has its own.
    const bound = 2 * 3 * 9 * Number.EPSILON;
    for (let m = -6; m < 0; m += 0.37) {
      const values = Array.from({ length: 64 }, (_, i) => hazardCurvature(m + 1e-8 * i));
      const along = (i: number) => values[0] + ((values[63] - values[0]) * i) / 63;
      const stray = Math.max(...values.map((value, i) => Math.abs(value - along(i))));
      expect(stray / values[0]).toBeLessThan(bound);
    }
  });
});
