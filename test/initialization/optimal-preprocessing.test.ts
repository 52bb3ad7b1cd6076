import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { designPreprocessing } from '../../src/initialization/designed-preprocessing';
import {
  optimalAlignment,
  optimalPreprocessing,
  weakRecoveryThreshold,
} from '../../src/initialization/optimal-preprocessing';
import { secondMoment } from '../../src/initialization/second-moment';
import { limitingLaw } from '../../src/law/limiting-law';
import { defineModel } from '../../src/model/define-model';
import type { PreprocessingInput } from '../../src/model/preprocessings';
import type { ResponseInput } from '../../src/model/responses';
import { gaussian, posteriorBySimpson, simpson } from './simpson';

const modelOf = (response: ResponseInput, c: number, preprocessing: PreprocessingInput = { kind: 'clip', bound: 3 }) =>
  defineModel({ aspectRatio: c, response, preprocessing, wStar: [1] });
const topAlignment = (response: ResponseInput, c: number, preprocessing: PreprocessingInput) =>
  limitingLaw(modelOf(response, c, preprocessing)).outliers.find(({ side }) => side === 'right')?.alignment.wStar ?? 0;

/** One of two values: whether |h*| exceeds 1. */
const LOUD: ResponseInput = {
  values: [0, 1],
  probabilities: (h) => (Math.abs(h) > 1 ? [0, 1] : [1, 0]),
  kinks: [-1, 1],
};

describe('weakRecoveryThreshold', () => {
  it.each(['phase-retrieval', 'amplitude', 'tanh'] as const)('is 2 for %s without noise, which gives s^2', (kind) => {
    expect(weakRecoveryThreshold(modelOf(kind, 0.5))).toBeCloseTo(2, 10);
  });
  it('is 1 for relu without noise, which gives s^2 half of the time', () => {
    expect(weakRecoveryThreshold(modelOf('relu', 0.5))).toBeCloseTo(1, 10);
  });
  it('is 0 for signs and labels, which say nothing of s^2, and 2 / (1 + noise^2)^2 for a linear response', () => {
    for (const kind of ['sign', 'logistic', 'probit'] as const) {
      expect(weakRecoveryThreshold(modelOf(kind, 0.5))).toBeCloseTo(0, 12);
    }
    // s given y is N(y / v, noise^2 / v) with v = 1 + noise^2, and y ~ N(0, v).
    const noisy = modelOf({ kind: 'linear', noise: 0.5 }, 0.5);
    expect(weakRecoveryThreshold(noisy)).toBeCloseTo(2 / 1.25 ** 2, 9);
  });
  it('is 4 phi(1)^2 / (P (1 - P)) for whether |h*| > 1, of probability P', () => {
    // E[s^2 - 1; |s| > 1] = 2 phi(1), and minus that otherwise.
    const loud = 0.31731050786291415;
    const expected = (2 * gaussian(1)) ** 2 * (1 / loud + 1 / (1 - loud));
    expect(weakRecoveryThreshold(modelOf(LOUD, 0.5))).toBeCloseTo(expected, 10);
  });
  it('is that of the counts, summed one by one, for Poisson', () => {
    let sum = 0;
    for (let k = 0, factorial = 1; k < 100; factorial *= ++k) {
      const chance = (s: number) => (gaussian(s) * Math.exp((k * s) / 2 - Math.exp(s / 2))) / factorial;
      const mass = simpson(chance, -9, 9, 1000);
      sum += simpson((s) => (s * s - 1) * chance(s), -9, 9, 1000) ** 2 / mass;
    }
    const half = defineModel({
      aspectRatio: 0.5,
      response: 'poisson',
      preprocessing: { kind: 'identity' },
      wStar: [0.5],
    });
    expect(weakRecoveryThreshold(half)).toBeCloseTo(sum, 9);
  });
  it('is that of a sum over s and y for noisy phase retrieval', () => {
    const excess = (y: number) => {
      const { density, moment } = posteriorBySimpson((s) => s * s, 0.5, y, 300);
      return density * (moment - 1) ** 2;
    };
    const [coarse, fine] = [800, 1600].map((panels) => simpson(excess, -4, 80, panels));
    expect(Math.abs(coarse - fine)).toBeLessThan(1e-8);
    const found = weakRecoveryThreshold(modelOf({ kind: 'phase-retrieval', noise: 0.5 }, 0.5));
    expect(Math.abs(found - fine)).toBeLessThan(1e-8);
  });
  it('refuses what is not covered, naming it', () => {
    expect(() => weakRecoveryThreshold(defineModel({ ...COLORED, response: 'relu' }))).toThrow(
      /covariance: expected the identity/,
    );
  });
});

const COLORED = {
  aspectRatio: 0.5,
  preprocessing: { kind: 'identity' },
  covariance: { eigenvalues: [1, 2], weights: [0.5, 0.5] },
  wStar: [1],
} as const;

describe('E[s^2 | y] of maps of the caller without noise', () => {
  const same: [string, ResponseInput, ResponseInput, number[]][] = [
    ['h^2', { map: (h) => h * h }, 'phase-retrieval', [0.01, 0.3, 1, 7]],
    ['max(h, 0)', { map: (h) => Math.max(h, 0), kinks: [0] }, 'relu', [0, 0.2, 1, 3]],
    ['tanh h', { map: Math.tanh }, 'tanh', [-0.9, -0.1, 0.3, 0.99]],
    ['|h|', { map: Math.abs, kinks: [0] }, 'amplitude', [0.02, 0.7, 2.5]],
  ];
  it.each(same)('%s: as that of the catalogue', (_, own, named, labels) => {
    const [found, expected] = [own, named].map((response) => secondMoment(modelOf(response, 0.5)));
    for (const y of labels) expect(Math.abs(found.at(y) / expected.at(y) - 1)).toBeLessThan(1e-9);
    expect(weakRecoveryThreshold(modelOf(own, 1))).toBeCloseTo(weakRecoveryThreshold(modelOf(named, 1)), 8);
  });
  it('h^3 gives all of s^2; floor(|h|) is a label, of which each value has its own s^2', () => {
    expect(weakRecoveryThreshold(modelOf({ map: (h) => h ** 3 }, 1))).toBeCloseTo(2, 8);
    const edges = Array.from({ length: 19 }, (_, k) => k - 9);
    const { at } = secondMoment(modelOf({ map: (h) => Math.floor(Math.abs(h)), kinks: edges }, 0.5));
    for (const k of [0, 1, 2]) {
      const mass = simpson(gaussian, k, k + 1, 500);
      expect(at(k)).toBeCloseTo(simpson((s) => s * s * gaussian(s), k, k + 1, 500) / mass, 9);
    }
  });
  it('of a map that turns: means over y of what y tells are those of s, and little noise changes little', () => {
    const wavy = (h: number) => h + 2 * Math.sin(2 * h);
    const { at, nodes } = secondMoment(modelOf({ map: wavy }, 0.5));
    const mean = nodes.reduce((sum, { mass, moment }) => sum + mass * moment, 0);
    // Beside the turning points the density of y is infinite, and nodes in s see little of that.
    expect(Math.abs(mean - 1)).toBeLessThan(1e-3);
    for (const y of [-2.1, -0.8, 0.7, 1.2, 3.3]) {
      const { moment } = posteriorBySimpson(wavy, 0.003, y, 60_000);
      expect(Math.abs(at(y) / moment - 1)).toBeLessThan(1e-3);
    }
  });
});

describe('E[s^2 | y] of noisy responses, against Simpson at two resolutions', () => {
  const wavy = (h: number) => h + Math.sin(2 * h);
  const cases: [ResponseInput, (s: number) => number, number, number[]][] = [
    [{ kind: 'phase-retrieval', noise: 0.05 }, (s) => s * s, 0.05, [-0.2, 0, 0.01, 0.7, 6, 20]],
    [{ kind: 'phase-retrieval', noise: 1 }, (s) => s * s, 1, [-4, 0, 0.5, 3, 15]],
    [{ kind: 'tanh', noise: 0.3 }, Math.tanh, 0.3, [-1.5, -0.2, 0, 0.9, 1.4]],
    [{ kind: 'relu', noise: 0.4 }, (s) => Math.max(s, 0), 0.4, [-1, -0.1, 0, 0.3, 3]],
    [{ kind: 'amplitude', noise: 0.2 }, Math.abs, 0.2, [-0.5, 0, 0.1, 1, 4]],
    [{ map: wavy, noise: 0.1 }, wavy, 0.1, [-3, -0.4, 0, 0.6, 2, 4]],
  ];
  it.each(cases)('%j', (response, map, noise, labels) => {
    const { at } = secondMoment(modelOf(response, 0.5));
    for (const y of labels) {
      const [coarse, fine] = [8000, 16000].map((panels) => posteriorBySimpson(map, noise, y, panels).moment);
      expect(Math.abs(coarse / fine - 1)).toBeLessThan(1e-8);
      // Simpson sees the kinks of relu and amplitude to second order in its step.
      expect(Math.abs(at(y) / fine - 1)).toBeLessThan(Math.abs(coarse / fine - 1) + 1e-10);
    }
  });
});

describe('optimalPreprocessing', () => {
  it('is (y - 1) / (y - 1 + sqrt(2 / c)) for phase retrieval without noise, 1 - 1 / y not regularized', () => {
    const model = modelOf('phase-retrieval', 0.5);
    const { transform } = optimalPreprocessing(model);
    const star = optimalPreprocessing(model, { regularized: false });
    for (const y of [0.01, 0.5, 1, 4]) {
      expect(transform(y)).toBeCloseTo((y - 1) / (y + 1), 12);
      expect(star.transform(y)).toBeCloseTo(1 - 1 / y, 10);
    }
    expect(Number.isFinite(star.transform(0))).toBe(true);
  });
  // Reference values of an independent computation.
  it.each([
    [0.1, 0.862715],
    [0.5, 0.485824],
    [1, 0.206037],
  ])('has, regularized, at c = %d the squared alignment %d, above clips', (c, expected) => {
    const found = topAlignment('phase-retrieval', c, optimalPreprocessing(modelOf('phase-retrieval', c)));
    expect(Math.abs(found - expected)).toBeLessThan(1e-6);
    for (const bound of [1.5, 3, 6]) {
      expect(found).toBeGreaterThan(topAlignment('phase-retrieval', c, { kind: 'clip', bound }));
    }
  });
  it.each([
    [{ kind: 'phase-retrieval', noise: 0.3 }, 0.3],
    [{ kind: 'relu', noise: 0.5 }, 0.1],
    [{ kind: 'tanh', noise: 0.3 }, 0.2],
    [{ kind: 'amplitude', noise: 0.2 }, 1],
    [LOUD, 0.2],
  ] as [ResponseInput, number][])('%j at c = %d: the law of T* has the alignment that is promised', (response, c) => {
    const model = modelOf(response, c);
    const found = topAlignment(response, c, optimalPreprocessing(model, { regularized: false }));
    expect(Math.abs(found - optimalAlignment(model))).toBeLessThan(1e-8);
  });
  it('is promised nothing from the threshold on, and almost all of wStar for c near zero', () => {
    expect(optimalAlignment(modelOf('phase-retrieval', 2))).toBe(0);
    expect(optimalAlignment(modelOf('phase-retrieval', 1e-4))).toBeGreaterThan(0.9999);
  });
});

describe('designPreprocessing', () => {
  const responses: ResponseInput[] = ['phase-retrieval', 'relu', { kind: 'amplitude', noise: 0.3 }, LOUD];
  it.each(responses)(
    '%j: in its range, as aligned as it says, better with a wider range, T* in the limit',
    (response) => {
      const threshold = weakRecoveryThreshold(modelOf(response, 1));
      const c = 0.3 * threshold;
      const model = modelOf(response, c);
      let [before, reach] = [0, 0];
      for (const bound of [0, 0.3, 1, 8]) {
        const design = designPreprocessing(model, { range: [-3 * bound, 3] });
        const { preprocessing, alignment, threshold: ownThreshold } = design;
        const values = secondMoment(model).nodes.map(({ y }) => preprocessing.transform(y));
        expect(Math.max(...values)).toBeLessThanOrEqual(3);
        expect(Math.min(...values)).toBeGreaterThanOrEqual(-3 * bound);
        expect(alignment).toBeGreaterThanOrEqual(before - 1e-12);
        expect(ownThreshold).toBeGreaterThanOrEqual(reach - 1e-12);
        expect(ownThreshold).toBeLessThanOrEqual(threshold + 1e-12);
        // Where T is cut off its kink lies between the nodes of the design.
        expect(Math.abs(topAlignment(response, c, preprocessing) - alignment)).toBeLessThan(2e-5);
        [before, reach] = [alignment, ownThreshold];
      }
      const wide = designPreprocessing(model, { range: [-1e4, 1] });
      expect(Math.abs(wide.alignment - optimalAlignment(model))).toBeLessThan(1e-6);
      expect(wide.threshold).toBeCloseTo(threshold, 4);
    },
  );
  it('without negative values works up to p/n = E[(s^2 - 1)^2; s^2 > 1] for phase retrieval', () => {
    const { threshold } = designPreprocessing(modelOf('phase-retrieval', 1), { range: [0, 1] });
    expect(threshold).toBeCloseTo(
      simpson((s) => 2 * gaussian(s) * (s * s - 1) ** 2, 1, 12, 2000),
      6,
    );
  });
  it('finds nothing beyond its threshold, and something below', () => {
    const { threshold } = designPreprocessing(modelOf('phase-retrieval', 1), { range: [-1, 1] });
    const at = (c: number) => designPreprocessing(modelOf('phase-retrieval', c), { range: [-1, 1] });
    expect(at(1.001 * threshold).alignment).toBe(0);
    expect(at(0.999 * threshold).alignment).toBeGreaterThan(0);
    expect(topAlignment('phase-retrieval', 0.97 * threshold, at(0.97 * threshold).preprocessing)).toBeGreaterThan(0);
    expect(topAlignment('phase-retrieval', 1.03 * threshold, at(1.03 * threshold).preprocessing)).toBe(0);
  });
  it.each([
    [[1, 2], /range\[0\]: expected a finite number <= 0/],
    [[-1, 0], /range\[1\]: expected a finite number > 0/],
    [[-1], /range: expected \[least, largest\]/],
    [[-Infinity, 1], /range\[0\]/],
  ] as [number[], RegExp][])('refuses the range %j', (range, message) => {
    const design = () => designPreprocessing(modelOf('relu', 0.1), { range: range as [number, number] });
    expect(design).toThrow(message);
  });
});

describe('no other preprocessing is better', () => {
  /** Any T with values in [-1, 1] that is constant between five levels of y. */
  const steps = fc
    .record({
      cuts: fc.array(fc.integer({ min: 1, max: 120 }), { minLength: 4, maxLength: 4 }),
      values: fc.array(fc.integer({ min: -16, max: 16 }), { minLength: 5, maxLength: 5 }),
    })
    .filter(({ values }) => new Set(values).size > 1)
    .map(({ cuts, values }) => {
      const levels = cuts.map((cut) => cut / 20).sort((a, b) => a - b);
      return { transform: (y: number) => values[levels.filter((level) => y > level).length] / 16, kinks: levels };
    });
  const responses: ResponseInput[] = [
    'phase-retrieval',
    'relu',
    { kind: 'phase-retrieval', noise: 0.4 },
    { kind: 'amplitude', noise: 0.3 },
  ];

  it('than T*, nor, within [-1, 1], than the designed one', () => {
    const found = new Set<boolean>();
    fc.assert(
      fc.property(
        steps,
        fc.constantFrom(...responses),
        fc.double({ min: 0.02, max: 1.2, noNaN: true }),
        (T, response, c) => {
          const model = modelOf(response, c);
          const cosines = limitingLaw(modelOf(response, c, T)).outliers.map(({ alignment }) => alignment.wStar ?? 0);
          const best = Math.max(0, ...cosines);
          found.add(best > 0);
          expect(best).toBeLessThanOrEqual(optimalAlignment(model) + 1e-9);
          expect(best).toBeLessThanOrEqual(designPreprocessing(model, { range: [-1, 1] }).alignment + 2e-5);
        },
      ),
      { numRuns: 25, seed: 7 },
    );
    // The bound was put to the test.
    expect(found.has(true)).toBe(true);
  });
  it.each(responses)('%j: than T*, of identity, clips, truncations and the regularized form over c', (response) => {
    for (const c of [0.05, 0.4]) {
      const model = modelOf(response, c);
      const others: PreprocessingInput[] = [
        { kind: 'identity' },
        ...[1, 4].flatMap((bound) => [
          { kind: 'clip' as const, bound },
          { kind: 'truncate' as const, bound },
        ]),
        optimalPreprocessing(model),
      ];
      for (const other of others) {
        expect(topAlignment(response, c, other)).toBeLessThanOrEqual(optimalAlignment(model) + 1e-9);
      }
    }
  });
});
