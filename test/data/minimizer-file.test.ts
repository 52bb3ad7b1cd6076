/** A fitted w in a model file. */

import { expect, it } from 'vitest';
import { parseModelFile } from '../../src/data/model-file';
import { modelFileOf } from '../../src/model/model-file';

const FILE = { samples: 400, features: 80, response: 'logistic', loss: 'logistic', wStar: [2] };

it('is read, with the intercept left out or given, and written again', () => {
  for (const minimizer of [{ ridge: 0.02 }, { ridge: 0, intercept: true }]) {
    const model = parseModelFile(JSON.stringify({ ...FILE, at: { minimizer } }));
    expect(model.minimizer).toEqual({ intercept: false, ...minimizer });
    expect(model.w).toEqual({ frame: [] });
    expect(parseModelFile(JSON.stringify(modelFileOf(model)))).toEqual(model);
  }
});

it('names what is wrong', () => {
  const parse = (at: unknown) => () => parseModelFile(JSON.stringify({ ...FILE, at }));
  expect(parse({ minimizer: {} })).toThrow(/at.minimizer.ridge/);
  expect(parse({ minimiser: { ridge: 1 } })).toThrow(/minimizer/);
  expect(parse({ minimizer: { ridge: 1, intercept: 1 } })).toThrow(/at.minimizer.intercept/);
});
