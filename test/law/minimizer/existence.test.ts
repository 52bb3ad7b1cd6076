/** Where there is a minimizer, and what is said where there is none or may be several. */

import { describe, expect, it } from 'vitest';
import { MinimizerError, ModelError } from '../../../src/errors';
import { AssembledLaw } from '../../../src/law/assembled-law';
import { limitingLaw } from '../../../src/law/limiting-law';
import { fitLossOf } from '../../../src/law/minimizer/fit-loss';
import { minimizerLaw } from '../../../src/law/minimizer/minimizer-law';
import { separationThreshold } from '../../../src/law/minimizer/separation';
import { defineModel, type ModelInput } from '../../../src/model/define-model';

const logistic = (input: Partial<ModelInput>) =>
  defineModel({ response: 'logistic', loss: 'logistic', at: { minimizer: { ridge: 0 } }, aspectRatio: 0.1, ...input });

describe('the threshold of Candes and Sur', () => {
  it.each([
    [0, 0.5],
    [1, 0.438939067],
    [4, 0.344930128],
    [9, 0.272521603],
    [16, 0.221473359],
    [25, 0.185051858],
  ])('|wStar|^2 = %d: %d', (rho, threshold) => {
    expect(Math.abs(separationThreshold(logistic({ wStar: [Math.sqrt(rho)] })) - threshold)).toBeLessThan(6e-10);
  });

  it('does not change with C at the same variance of h*, and falls with an intercept', () => {
    const covariance = { eigenvalues: [1, 4], weights: [0.5, 0.5] };
    const stretched = separationThreshold(logistic({ covariance, wStar: [Math.sqrt(4 / 2.5)] }));
    expect(stretched).toBeCloseTo(0.344930128, 8);
    const minimizer = { ridge: 0, intercept: true };
    const biased = logistic({ mean: [2, 0], wStar: [1, 1] });
    expect(separationThreshold({ ...biased, minimizer })).toBeLessThan(separationThreshold(biased));
  });

  it('is in the error beyond it, with advice', () => {
    let error: unknown;
    try {
      limitingLaw(logistic({ aspectRatio: 0.35, wStar: [2] }));
    } catch (caught) {
      error = caught;
    }
    expect(error).toBeInstanceOf(MinimizerError);
    expect((error as MinimizerError).threshold).toBeCloseTo(0.344930128, 8);
    expect((error as MinimizerError).message).toMatch(/ridge > 0/);
  });

  it('is approached: |w| grows, the left edge tends to zero', () => {
    const { minimizer, support, outliers } = limitingLaw(logistic({ aspectRatio: 0.95 * 0.344930128, wStar: [2] }));
    expect(minimizer?.q.value).toBeCloseTo(127.9, 1);
    expect(minimizer?.gamma.value).toBeCloseTo(18.95, 2);
    expect(support[0][0]).toBeCloseTo(0.001735, 6);
    expect(outliers[0].location).toBeCloseTo(0.000437, 6);
    expect(outliers[0].alignment.w).toBeCloseTo(0.9535, 4);
  });
});

describe('the case of Sur and Candes, c = 0.2, |wStar|^2 = 5', () => {
  it('alpha, sigma and lambda to their printed digits', () => {
    const { minimizer } = limitingLaw(logistic({ aspectRatio: 0.2, wStar: [Math.sqrt(5)] }));
    const { m, q, gamma } = minimizer as NonNullable<typeof minimizer>;
    const alpha = m.value / 5;
    // |w|^2 = alpha^2 |wStar|^2 + sigma^2; theirs is sigma / sqrt(kappa).
    expect(alpha).toBeCloseTo(1.4994, 4);
    expect(Math.sqrt((q.value - alpha ** 2 * 5) / 0.2)).toBeCloseTo(4.7436, 4);
    expect(gamma.value).toBeCloseTo(3.0269, 4);
  });
});

describe('refusals', () => {
  const at = { minimizer: { ridge: 0.1 } };
  it.each([
    [{ response: 'phase-retrieval', loss: 'phase-retrieval' }, /several minima/],
    [
      { response: 'linear', loss: { kind: 'cauchy' }, at: { minimizer: { ridge: 0.001 } }, aspectRatio: 2 },
      /several minima/,
    ],
    [{ response: 'linear', loss: { curvature: () => 1 } }, /catalogue/],
  ] as const)('%o', (input, message) => {
    const run = () => limitingLaw(defineModel({ aspectRatio: 0.2, at, wStar: [1], ...input } as ModelInput));
    expect(run).toThrow(ModelError);
    expect(run).toThrow(message);
  });

  it.each([
    [{ w: [1] }, /not both/],
    [{ at: { minimizer: { ridge: -1 } } }, /ridge/],
    [{ at: { minimizer: { ridge: 1, extra: 1 } } }, /extra/],
    [{ loss: undefined, preprocessing: { kind: 'identity' } }, /loss to minimize/],
  ] as const)('%o', (input, message) => {
    expect(() =>
      defineModel({ aspectRatio: 0.2, response: 'linear', loss: 'square', at, ...input } as ModelInput),
    ).toThrow(message);
  });
});

describe('other settings that were recorded', () => {
  const atom = (square: number) => ({
    atoms: [
      {
        eigenvalue: 1,
        weight: 1,
        gram: [
          [0, 0, 0],
          [0, 0, 0],
          [0, 0, square],
        ],
      },
    ],
  });

  it('Cauchy loss, contaminated noise: the objective is convex, the loss is not', () => {
    const noise = [
      { weight: 0.8, variance: 0.25 },
      { weight: 0.2, variance: 4 },
    ];
    const response = { map: (star: number) => star, kinks: [], linear: true, noise };
    const problem = { loss: fitLossOf({ loss: { kind: 'cauchy', scale: 1 } }), response, aspectRatio: 0.2, ridge: 0.3 };
    const { curvature, geometry } = minimizerLaw({ ...problem, intercept: false }, atom(4));
    const law = new AssembledLaw(curvature, geometry, 0.2);
    expect(law.support[0][0]).toBeCloseTo(-0.00445, 5);
    expect(law.outliers[0].location).toBeCloseTo(-0.018907, 6);
    expect(law.outliers[0].alignment.wStar).toBeCloseTo(0.6249, 4);
    expect(law.outliers[0].alignment.w).toBeCloseTo(0.4547, 4);
  });

  it('an intercept: labels with a true one of 1.5', () => {
    const probabilities = (h: number) => [1 / (1 + Math.exp(-h - 1.5)), 1 / (1 + Math.exp(h + 1.5))];
    const model = defineModel({
      ...{ aspectRatio: 0.1, response: { values: [1, -1], probabilities }, loss: 'logistic', wStar: [Math.sqrt(6)] },
      at: { minimizer: { ridge: 0.01, intercept: true } },
    });
    const { minimizer, outliers } = limitingLaw(model);
    expect(minimizer?.intercept?.value).toBeCloseTo(1.45692, 5);
    expect(outliers[0].location).toBeCloseTo(0.04486, 5);
    expect(outliers[0].alignment.w).toBeCloseTo(0.516, 3);
    expect(outliers[0].alignment.wStar).toBeCloseTo(0.429, 3);
  });

  it('an outlier in a gap: squared hinge, logistic labels, C = (1, 8)', () => {
    const features = 800;
    const values = new Float64Array(features);
    values[0] = Math.sqrt(0.5);
    values[features / 2] = 1;
    const model = defineModel({
      ...{ features, samples: 8000, response: 'logistic', loss: 'squared-hinge', wStar: { values } },
      ...{ covariance: { eigenvalues: [1, 8], weights: [0.5, 0.5] }, at: { minimizer: { ridge: 0.1 } } },
    });
    const law = limitingLaw(model);
    const inGap = law.outliers.filter(({ side }) => side === 'gap');
    expect(law.bulks.length).toBe(2);
    expect(inGap.some(({ location }) => Math.abs(location - 1.764412) < 6e-7)).toBe(true);
  });

  it('labels that are pure noise: an outlier along w all the same', () => {
    const at = (aspectRatio: number) => limitingLaw(logistic({ aspectRatio })).outliers;
    expect(at(0.2)).toEqual([]);
    expect(at(0.3)[0].location).toBeCloseTo(0.030109, 6);
    expect(at(0.3)[0].alignment.w).toBeCloseTo(0.301, 3);
    expect(at(0.4)[0].location).toBeCloseTo(0.009957, 6);
    expect(at(0.4)[0].alignment.w).toBeCloseTo(0.7315, 4);
  });
});
