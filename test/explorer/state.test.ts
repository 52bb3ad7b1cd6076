import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withLoss, withPreprocessing, withResponse } from '../../src/explorer/controls/model-parts';
import { angleRange, geometryOf, vectorsOf } from '../../src/explorer/controls/signals-panel';
import { hashOf, stateOf } from '../../src/explorer/state/hash';
import { INITIAL_VIEW, modelOf } from '../../src/explorer/state/scenario';
import { LOSS_KINDS } from '../../src/model/losses';
import { PREPROCESSING_KINDS } from '../../src/model/preprocessings';
import { PRESETS } from '../../src/model/presets';
import { RESPONSE_KINDS } from '../../src/model/responses';

describe('the address', () => {
  it.each(Object.entries(PRESETS))('gives back its state: %s', (_, model) => {
    const state = {
      scenario: { model, seed: 3, trials: 2, method: 'matrix-free' },
      view: { ...INITIAL_VIEW, page: 'phases', x: 'log', marchenkoPastur: false, zoom: [-0.5, 1e-3], vary: 'wStar' },
    } as const;
    expect(stateOf(hashOf(state))).toEqual(state);
  });

  it('is the first example where it says nothing', () => {
    expect(stateOf('')).toEqual(stateOf('#'));
    expect(stateOf('').scenario.model).toBe(PRESETS['first-example']);
  });

  it.each([
    ['#trials=0', 'trials'],
    ['#seed=1.5', 'seed'],
    ['#seed=', 'seed'],
    ['#x=cubic', 'x'],
    ['#zoom=2,1', 'zoom'],
    ['#zoom=1', 'zoom'],
    ['#vary=speed', 'vary'],
    ['#view=3d', 'view'],
    ['#method=fast', 'method'],
    ['#model=null', 'model'],
    ['#model=[]', 'model'],
    ['#model={"aspectRatio":0.5,"response":"logistic","loss":"logistic"}', 'samples and features'],
    ['#model={"samples":9,"features":3,"response":"logistic","loss":{"curvature":3}}', 'loss.curvature'],
  ])('refuses %s', (hash, words) => {
    expect(() => stateOf(hash)).toThrow(words);
  });
});

describe('norms and angles', () => {
  const angle = fc.double({ min: 0, max: 180, noNaN: true });
  it('come back from the coordinates, the third angle within its range', () => {
    fc.assert(
      fc.property(angle, angle, fc.double({ min: 0, max: 1, noNaN: true }), (meanToW, meanToWStar, share) => {
        const [least, most] = angleRange(meanToW, meanToWStar);
        const wToWStar = least + share * (most - least);
        const geometry = { mean: 1, w: 2, wStar: 0.5, meanToW, meanToWStar, wToWStar };
        const found = geometryOf({ response: 'logistic', ...vectorsOf(geometry) });
        // Coordinates are rounded to 1e-6: near 0 and 180 degrees an angle is a square root of that.
        for (const [key, value] of Object.entries(geometry)) {
          expect(Math.abs((found as unknown as Record<string, number>)[key] - value), key).toBeLessThan(0.3);
        }
      }),
    );
  });

  it('keeps the angles of a vector that becomes zero', () => {
    const before = { mean: 1, w: 1, wStar: 1, meanToW: 30, meanToWStar: 40, wToWStar: 50 };
    const found = geometryOf({ response: 'logistic', ...vectorsOf({ ...before, w: 0 }) }, before);
    expect(found).toMatchObject({ w: 0, meanToW: 30, wToWStar: 50 });
  });

  it('has none for vectors given by all coordinates', () => {
    expect(geometryOf({ response: 'logistic', mean: { values: [1, 2] } })).toBeNull();
  });
});

describe('another response or loss', () => {
  const responses = [...RESPONSE_KINDS, 'own map', 'own labels'] as const;
  const losses = [...LOSS_KINDS, 'own loss'] as const;
  const base = { samples: 90, features: 30, response: 'logistic', loss: 'logistic' } as const;

  it('always gives a model that fits', () => {
    for (const response of responses) {
      for (const loss of losses) {
        const { model } = withResponse(withLoss(base, loss).model, response);
        expect(() => modelOf(model), `${loss}, then ${response}`).not.toThrow();
        const other = withLoss(withResponse(base, response).model, loss).model;
        expect(() => modelOf(other), `${response}, then ${loss}`).not.toThrow();
      }
      for (const kind of PREPROCESSING_KINDS) {
        const { model } = withPreprocessing(withResponse(base, response).model, kind);
        expect(() => modelOf(model)).not.toThrow();
        expect(() => modelOf(withLoss(model, 'logistic').model)).not.toThrow();
      }
    }
  });

  it('says what else it changed', () => {
    expect(withResponse(base, 'linear').note).toContain('square');
    expect(withResponse(base, 'probit').note).toBe('');
  });
});
