import { describe, expect, it } from 'vitest';
import { type DataLaw, lawOfData } from '../../src/dataset/data-law';
import type { CovarianceEstimator } from '../../src/dataset/estimated-covariance';
import { type Marking, markEigenvalues, type ObservedAlignment } from '../../src/dataset/mark-eigenvalues';
import { shapeOf } from '../../src/law/curvature/loss-shape';
import { defineModel, type ModelInput } from '../../src/model/define-model';
import { distanceTo } from '../../src/numerics/sample-statistics';
import { symmetricEigenvalues } from '../../src/simulation/symmetric-eigenvalues';
import { type DrawnData, describeData, drawData } from './drawn-data';

const [n, p] = [600, 120];
const unit = (k: number, length: number) => Array.from({ length: p }, (_, i) => (i === k ? length : 0));
const IDENTITY: CovarianceEstimator = {
  given: Float64Array.from({ length: p * p }, (_, k) => (k % (p + 1) === 0 ? 1 : 0)),
};
const logistic = { samples: n, features: p, response: 'logistic', loss: 'logistic' } as const;
const withMean = { ...logistic, w: { values: unit(0, 1) }, mean: { values: unit(1, 1.8) } } as const;

async function marked(
  drawn: DrawnData,
  estimator: CovarianceEstimator = IDENTITY,
  alignments?: ReadonlyMap<number, ObservedAlignment>,
): Promise<{ marking: Marking; law: DataLaw; eigenvalues: Float64Array }> {
  const law = lawOfData(drawn.statistics, { estimator });
  const eigenvalues = await symmetricEigenvalues(drawn.hessian);
  return { marking: markEigenvalues(law, eigenvalues, alignments ? { alignments } : {}), law, eigenvalues };
}

const draw = (input: ModelInput, seed: number, trial = 0) => drawData(defineModel(input), seed, trial);
const explained = ({ marked: all }: Marking) =>
  all.filter(({ verdict }) => verdict === 'outlier').map(({ cause, side }) => [side, ...cause]);

describe('markEigenvalues', () => {
  it.each([
    ['of the mean', withMean, [['right', 'mean']]],
    ['of w', { ...logistic, samples: 1500, w: { values: unit(0, 3) } }, [['left', 'w']]],
    [
      'of both',
      { ...logistic, samples: 1500, w: { values: unit(0, 3) }, mean: { values: unit(1, 2) } },
      [
        ['left', 'w'],
        ['right', 'mean'],
      ],
    ],
    [
      'of wStar, with a clipped preprocessing',
      {
        samples: 900,
        features: p,
        response: 'phase-retrieval',
        preprocessing: { kind: 'clip', bound: 3 },
        wStar: { values: unit(2, 1) },
      },
      [['right', 'wStar']],
    ],
  ] as const)('gives an outlier %s its cause', async (_, input, causes) => {
    for (const trial of [0, 1]) {
      const { marking } = await marked(await draw(input as ModelInput, 4, trial));
      expect(explained(marking)).toEqual(causes);
      expect(marking.missing).toEqual([]);
      expect(marking.marked.filter(({ verdict }) => verdict === 'unexplained')).toEqual([]);
      expect(marking.bulkCount + marking.marked.length).toBe(p);
    }
  });

  it('leaves unexplained what is no mean, w or wStar: a direction of larger variance that C does not have', async () => {
    const { x, y, statistics } = await draw({ ...logistic, w: { values: unit(0, 1) } }, 6);
    const stretched = x.map((value, k) => (k % p === 7 ? 3 * value : value));
    const { g } = shapeOf({ kind: 'logistic' });
    const spiked = await describeData(stretched, y, statistics.weights, g);
    const { marking, law, eigenvalues } = await marked(spiked);
    const last = marking.marked.at(-1);
    expect(last).toMatchObject({ index: p - 1, verdict: 'unexplained', side: 'right', cause: [], outlier: null });
    expect(last?.edgePValue).toBeLessThan(1e-6);
    // With C's eigenvalues inferred from the data it is part of what the law has.
    const inferred = lawOfData(spiked.statistics, { estimator: 'population' });
    const all = markEigenvalues(inferred, eigenvalues).marked;
    expect(all.filter(({ verdict }) => verdict === 'unexplained')).toEqual([]);
    expect(law.covariance.estimator).toBe('given');
  });

  it('explains a spectrum of features with a power-law covariance inferred from them, w across its axes', async () => {
    const [samples, features] = [750, 150];
    const values = Array.from({ length: features }, (_, i) => 27 / (1 + i));
    const direction = Float64Array.from(values, (_, i) => Math.sin(i * i * 1.37 + 1));
    const size = Math.sqrt(direction.reduce((sum, entry, i) => sum + values[i] * entry * entry, 0));
    const model = defineModel({
      ...{ samples, features, response: 'logistic', loss: 'logistic', covariance: { kind: 'diagonal', values } },
      w: { values: Array.from(direction, (entry) => (2 * entry) / size) },
    });
    const drawn = await drawData(model, 3);
    const { marking, law, eigenvalues } = await marked(drawn, 'population');
    expect(marking.marked.filter(({ verdict }) => verdict === 'unexplained')).toEqual([]);
    // The largest eigenvalue is not where C alone would have it: w has moved it.
    const last = marking.marked.find(({ index }) => index === features - 1);
    expect(last?.cause).toEqual(['w']);
    expect(law.law.bulks.at(-1)?.left.location).toBeGreaterThan(eigenvalues[features - 1]);
    const shrunk = (await marked(drawn, 'ledoit-wolf')).law;
    const distance = (data: DataLaw) => distanceTo(eigenvalues, (x) => data.law.cdf(x)).kolmogorovSmirnov;
    expect(distance(law)).toBeLessThan(0.5 * distance(shrunk));
  });

  it('asks an eigenvector, where it is known, to be along the cause', async () => {
    const drawn = await draw(withMean, 4);
    const known = (mean: number) => new Map([[p - 1, { mean, w: 0.9 }]]);
    const along = (await marked(drawn, IDENTITY, known(0.9))).marking;
    expect(explained(along)).toEqual([['right', 'mean']]);
    const across = (await marked(drawn, IDENTITY, known(0.01))).marking;
    expect(across.marked.at(-1)).toMatchObject({ verdict: 'unexplained', along: 'w' });
    expect(across.missing).toEqual([0]);
  });

  it('tells columns that are constant: zero eigenvalues', async () => {
    const { x, y, statistics } = await draw({ ...logistic, w: { values: unit(0, 1) } }, 6);
    const constant = x.map((value, k) => (k % p === 7 ? 0 : value));
    const { g } = shapeOf({ kind: 'logistic' });
    const { marking } = await marked(await describeData(constant, y, statistics.weights, g));
    expect(marking.marked[0]).toMatchObject({ index: 0, verdict: 'zero', side: 'left' });
  });

  it('refuses another number of eigenvalues, and NaN', async () => {
    const law = lawOfData((await draw(withMean, 4)).statistics, { estimator: 'ledoit-wolf' });
    expect(() => markEigenvalues(law, new Float64Array(3))).toThrow(/eigenvalues.length: expected .* got 3/);
    expect(() => markEigenvalues(law, new Float64Array(p).fill(Number.NaN))).toThrow(/eigenvalues\[0\]/);
  });
});

describe('p-values of Gaussian data', () => {
  const TRIALS = 25;

  const along = (k: number, length: number) => ({ values: unit(k, length).slice(0, 64) });
  const small = { ...logistic, samples: 320, features: 64, w: along(0, 1), mean: along(1, 1.8) };
  const given = { given: Float64Array.from({ length: 64 * 64 }, (_, k) => (k % 65 === 0 ? 1 : 0)) };

  it('outliers’ places have standard normal scores', async () => {
    const scores: number[] = [];
    for (let trial = 0; trial < TRIALS; trial++) {
      const { marking } = await marked(await draw(small, 21, trial), given);
      const outlier = marking.marked.find(({ verdict }) => verdict === 'outlier');
      scores.push(outlier?.score as number);
    }
    const mean = scores.reduce((sum, score) => sum + score, 0) / TRIALS;
    const square = scores.reduce((sum, score) => sum + (score - mean) ** 2, 0) / TRIALS;
    // The next order of center and spread is n^(-1/2).
    expect(Math.abs(mean)).toBeLessThan(4 / Math.sqrt(TRIALS) + 0.15);
    expect(Math.abs(Math.sqrt(square) - 1)).toBeLessThan(4 / Math.sqrt(2 * TRIALS) + 0.05);
    const below = scores.filter((score) => score < 0).length;
    expect(Math.abs(below - TRIALS / 2)).toBeLessThan(2 * Math.sqrt(TRIALS) + 0.06 * TRIALS);
  });

  it('an edge is overstepped as often as Tracy-Widom says, or less', async () => {
    let [unexplained, outside] = [0, 0];
    const trials = 20;
    for (let trial = 0; trial < trials; trial++) {
      const { marking } = await marked(await draw({ ...logistic, w: { values: unit(0, 1) } }, 31, trial));
      unexplained += marking.marked.filter(({ verdict }) => verdict === 'unexplained').length;
      outside += marking.marked.filter(({ verdict }) => verdict === 'edge').length;
    }
    // Two edges, each overstepped with a probability of 0.17 at most, and by what has 0.01.
    expect(unexplained).toBeLessThanOrEqual(2 * trials * 0.01 + 4 * Math.sqrt(2 * trials * 0.01));
    expect(outside).toBeLessThanOrEqual(2 * trials * 0.17 + 4 * Math.sqrt(2 * trials * 0.17));
  });
});
