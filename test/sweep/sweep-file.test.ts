import { describe, expect, it } from 'vitest';
import { parseSweepFile } from '../../src/sweep/sweep-file';

const MODEL = { samples: 90, features: 30, response: 'logistic', loss: 'logistic' };
const parse = (model: object, more: object = {}) => parseSweepFile(JSON.stringify({ model, trials: 2, ...more }));
const models = (model: object) => parse(model).cells.map((cell) => cell.model as Record<string, unknown>);

describe('a sweep file', () => {
  it('without axes is one cell', () => {
    expect(models(MODEL)).toEqual([MODEL]);
  });

  it('takes an array as a list where the model has none, and as a vector where it has one', () => {
    const sweep = parse({ ...MODEL, features: [20, 30], mean: [0, 1] });
    expect(sweep.axes.map(({ name, values }) => [name, values])).toEqual([['features', [20, 30]]]);
    expect(models({ ...MODEL, mean: [[0, 1], 2] }).map(({ mean }) => mean)).toEqual([
      [0, 2],
      [1, 2],
    ]);
    const vectors = models({ ...MODEL, mean: { list: [[1], [0, 1]] } });
    expect(vectors.map(({ mean }) => mean)).toEqual([[1], [0, 1]]);
    const atoms = { eigenvalues: [1, [2, 4]], weights: [0.5, 0.5] };
    expect(parse({ ...MODEL, covariance: atoms }).axes[0].name).toBe('covariance.eigenvalues[1]');
  });

  it('spaces a range evenly, or in equal ratios, its ends to the bit', () => {
    const values = (range: object) => parse({ ...MODEL, w: [range] }).axes[0].values;
    expect(values({ from: 0.1, to: 0.7, steps: 3 })).toEqual([0.1, 0.1 + (0.7 - 0.1) * 0.5, 0.7]);
    const ratios = values({ from: 0.3, to: 30, steps: 5, scale: 'log' }) as number[];
    for (let k = 1; k < 5; k++) expect(ratios[k] / ratios[k - 1]).toBeCloseTo(Math.sqrt(10), 12);
    expect([ratios[0], ratios[4]]).toEqual([0.3, 30]);
  });

  it('rounds where the model wants whole numbers', () => {
    const { axes } = parse({ ...MODEL, features: { from: 10, to: 40, steps: 4, scale: 'log' } });
    expect(axes[0].values).toEqual([10, 16, 25, 40]);
  });

  it('has followers', () => {
    const model = { ...MODEL, samples: { of: 'p', times: 3 }, features: { name: 'p', list: [20, 40] } };
    expect(models(model).map(({ samples, features }) => [samples, features])).toEqual([
      [60, 20],
      [120, 40],
    ]);
    const root = models({ ...MODEL, mean: [{ of: 's', power: 0.5 }], w: [{ name: 's', list: [4] }] });
    expect(root[0]).toMatchObject({ mean: [2], w: [4] });
  });

  it('makes a cell of each combination, the last axis fastest', () => {
    const cells = parse({ ...MODEL, features: [20, 30], w: [[0, 1, 2]] }).cells;
    expect(cells.map(({ values }) => values)).toEqual([20, 30].flatMap((p) => [0, 1, 2].map((w) => [p, w])));
  });

  it("draws a cell's seed from its model and the sweep's seed alone", () => {
    const seedOf = (model: object, seed: number, w: number) =>
      parse(model, { seed, trials: seed + 1 }).cells.find(({ values }) => values[0] === w)?.seed;
    const [few, many] = [
      { ...MODEL, w: [[0, 1]] },
      { ...MODEL, w: [[2, 1, 0]] },
    ];
    expect(seedOf(few, 5, 1)).toBe(seedOf(many, 5, 1));
    expect(seedOf(few, 5, 1)).not.toBe(seedOf(few, 6, 1));
    expect(new Set(parse(many).cells.map(({ seed }) => seed)).size).toBe(3);
  });

  it('is the same whatever its layout, and another with another content', () => {
    const hash = (text: string) => parseSweepFile(text).hash;
    const text = JSON.stringify({ model: MODEL, trials: 2, seed: 0 });
    expect(hash(JSON.stringify({ trials: 2, model: MODEL }, null, 3))).toBe(hash(text));
    expect(hash(text.replace('"trials":2', '"trials":3'))).not.toBe(hash(text));
  });

  it.each([
    ['no JSON', '{', /valid JSON/],
    ['an unknown field', { model: MODEL, trials: 1, more: 1 }, /sweep file/],
    ['no trials', { model: MODEL }, /trials/],
    ['a cell that is no model', { model: { ...MODEL, features: [20, -1] }, trials: 1 }, /cell 1: features/],
    [
      'a cell without a size',
      { model: { aspectRatio: 0.5, response: 'logistic', loss: 'logistic' }, trials: 1 },
      /cell 0/,
    ],
    ['an empty list', { model: { ...MODEL, features: [] }, trials: 1 }, /model\.features/],
    ['a value twice', { model: { ...MODEL, features: [20, 20] }, trials: 1 }, /each value once/],
    [
      'a logarithm of zero',
      { model: { ...MODEL, w: [{ from: 0, to: 1, steps: 3, scale: 'log' }] }, trials: 1 },
      /positive/,
    ],
    ['a follower of nobody', { model: { ...MODEL, samples: { of: 'p' } }, trials: 1 }, /the name of an axis/],
    ['more extremes than eigenvalues', { model: MODEL, trials: 1, keep: { extremes: 31 } }, /keep\.extremes/],
  ])('refuses %s', (_, content, message) => {
    const text = typeof content === 'string' ? content : JSON.stringify(content);
    expect(() => parseSweepFile(text)).toThrow(message);
  });
});
