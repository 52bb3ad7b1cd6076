import { describe, expect, it } from 'vitest';
import { compare } from '../../src/compare/compare';
import type { Law } from '../../src/law/law';
import { limitingLaw } from '../../src/law/limiting-law';
import { defineModel, type ModelInput } from '../../src/model/define-model';
import { simulateTrials } from '../../src/simulation/simulate';

type Shape = Omit<ModelInput, 'samples' | 'features' | 'aspectRatio'>;

interface Case {
  readonly shape: Shape;
  /** n / p. */
  readonly samplesPerFeature: number;
  readonly bounded: readonly [left: boolean, right: boolean];
  readonly bulks: number;
  /** Where the outliers lie. */
  readonly outliers: readonly ('left' | 'gap' | 'right')[];
}

const twoAtoms = { eigenvalues: [1, 8], weights: [0.5, 0.5] };

const CASES: Record<string, Case> = {
  'bounded g, outlier on the right': {
    shape: { response: 'logistic', loss: 'logistic', mean: [1.5, 0], w: [0, 1], wStar: [0, 1] },
    samplesPerFeature: 5,
    bounded: [true, true],
    bulks: 1,
    outliers: ['right'],
  },
  'bounded g, outlier on the left': {
    shape: { response: 'logistic', loss: 'logistic', w: [3] },
    samplesPerFeature: 10,
    bounded: [true, true],
    bulks: 1,
    outliers: ['left'],
  },
  'two bulks, outlier in the gap': {
    shape: { response: 'logistic', loss: 'logistic', covariance: twoAtoms, mean: [1.8] },
    samplesPerFeature: 12,
    bounded: [true, true],
    bulks: 2,
    outliers: ['gap', 'right'],
  },
  'g of both signs, bounded': {
    shape: {
      response: { kind: 'linear', noise: 0.5 },
      preprocessing: { kind: 'clip', bound: 2 },
      mean: [2],
      wStar: [2],
    },
    samplesPerFeature: 4,
    bounded: [true, true],
    bulks: 1,
    outliers: ['right'],
  },
  'g of both signs, unbounded': {
    shape: { response: 'phase-retrieval', loss: 'phase-retrieval', w: [1, 0], wStar: [0, 1] },
    samplesPerFeature: 5,
    bounded: [false, false],
    bulks: 1,
    outliers: [],
  },
  'g unbounded on the right': {
    shape: { response: 'logistic', loss: 'exponential', w: [0.7] },
    samplesPerFeature: 5,
    bounded: [true, false],
    bulks: 1,
    outliers: [],
  },
  'more features than samples': {
    shape: { response: 'probit', loss: 'square', mean: [3] },
    samplesPerFeature: 0.5,
    bounded: [true, true],
    bulks: 1,
    outliers: ['right'],
  },
};

function modelOf({ shape, samplesPerFeature }: Case, features: number) {
  return defineModel({ ...shape, features, samples: features * samplesPerFeature } as ModelInput);
}

/** For each trial the differences between the empirical distribution function and the law's, at `points`. */
async function differences(law: Law, points: readonly number[], entry: Case, features: number, trials: number) {
  const expected = points.map((x) => law.cdf(x));
  const rows: number[][] = [];
  for await (const { eigenvalues } of simulateTrials(modelOf(entry, features), { seed: 2, trials })) {
    rows.push(points.map((x, k) => eigenvalues.filter((value) => value <= x).length / features - expected[k]));
  }
  return rows;
}

const average = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('simulation meets theory', () => {
  for (const [name, entry] of Object.entries(CASES)) {
    describe(name, () => {
      const law = limitingLaw(modelOf(entry, 60));

      it('is the case that its name says', () => {
        const { bulks, outliers, support } = law;
        expect(bulks).toHaveLength(entry.bulks);
        expect([support[0][0] !== null, support[support.length - 1][1] !== null]).toEqual(entry.bounded);
        const sideOf = (location: number) =>
          bulks.every(({ left }) => location < (left.location as number))
            ? 'left'
            : bulks.every(({ right }) => location > (right.location as number))
              ? 'right'
              : 'gap';
        expect(outliers.map(({ location }) => sideOf(location))).toEqual(entry.outliers);
      });

      // The signals change H by a matrix of rank at most 6 (Lambda, theory's equation of the outliers), which moves the
      // distribution function by at most 6 / p; the rest is statistical.
      it('has the distribution function of the law within 5 standard errors, closer as p grows', async () => {
        const shares = [0.05, 0.2, 0.35, 0.5, 0.65, 0.8, 0.95].filter((share) => share > law.atomAtZero);
        const points = shares.map((share) => law.quantile(share));
        const spread: number[] = [];
        for (const [features, trials] of [
          [40, 40],
          [360, 12],
        ]) {
          const rows = await differences(law, points, entry, features, trials);
          points.forEach((_, k) => {
            const column = rows.map((row) => row[k]);
            const center = average(column);
            const variance = column.reduce((sum, value) => sum + (value - center) ** 2, 0) / (trials - 1);
            expect(Math.abs(center)).toBeLessThan(5 * Math.sqrt(variance / trials) + 6 / features);
          });
          spread.push(average(rows.map((row) => Math.max(...row.map(Math.abs)))));
        }
        // A trial's error is that of the empirical law of its n curvatures, n^(-1/2), or less: a third at nine times p.
        expect(spread[1]).toBeLessThan(spread[0] / 2);
      });

      if (entry.outliers.length === 0) return;

      it('has the outliers and alignments of the law', async () => {
        const features = 300;
        const { outliers } = await compare(modelOf(entry, features), { seed: 4, trials: 10 });
        for (const outlier of outliers) {
          const { predicted, location, locationStandardError, alignment, alignmentStandardError, residual } = outlier;
          // Bias is of order 1 / p, relative; beside it the statistical error.
          const bias = 6 / features;
          expect(Math.abs(location - predicted.location)).toBeLessThan(
            5 * (locationStandardError as number) + bias * Math.abs(predicted.location),
          );
          for (const signal of ['mean', 'w', 'wStar'] as const) {
            const expected = predicted.alignment[signal];
            if (expected === undefined) continue;
            const error = Math.abs((alignment[signal] as number) - expected);
            expect(error).toBeLessThan(5 * (alignmentStandardError?.[signal] as number) + bias);
          }
          expect(residual).toBeLessThan(64 * features * Number.EPSILON);
        }
      });
    });
  }
});
