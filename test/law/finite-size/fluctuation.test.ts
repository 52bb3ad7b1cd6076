/** Predictions at finite size against simulation. Spreads differ from their leading order by some p^(-2/3), centers by p^(-1/3). */

import { describe, expect, it } from 'vitest';
import { edgeFluctuation, outlierFluctuation, outlierPValue } from '../../../src/law/finite-size/fluctuation';
import { TRACY_WIDOM, tracyWidomDensity } from '../../../src/law/finite-size/tracy-widom';
import { limitingLaw } from '../../../src/law/limiting-law';
import { defineModel, type ModelInput } from '../../../src/model/define-model';
import { gauss } from '../../../src/numerics/gauss-legendre';
import { simulateTrials } from '../../../src/simulation/simulate';

const SIZE = { samples: 400, features: 100 };
const TRIALS = 400;

/** Spectra by model: some tests look at the same ones. */
const known = new Map<string, Promise<Float64Array[]>>();

function simulated(input: ModelInput): Promise<Float64Array[]> {
  const key = JSON.stringify(input);
  const spectra = known.get(key) ?? simulate(input);
  known.set(key, spectra);
  return spectra;
}

async function simulate(input: ModelInput): Promise<Float64Array[]> {
  const spectra: Float64Array[] = [];
  const trials = simulateTrials(defineModel(input), { seed: 11, trials: TRIALS });
  for await (const { eigenvalues } of trials) spectra.push(eigenvalues);
  return spectra;
}

/** Phi, by its own integral over the lighter tail. */
function normalCdf(x: number): number {
  const density = (u: number) => Math.exp((-u * u) / 2) / Math.sqrt(2 * Math.PI);
  let tail = 0;
  for (let k = 0; k < 10; k++) tail += gauss(density, Math.abs(x) + k, Math.abs(x) + k + 1);
  return x < 0 ? tail : 1 - tail;
}

function summary(values: readonly number[]): { mean: number; deviation: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, deviation: Math.sqrt(squares / (values.length - 1)) };
}

/** Four standard errors of a simulated standard deviation, and the next order. */
const SPREAD = 4 / Math.sqrt(2 * TRIALS) + SIZE.features ** (-2 / 3);

describe.each([
  ['Marchenko-Pastur', {}],
  ['logistic, |w| = 3', { w: [3] }],
  ['logistic, |w| = 1.5, C = diag(1, 2)', { w: [1.5], covariance: { eigenvalues: [1, 2], weights: [0.5, 0.5] } }],
] as const)('the extreme eigenvalues: %s', (_, rest) => {
  const input = { ...SIZE, response: 'logistic', loss: 'logistic', ...rest } as unknown as ModelInput;
  const law = limitingLaw(defineModel(input));
  const left = law.outliers.filter(({ side }) => side === 'left').length;

  it('are where they are expected, and spread as far', async () => {
    const spectra = await simulated(input);
    for (const [side, index] of [
      ['left', left],
      ['right', SIZE.features - 1],
    ] as const) {
      const expected = edgeFluctuation(law, { bulk: 0, side }, SIZE);
      const { mean, deviation } = summary(spectra.map((values) => values[index]));
      const standard = expected.standardDeviation as number;
      expect(Math.abs(deviation / standard - 1)).toBeLessThan(SPREAD);
      const bias = SIZE.features ** (-1 / 3) * 4 * (expected.scale as number);
      expect(Math.abs(mean - (expected.expected as number))).toBeLessThan(bias + (4 * standard) / Math.sqrt(TRIALS));
      expect(expected.source).toBe('theory');
    }
  });
});

it('the sampling of the curvatures widens an edge beyond Tracy-Widom, as simulated', async () => {
  const input: ModelInput = { ...SIZE, response: 'logistic', loss: 'logistic', w: [3] };
  const law = limitingLaw(defineModel(input));
  const { scale, deviation } = edgeFluctuation(law, { bulk: 0, side: 'right' }, SIZE);
  const spectra = await simulated(input);
  const spread = summary(spectra.map((values) => values[SIZE.features - 1])).deviation;
  const tracyWidomAlone = (scale as number) * Math.sqrt(TRACY_WIDOM.variance);
  expect(deviation as number).toBeGreaterThan(0.5 * tracyWidomAlone);
  expect(spread / tracyWidomAlone - 1).toBeGreaterThan(SPREAD);
});

describe('an outlier', () => {
  it('of the mean, g = 1: the variance of a rank-one signal in Gaussian noise, from its secular equation', () => {
    const [c, rho] = [0.25, 1.44];
    const law = limitingLaw(
      defineModel({ aspectRatio: c, response: 'linear', loss: 'square', mean: [Math.sqrt(rho)] }),
    );
    const { location: z } = law.outliers[0];
    // z (1 - R)(1 - S) = (theta + o)^2 for quadratic forms R, S, o in resolvents of the noise: means and variances by h and h2,
    // the integrals of 1 / (z - x) and 1 / (z - x)^2.
    const h = law.integrate((x) => 1 / (z - x)).value;
    const h2 = law.integrate((x) => 1 / (z - x) ** 2).value;
    const [r, s] = [c * h + (1 - c) / z, c * h];
    expect(z * (1 - r) * (1 - s)).toBeCloseTo(rho, 8);
    const [rVariance, sVariance] = [2 * (c * h2 + (1 - c) / (z * z)), 2 * c * h2];
    const [rSlope, sSlope] = [-c * h2 - (1 - c) / (z * z), -c * h2];
    const slope = (1 - r) * (1 - s) - z * rSlope * (1 - s) - z * sSlope * (1 - r);
    const variance = (z * (1 - s)) ** 2 * rVariance + (z * (1 - r)) ** 2 * sVariance + 4 * rho * (1 + c * (z * h2 - h));
    expect(
      Math.abs((law.outlierDeviation(law.outliers[0]) as number) / (Math.sqrt(variance) / slope) - 1),
    ).toBeLessThan(1e-8);
  });

  it.each([
    ['of the mean, g = 1', { loss: 'square', mean: [1.2] }, 'right'],
    ['of the mean, orthogonal to w', { loss: 'logistic', w: [2], mean: [0, 1.6] }, 'right'],
    ['of the mean, C = 3 I', { loss: 'square', mean: [2.2], covariance: { eigenvalues: [3], weights: [1] } }, 'right'],
    ['along w', { samples: 1000, loss: 'logistic', w: [3] }, 'left'],
    ['of mean and w together', { samples: 1000, loss: 'logistic', w: [3, 1], mean: [1, 3] }, 'right'],
    [
      'of mean and w together, C = diag(1, 2)',
      {
        samples: 1000,
        loss: 'logistic',
        w: [3, 1],
        mean: [1, 4],
        covariance: { eigenvalues: [1, 2], weights: [0.5, 0.5] },
      },
      'right',
    ],
    [
      'along w, C with correlation 0.3',
      { samples: 1000, loss: 'logistic', w: [3], covariance: { kind: 'toeplitz', correlation: 0.3 } },
      'left',
    ],
  ])('fluctuates as expected: %s', async (_, rest, side) => {
    const input = { ...SIZE, response: 'logistic', ...rest } as ModelInput & typeof SIZE;
    const law = limitingLaw(defineModel(input));
    const outlier = law.outliers[side === 'left' ? 0 : law.outliers.length - 1];
    expect(outlier.side).toBe(side);
    const { standardDeviation, expected } = outlierFluctuation(law, outlier, input);
    const index = side === 'left' ? 0 : input.features - 1;
    const { mean, deviation } = summary((await simulated(input)).map((values) => values[index]));
    const standard = standardDeviation as number;
    // The next order of a Gaussian fluctuation is n^(-1/2), for center and spread.
    expect(Math.abs(deviation / standard - 1)).toBeLessThan(4 / Math.sqrt(2 * TRIALS) + 0.05);
    expect(Math.abs(mean - (expected as number))).toBeLessThan(standard * (4 / Math.sqrt(TRIALS) + 0.15));
  });

  it('is not covered for a label that tells more than g, and says so', () => {
    const preprocessing = { kind: 'clip', bound: 3 } as const;
    const law = limitingLaw(defineModel({ aspectRatio: 0.1, response: 'phase-retrieval', preprocessing, wStar: [1] }));
    const { standardDeviation, source, reason } = outlierFluctuation(law, law.outliers[0], SIZE);
    expect([standardDeviation, source]).toEqual([null, null]);
    expect(reason).toMatch(/known only/);
  });
});

describe('outlierPValue', () => {
  it.each([
    ['Marchenko-Pastur', {}],
    ['logistic', { w: [3] }],
  ])('is uniform for the largest eigenvalue of a bulk, or errs on the safe side: %s', async (_, rest) => {
    const input: ModelInput = { ...SIZE, response: 'logistic', loss: 'logistic', ...rest };
    const law = limitingLaw(defineModel(input));
    const values = (await simulated(input))
      .map((eigenvalues) => outlierPValue(law, eigenvalues[SIZE.features - 1], SIZE, 'right').pValue as number)
      .sort((a, b) => a - b);
    const distance = Math.max(...values.map((value, i) => Math.max((i + 1) / TRIALS - value, value - i / TRIALS)));
    // Kolmogorov-Smirnov at 0.1%; the center is p^(-1/3) scales off or a little more, with a density below 0.32 a scale.
    expect(distance).toBeLessThan(1.95 / Math.sqrt(TRIALS) + 2 * 0.32 * SIZE.features ** (-1 / 3));
    // The bias is inwards: no more small p-values than there should be, by three standard errors of a binomial.
    const small = values.filter((value) => value < 0.05).length;
    expect(small).toBeLessThan(0.05 * TRIALS + 3 * Math.sqrt(0.05 * 0.95 * TRIALS));
  });

  it('is small for an outlier, and falls with the distance', () => {
    const law = limitingLaw(defineModel({ aspectRatio: 0.25, response: 'logistic', loss: 'logistic', w: [1] }));
    const edge = law.bulks[0].right.location as number;
    const values = [0.9, 1, 1.05, 1.2, 2].map(
      (factor) => outlierPValue(law, factor * edge, SIZE, 'right').pValue as number,
    );
    values.slice(1).forEach((value, i) => {
      expect(value).toBeLessThan(values[i]);
    });
    expect(values[0]).toBeGreaterThan(0.5);
    expect(values[4]).toBeLessThan(1e-20);
    // On its own it takes the side that the eigenvalue lies on.
    expect(outlierPValue(law, 1.2 * edge, SIZE).pValue).toBe(values[3]);
    const left = law.bulks[0].left.location as number;
    expect(outlierPValue(law, 0.5 * left, SIZE).pValue).toBe(outlierPValue(law, 0.5 * left, SIZE, 'left').pValue);
  });

  it('is the survival of the sum of the two parts, by another quadrature', () => {
    const law = limitingLaw(defineModel({ aspectRatio: 0.25, response: 'logistic', loss: 'logistic', w: [3] }));
    const edge = law.bulks[0].right.location as number;
    // 1 - F = integral of f(s) Phi((s scale - x) / deviation): the trapezoid rule in s, fine enough for either law.
    const step = 0.2;
    const nodes = Array.from({ length: 150 }, (_, i) => -9 + i * step);
    const weights = nodes.map((s) => step * tracyWidomDensity(s));
    for (const samples of [400, 4e4, 4e8]) {
      const size = { samples, features: samples / 4 };
      const { scale, deviation } = edgeFluctuation(law, { bulk: 0, side: 'right' }, size);
      const [a, b] = [scale as number, deviation as number];
      expect(b).toBeGreaterThan(0.9 * a);
      for (const x of [-2, 0, 3, 8].map((distance) => distance * a)) {
        const expected = nodes.reduce((sum, s, i) => sum + weights[i] * normalCdf((s * a - x) / b), 0);
        const { pValue } = outlierPValue(law, edge + x, size, 'right');
        expect(Math.abs((pValue as number) / expected - 1)).toBeLessThan(1e-10);
      }
    }
  });

  it('takes the nearer bulk in a gap', () => {
    const covariance = { eigenvalues: [1, 4], weights: [0.5, 0.5] };
    const law = limitingLaw(
      defineModel({ aspectRatio: 2 / 15, response: 'logistic', loss: 'logistic', w: [1], covariance }),
    );
    const [low, high] = [law.bulks[0].right.location as number, law.bulks[1].left.location as number];
    const size = { samples: 6000, features: 800 };
    const at = (share: number) => outlierPValue(law, low + share * (high - low), size).pValue as number;
    expect(at(0.5)).toBeLessThan(at(0.01));
    expect(at(0.5)).toBeLessThan(at(0.99));
    expect(at(0.01)).toBeGreaterThan(1e-3);
  });

  it('is not made up where there is no edge', () => {
    const law = limitingLaw(defineModel({ aspectRatio: 0.2, response: 'logistic', loss: 'exponential', w: [1] }));
    expect(outlierPValue(law, 100, SIZE, 'right')).toEqual({
      pValue: null,
      reason: 'the bulk has no end on this side',
    });
    const touching = limitingLaw(defineModel({ aspectRatio: 1, response: 'linear', loss: 'square' }));
    expect(edgeFluctuation(touching, { bulk: 0, side: 'left' }, SIZE)).toMatchObject({ expected: null, scale: null });
    expect(outlierPValue(law, 1, SIZE, 'gap').pValue).toBeNull();
    expect(() => edgeFluctuation(law, { bulk: 3, side: 'left' }, SIZE)).toThrow(RangeError);
  });
});
