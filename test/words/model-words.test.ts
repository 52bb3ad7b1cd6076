import { describe, expect, it } from 'vitest';
import { describeLaws, describeSignals, describeSizes } from '../../src/words/model-words';
import { MODEL } from '../plot/fabricate';

describe('a model in words', () => {
  it('names response, loss or preprocessing, and covariance', () => {
    expect(describeLaws(MODEL)).toEqual(['logistic response', 'logistic loss', 'C = I']);
    const clipped = describeLaws({
      ...MODEL,
      response: { kind: 'linear', noise: 0.5 },
      loss: null,
      preprocessing: { kind: 'clip', bound: 3 },
      covariance: { kind: 'atoms', eigenvalues: [1, 4], weights: [0.25, 0.75] },
    });
    expect(clipped).toEqual([
      'linear response (noise 0.5)',
      'preprocessing clip at 3',
      'eigenvalues of C: 1 (25%), 4 (75%)',
    ]);
    const many = { kind: 'atoms' as const, eigenvalues: [1, 2, 3, 4, 9], weights: [0.2, 0.2, 0.2, 0.2, 0.2] };
    expect(describeLaws({ ...MODEL, covariance: many })[2]).toBe('C with 5 eigenvalues from 1 to 9');
    expect(describeLaws({ ...MODEL, covariance: { kind: 'atoms', eigenvalues: [2], weights: [1] } })[2]).toBe(
      'C = 2 I',
    );
  });

  it.each([
    [
      [1, 0],
      [0, 1],
      [0, 1],
      ['|mean| = 1', '|w| = 1', 'w* = w', 'mean ⊥ w'],
    ],
    [
      [0, 0],
      [0, 1],
      [0, 0],
      ['mean = 0', '|w| = 1', 'w* = 0'],
    ],
    [
      [3, 4],
      [3, 4],
      [0, 2],
      ['|mean| = 5', '|w| = 5', '|w*| = 2', 'mean = w', 'cos(mean, w*) = 0.8', 'cos(w, w*) = 0.8'],
    ],
    [[0], [1], [-1], ['mean = 0', '|w| = 1', '|w*| = 1', 'w = -w*']],
    [[0], [1], [-2], ['mean = 0', '|w| = 1', '|w*| = 2', 'w ∥ w*']],
  ])('describes mean %j, w %j, wStar %j', (mean, w, wStar, words) => {
    expect(describeSignals({ ...MODEL, mean: { frame: mean }, w: { frame: w }, wStar: { frame: wStar } })).toEqual(
      words,
    );
  });

  it('takes long vectors by coordinates, and no angle between different bases', () => {
    const values = new Float64Array(200_000).fill(1 / Math.sqrt(200_000));
    const words = describeSignals({ ...MODEL, w: { values }, wStar: { values: values.map((x) => -x) } });
    expect(words).toEqual(['|mean| = 1', '|w| = 1', '|w*| = 1', 'w = -w*']);
  });

  it('gives the sizes, or their ratio alone', () => {
    expect(describeSizes(MODEL)).toEqual(['p = 800', 'n = 6000', 'p/n = 0.1333']);
    expect(describeSizes({ ...MODEL, samples: null, features: null })).toEqual(['p/n = 0.1333']);
  });
});
