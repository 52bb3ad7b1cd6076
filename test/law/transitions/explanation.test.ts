import { describe, expect, it } from 'vitest';
import { assembledLaw, limitingLaw } from '../../../src/law/limiting-law';
import { decoupled } from '../../../src/law/outliers/influence';
import { findOutliers } from '../../../src/law/outliers/outliers';
import { explain } from '../../../src/law/transitions/explanation';
import { defineModel, type ModelInput } from '../../../src/model/define-model';
import { PRESETS } from '../../../src/model/presets';
import { explanationWords } from '../../../src/words/explanation-words';

const logistic = (more: Partial<ModelInput>) =>
  defineModel({ aspectRatio: 0.1, response: 'logistic', loss: 'logistic', ...more } as ModelInput);

describe('the cause of an outlier', () => {
  it.each([
    ['figure-4', [['mean']]],
    ['figure-5', [['w']]],
    ['figure-2d', [['mean', 'w']]],
    ['figure-1b', [['mean']]],
    ['spectral-initialization', [['wStar']]],
  ] as const)('%s: %j', (name, causes) => {
    const { outliers, silent } = explain(
      defineModel({ ...PRESETS[name], ...(name === 'figure-1b' && { w: [0, 0], wStar: [0, 0] }) }),
    );
    expect(outliers.map(({ cause }) => cause)).toEqual(causes);
    expect(silent).toEqual([]);
    for (const { influence, location, edge, side } of outliers) {
      const shares = Object.values(influence).map(({ share }) => share);
      expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 14);
      if (side === 'right') expect(location).toBeGreaterThan(edge);
    }
  });

  it('is one of two independent signals: decoupling the other moves nothing', () => {
    const { outliers } = explain(logistic({ mean: [2, 0], w: [0, 3] }));
    expect(outliers.map(({ cause, side }) => [side, ...cause])).toEqual([
      ['left', 'w'],
      ['right', 'mean'],
    ]);
    expect(outliers[0].influence.w).toEqual({ without: null, displacement: 1, share: 1 });
    expect(outliers[0].influence.mean?.without).toBeCloseTo(outliers[0].location, 12);
    expect(outliers[0].influence.mean?.displacement).toBe(0);
  });

  it('is shared where signals are at an angle: the outlier moves without either', () => {
    const { outliers } = explain(logistic({ mean: [2, 0.5], w: [1, 2] }));
    const right = outliers.find(({ side }) => side === 'right');
    expect(right?.cause).toEqual(['mean', 'w']);
    expect(right?.influence.mean?.without).toBeNull();
    expect(right?.influence.w?.without).toBeGreaterThan(right?.edge as number);
    expect(right?.influence.w?.displacement).toBeGreaterThan(0.1);
  });
});

describe('decoupling', () => {
  it('of the mean leaves the outliers of a model without one, where g does not depend on it', () => {
    const law = assembledLaw(logistic({ mean: [2, 0], w: [0, 3] }));
    const without = findOutliers(decoupled(law.curve, 'mean'), law.structure);
    const expected = limitingLaw(logistic({ w: [3] })).outliers;
    expect(without.map(({ side }) => side)).toEqual(expected.map(({ side }) => side));
    expect(without[0].location).toBeCloseTo(expected[0].location, 12);
  });

  it('of w and wStar in one direction leaves that of the mean at |mean|^2 phi on an isotropic Lambda', () => {
    // Without w, 1 + phi |mean|^2 / (phi - z) = 0: z = phi (1 + |mean|^2) at the outlier.
    const law = assembledLaw(logistic({ mean: [2, 0], w: [0, 3], wStar: [0, 1] }));
    const [rest] = findOutliers(decoupled(law.curve, 'wStar'), law.structure);
    const { delta } = law.stieltjes({ re: rest.location, im: 0 });
    const phi = law.curvature.transform(delta).phi.re;
    expect(rest.location / (phi * 5)).toBeCloseTo(1, 11);
  });
});

describe('a signal without an outlier', () => {
  it('is told the norm and the aspect ratio at which it gets one', () => {
    const { silent, outliers } = explain(logistic({ w: [1] }));
    expect(outliers).toEqual([]);
    expect(silent.length).toBe(1);
    expect(silent[0]).toMatchObject({ signal: 'w', why: 'below threshold', norm: 1 });
    expect(silent[0].criticalNorm?.value).toBeCloseTo(1.25794, 5);
    expect(silent[0].criticalNorm).toMatchObject({ present: 'above', side: 'left' });
    const c = silent[0].criticalAspectRatio?.value as number;
    expect(silent[0].criticalAspectRatio?.present).toBe('below');
    expect(limitingLaw(logistic({ w: [1], aspectRatio: c * (1 - 1e-7) })).outliers.length).toBe(1);
    expect(limitingLaw(logistic({ w: [1], aspectRatio: c * (1 + 1e-7) })).outliers.length).toBe(0);
    expect(silent[0].margin).toMatchObject({ side: 'left', direction: { w: expect.closeTo(1, 12) } });
    expect(silent[0].margin?.margin).toBeGreaterThan(-1);
    expect(silent[0].margin?.margin).toBeLessThan(0);
  });

  it('has a margin that passes through zero with the threshold', () => {
    const threshold = 1.2579375857970199;
    const margin = (w: number) =>
      Math.max(
        ...explain(logistic({ w: [w] }))
          .margins.filter(({ side }) => side === 'left')
          .map((mode) => mode.margin),
      );
    const [below, above] = [margin(threshold * (1 - 1e-6)), margin(threshold * (1 + 1e-6))];
    expect(below).toBeLessThan(0);
    expect(above).toBeGreaterThan(0);
    expect(above - below).toBeLessThan(1e-4);
    expect(Math.abs(above + below)).toBeLessThan(1e-3 * (above - below));
  });

  it('may not matter to the curvature at all', () => {
    const { silent } = explain(logistic({ mean: [2, 0, 0], wStar: [0, 0, 1] }));
    expect(silent).toEqual([
      { signal: 'wStar', why: 'uncoupled', norm: 1, margin: null, criticalNorm: null, criticalAspectRatio: null },
    ]);
  });

  it('has no edge to pass where the curvature is unbounded on both sides', () => {
    const { silent, margins } = explain(defineModel({ ...PRESETS['figure-1c'] }));
    expect(silent.map(({ signal, why }) => `${signal}: ${why}`)).toEqual(['w: no edge', 'wStar: no edge']);
    expect(margins).toEqual([]);
  });
});

describe('in words', () => {
  it('names place, cause and alignment', () => {
    const [bulk, outlier, ...rest] = explanationWords(explain(defineModel(PRESETS['figure-5'])));
    expect(rest).toEqual([]);
    expect(bulk).toBe('The bulk of the eigenvalues fills [0.064207, 0.28047].');
    expect(outlier).toBe(
      'The outlier at 0.052093 is on the left of the bulk, 0.012114 from its edge 0.064207. Its cause is w. ' +
        'With w decoupled from the curvatures it is gone. The squared cosine of its eigenvector is 0.852 with w.',
    );
  });

  it('says why there is none', () => {
    const words = explanationWords(explain(logistic({ w: [1] })));
    expect(words[1]).toBe('There is no outlier.');
    expect(words[2]).toMatch(/^w, of norm 1, causes no outlier: at the left edge .* margin to the threshold is -0\./);
    expect(words[2]).toMatch(/appear on the left at the norm 1\.25794 \(and be there above it\)/);
    expect(words[2]).toMatch(/With more samples one would appear on the left at p\/n = 0\.0624631/);
  });
});
