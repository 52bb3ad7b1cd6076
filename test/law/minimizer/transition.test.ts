/** The signals at which the outlier leaves the bulk, against values from another solver. */

import { expect, it } from 'vitest';
import { assembledLaw } from '../../../src/law/limiting-law';
import { marginsOf } from '../../../src/law/transitions/explanation';
import { transition } from '../../../src/law/transitions/transition';
import { defineModel } from '../../../src/model/define-model';

const modelAt = (aspectRatio: number, ridge: number, square: number) =>
  defineModel({
    ...{ aspectRatio, response: 'logistic', loss: 'logistic', wStar: [Math.sqrt(square)] },
    at: { minimizer: { ridge } },
  });

const CRITICAL = [
  [0.1, 0, 0.53346022],
  [0.05, 0, 0.44420711],
  [0.1, 0.01, 0.81163283],
] as const;

it.each(CRITICAL)(
  'logistic, c = %d, ridge = %d: an outlier, and a margin above 0, from |wStar|^2 = %d on',
  (c, ridge, at) => {
    const [below, above] = [at - 1e-7, at + 1e-7].map((square) => assembledLaw(modelAt(c, ridge, square)));
    expect([below.outliers.length, above.outliers.length]).toEqual([0, 1]);
    const margin = ({ curve, structure }: typeof below) =>
      Math.max(...marginsOf(curve, structure).flatMap((mode) => (mode.side === 'left' ? [mode.margin] : [])));
    expect(margin(below)).toBeLessThan(0);
    expect(margin(above)).toBeGreaterThan(0);
  },
);

it('transition finds it, and w cannot be varied', () => {
  const [c, ridge, critical] = CRITICAL[0];
  const model = modelAt(c, ridge, critical);
  const { criticals } = transition(model, { vary: 'wStar', from: 0.5, to: 1.2, points: 2 });
  expect(criticals.some(({ value }) => Math.abs(value ** 2 - critical) < 6e-9)).toBe(true);
  expect(() => transition(model, { vary: 'w' })).toThrow(/fitted/);
});
