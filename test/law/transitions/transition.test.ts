import { describe, expect, it } from 'vitest';
import { limitingLaw } from '../../../src/law/limiting-law';
import { explain } from '../../../src/law/transitions/explanation';
import { transition } from '../../../src/law/transitions/transition';
import { defineModel, type ModelInput } from '../../../src/model/define-model';
import { type Parameter, withParameter } from '../../../src/model/variation';

const logistic = (more: Partial<ModelInput>) =>
  defineModel({ aspectRatio: 0.1, response: 'logistic', loss: 'logistic', ...more } as ModelInput);

describe('w = wStar = 0, logistic loss, C = I (Liao & Mahoney 2021, corollary 1)', () => {
  it.each([0.05, 0.25, 1, 2.5])('c = %d: threshold, edge, location, alignment and margin', (c) => {
    const found = transition(logistic({ aspectRatio: c, mean: [1] }), { vary: 'mean', from: 0.1, to: 4, points: 12 });
    const threshold = c ** 0.25;
    expect(found.criticals.length).toBe(1);
    expect(found).toMatchObject({ parameter: 'mean', reason: null, side: 'right', signal: 'mean' });
    expect(Math.abs((found.critical as number) / threshold - 1)).toBeLessThan(1e-12);
    const edge = 0.25 * (1 + Math.sqrt(c)) ** 2;
    expect(found.criticals[0]).toMatchObject({
      present: 'above',
      through: 'edge',
      direction: { mean: expect.closeTo(1, 12) },
    });
    expect(found.criticals[0].edge).toBeCloseTo(edge, 12);
    expect(found.criticals[0].error).toBeLessThan(1e-12);
    for (const { value, ...point } of found.curve) {
      const rho = value ** 2;
      expect(point.edge).toBeCloseTo(edge, 12);
      if (value < threshold * (1 - 1e-9)) expect(point).toMatchObject({ location: null, gap: 0, alignment: 0 });
      if (value < threshold * (1 + 1e-9)) continue;
      const location = 0.25 * (1 + rho + (c * (1 + rho)) / rho);
      expect(point.location).toBeCloseTo(location, 12);
      expect(point.gap).toBeCloseTo(location - edge, 12);
      expect(point.alignment).toBeCloseTo((rho * rho - c) / (rho * rho + c * rho), 10);
    }
    for (const norm of [0.3 * threshold, 1.7 * threshold]) {
      const { margins } = explain(logistic({ aspectRatio: c, mean: [norm] }));
      const right = margins.filter(({ side }) => side === 'right');
      expect(right.length).toBe(1);
      expect(right[0].margin).toBeCloseTo(norm ** 2 / Math.sqrt(c) - 1, 6);
    }
  });

  it('in c: the outlier is there up to |mean|^4', () => {
    const { criticals, critical } = transition(logistic({ mean: [0.9] }), { vary: 'aspectRatio' });
    expect(criticals.map(({ present }) => present)).toEqual(['below']);
    expect(Math.abs((critical as number) / 0.9 ** 4 - 1)).toBeLessThan(1e-12);
  });
});

describe('mean = wStar = 0, logistic loss', () => {
  it.each([
    [0.05, 0.9077, 4],
    [0.1, 1.25794, 5],
    [0.2, 1.96998, 5],
    [0.3, 3.01907, 5],
  ])('c = %d: |w| = %d', (aspectRatio, expected, decimals) => {
    const { critical, side } = transition(logistic({ aspectRatio, w: [2] }), { vary: 'w', points: 2 });
    expect(Math.abs((critical as number) - expected)).toBeLessThan(0.5001 * 10 ** -decimals);
    expect(side).toBe('left');
  });

  it('c = 0.5: none, with a reason', () => {
    const { critical, criticals, reason, searched } = transition(logistic({ aspectRatio: 0.5, w: [2] }), {
      vary: 'w',
      points: 3,
    });
    expect({ critical, criticals }).toEqual({ critical: null, criticals: [] });
    expect(reason).toMatch(/the same for every norm of w from 0.02 to 12/);
    expect(searched[1]).toBeCloseTo(12, 12);
  });
});

describe('every critical value', () => {
  const quadratic = { eigenvalues: [1, 4], weights: [0.5, 0.5] };
  const models: readonly [string, Partial<Record<keyof ModelInput, unknown>>, Parameter][] = [
    ['mean orthogonal to w', { mean: [1, 0], w: [0, 1], wStar: [0, 1] }, 'mean'],
    ['mean orthogonal to w', { mean: [1, 0], w: [0, 1], wStar: [0, 1] }, 'aspectRatio'],
    ['all in one direction', { aspectRatio: 2 / 15, mean: [1], w: [1], wStar: [1] }, 'mean'],
    ['all in one direction', { aspectRatio: 2 / 15, mean: [1], w: [1], wStar: [1] }, 'w'],
    ['an angle', { mean: [1.5, 0.5], w: [0.5, 1], wStar: [0, 1] }, 'w'],
    ['two eigenvalues of C', { aspectRatio: 2 / 15, covariance: quadratic, mean: [1], w: [1] }, 'w'],
    ['exponential loss', { loss: 'exponential', mean: [2, 0], w: [0.2, 0.4], wStar: [0, 1] }, 'aspectRatio'],
    [
      'clipped squares',
      { loss: undefined, preprocessing: { kind: 'clip', bound: 3 }, response: 'phase-retrieval', wStar: [1] },
      'wStar',
    ],
    [
      'clipped linear measurements',
      {
        loss: undefined,
        preprocessing: { kind: 'clip', bound: 1 },
        response: { kind: 'linear', noise: 0.5 },
        mean: [1, 0.4],
        wStar: [0, 1],
      },
      'wStar',
    ],
  ];

  it('is where the number of outliers changes by one, and by none between them', () => {
    let total = 0;
    for (const [name, input, vary] of models) {
      const entries = Object.entries({ aspectRatio: 0.1, response: 'logistic', loss: 'logistic', ...input });
      const model = defineModel(Object.fromEntries(entries.filter(([, value]) => value !== undefined)) as never);
      const { criticals } = transition(model, { vary, points: 2 });
      const count = (value: number, side: string) =>
        limitingLaw(withParameter(model, vary, value)).outliers.filter((outlier) => outlier.side === side).length;
      for (const { value, present, side, error, through } of criticals) {
        const step = through === 'edge' ? 1e-7 : 1e-5;
        const change = count(value * (1 + step), side) - count(value * (1 - step), side);
        expect(`${name}, ${vary} ${value}: ${change}`).toBe(
          `${name}, ${vary} ${value}: ${present === 'above' ? 1 : -1}`,
        );
        expect(error).toBeLessThan(1e-9 * value);
        total++;
      }
    }
    expect(total).toBeGreaterThanOrEqual(9);
  });
});

it('several critical values: the nearest to the model is the critical one', () => {
  const model = (w: number) => logistic({ aspectRatio: 2 / 15, mean: [1], w: [w], wStar: [1] });
  const low = transition(model(0.8), { vary: 'w', points: 2 });
  const high = transition(model(2.5), { vary: 'w', points: 2 });
  expect(low.criticals.map(({ side, present }) => `${side} ${present}`)).toEqual(['right below', 'left above']);
  low.criticals.forEach(({ value }, k) => {
    expect(value).toBeCloseTo(high.criticals[k].value, 11);
  });
  expect(low.critical).toBe(low.criticals[0].value);
  expect(high.critical).toBe(high.criticals[1].value);
});

describe('no critical value', () => {
  it('of a signal that is zero', () => {
    const found = transition(logistic({ mean: [1] }), { vary: 'w' });
    expect(found).toMatchObject({ value: 0, critical: null, curve: [] });
    expect(found.reason).toMatch(/w is zero/);
  });

  it('where the bulk has no edge', () => {
    const input = { response: 'phase-retrieval', loss: 'phase-retrieval', w: [1, 0], wStar: [0, 2] } as const;
    const found = transition(defineModel({ aspectRatio: 0.2, ...input }), { vary: 'w', from: 0.5, to: 2 });
    expect(found).toMatchObject({ critical: null, side: null, curve: [] });
    expect(found.reason).toMatch(/unbounded on both sides/);
  });
});

it('refuses what it cannot vary', () => {
  const model = logistic({ mean: [1] });
  expect(() => transition(model, { vary: 'covariance' as never })).toThrow(/vary: expected one of "mean"/);
  expect(() => transition(model, { vary: 'mean', from: 2, to: 1 })).toThrow(/to: expected more than from = 2/);
  expect(() => transition(model, { vary: 'mean', from: 0 })).toThrow(/from: expected a finite number > 0/);
});
