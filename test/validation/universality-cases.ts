/** Models whose entries need not be Gaussian: where the law is universal, and where it is not. */

import { compare } from '../../src/compare/compare';
import { defineModel, type ModelInput } from '../../src/model/define-model';
import type { EntriesInput } from '../../src/model/entries';

export const ENTRIES: readonly EntriesInput[] = [
  'gaussian',
  'rademacher',
  'uniform',
  { kind: 'student-t', degrees: 10 },
  { kind: 'student-t', degrees: 3 },
];

export const nameOf = (entries: EntriesInput) =>
  typeof entries === 'string' ? entries : 'degrees' in entries ? `t, ${entries.degrees} degrees` : entries.kind;

export interface UniversalityCase {
  readonly name: string;
  /** What is to be seen in the numbers. */
  readonly lesson: string;
  readonly samplesPerFeature: number;
  readonly shape: (features: number) => Omit<ModelInput, 'samples' | 'features' | 'aspectRatio' | 'entries'>;
}

/** All of a vector's length on the first coordinate. */
const alone = (length: number) => (features: number) => ({
  values: Array.from({ length: features }, (_, k) => (k === 0 ? length : 0)),
});

const logistic = { response: 'logistic', loss: 'logistic' } as const;

export const CASES: readonly UniversalityCase[] = [
  {
    name: 'Logistic; mean and w spread over all coordinates',
    lesson:
      'w . x is nearly Gaussian by the central limit theorem, and so is everything that the law needs: bulk, outlier and alignment ' +
      'are the same for all entries of finite fourth moment.',
    samplesPerFeature: 5,
    shape: () => ({ ...logistic, mean: [1.5, 0], w: [0, 2], wStar: [0, 2] }),
  },
  {
    name: 'Clipped phase retrieval; wStar spread',
    lesson: 'The same for a curvature of both signs whose outlier carries the direction of wStar.',
    samplesPerFeature: 6,
    shape: () => ({
      response: { kind: 'phase-retrieval', noise: 0.5 },
      preprocessing: { kind: 'clip', bound: 3 },
      wStar: [1.5],
    }),
  },
  {
    name: 'Logistic; mean on one coordinate, w spread',
    lesson:
      'The curvature depends on x through w . x alone, still nearly Gaussian. The mean may lie anywhere: what counts of the entries in ' +
      'its direction is their variance.',
    samplesPerFeature: 5,
    shape: (features) => ({
      ...logistic,
      mean: alone(1.5)(features),
      w: spreadBeyondFirst(2)(features),
      wStar: spreadBeyondFirst(2)(features),
    }),
  },
  {
    name: 'Logistic; w on one coordinate',
    lesson:
      "w . x is 2 z_1, with the entries' own law at any p: for Rademacher entries g is one constant. The law of Gaussian entries does not hold; " +
      'the difference does not go away as p grows.',
    samplesPerFeature: 5,
    shape: (features) => ({
      ...logistic,
      mean: spreadBeyondFirst(1.5)(features),
      w: alone(2)(features),
      wStar: alone(2)(features),
    }),
  },
];

function spreadBeyondFirst(length: number) {
  return (features: number) => ({
    values: Array.from({ length: features }, (_, k) => (k === 0 ? 0 : length / Math.sqrt(features - 1))),
  });
}

export interface UniversalityRow {
  readonly entries: EntriesInput;
  readonly features: number;
  /** Kolmogorov-Smirnov distance of the bulks of all trials to the law. */
  readonly distance: number;
  /** The law's outlier, and the matched eigenvalue's mean over trials with its standard error. */
  readonly predicted: number;
  readonly location: Mean;
  /** Squared cosine with the signal that the outlier shows. */
  readonly alignment: Mean;
  readonly predictedAlignment: number;
  /** The mean of the largest eigenvalue. */
  readonly largest: number;
}

export interface Mean {
  readonly mean: number;
  readonly standardError: number;
}

export async function measure(
  { shape, samplesPerFeature }: UniversalityCase,
  entries: EntriesInput,
  { features, trials, seed }: { readonly features: number; readonly trials: number; readonly seed: number },
): Promise<UniversalityRow> {
  const samples = features * samplesPerFeature;
  const model = defineModel({ ...shape(features), features, samples, entries });
  const comparison = await compare(model, { seed, trials });
  const outlier = comparison.outliers[comparison.outliers.length - 1];
  const signal = (['mean', 'w', 'wStar'] as const).reduce((best, name) =>
    (outlier.predicted.alignment[name] ?? 0) > (outlier.predicted.alignment[best] ?? 0) ? name : best,
  );
  const largest = comparison.trials.map(({ eigenvalues }) => eigenvalues[eigenvalues.length - 1]);
  return {
    entries,
    features,
    distance: comparison.distance.kolmogorovSmirnov,
    predicted: outlier.predicted.location,
    location: { mean: outlier.location, standardError: outlier.locationStandardError as number },
    predictedAlignment: outlier.predicted.alignment[signal] as number,
    alignment: {
      mean: outlier.alignment[signal] as number,
      standardError: outlier.alignmentStandardError?.[signal] as number,
    },
    largest: largest.reduce((sum, value) => sum + value, 0) / trials,
  };
}

/** How many standard errors the means of two simulations are apart. */
export const apart = (a: Mean, b: Mean) => (a.mean - b.mean) / Math.hypot(a.standardError, b.standardError);
