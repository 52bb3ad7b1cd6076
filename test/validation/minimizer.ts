/**
 * The law at a fitted w against simulation at one size, pooled over trials: the distance of the bulk, outliers, alignments and the
 * fitted w itself, with the fixed-w law at the same |w|^2 and overlaps beside it, to show what fitting changes.
 */

import { matchEigenvalues } from '../../src/compare/matching';
import type { Law } from '../../src/law/law';
import { freshSampleLaw, limitingLaw } from '../../src/law/limiting-law';
import { defineModel } from '../../src/model/define-model';
import { type Model, SIGNALS } from '../../src/model/model';
import { distanceTo } from '../../src/numerics/sample-statistics';
import { simulate } from '../../src/simulation/simulate';
import type { Spectrum } from '../../src/simulation/spectrum';
import type { Shape } from './scores';

export interface FittedCase {
  readonly name: string;
  readonly shape: Shape;
  readonly samplesPerFeature: number;
}

export interface FittedEffort {
  readonly features: number;
  readonly trials: number;
  readonly seed: number;
}

export interface FittedScore {
  readonly quantity: string;
  readonly predicted: number;
  readonly mean: number;
  readonly standardError: number;
  readonly z: number;
}

export interface FittedResult {
  readonly name: string;
  readonly aspectRatio: number;
  /** Kolmogorov-Smirnov distance of the pooled bulk to the minimizer's law, and to the fixed-w law. */
  readonly distance: number;
  readonly fixedDistance: number;
  /** Of the left-most and right-most outlier or edge, of the fixed-w law. */
  readonly fixedOutliers: readonly number[];
  readonly scores: readonly FittedScore[];
}

const fitted = (ridge: number) => ({ minimizer: { ridge } });
const logistic = { response: 'logistic', loss: 'logistic' } as const;
const gap = { eigenvalues: [1, 8], weights: [0.5, 0.5] };

export const FITTED: readonly FittedCase[] = [
  { name: 'logistic, no ridge', shape: { ...logistic, wStar: [2], at: fitted(0) }, samplesPerFeature: 10 },
  { name: 'logistic', shape: { ...logistic, wStar: [3], at: fitted(0.02) }, samplesPerFeature: 5 },
  { name: 'logistic, p > n', shape: { ...logistic, wStar: [2], at: fitted(0.05) }, samplesPerFeature: 2 / 3 },
  {
    name: 'logistic, mean',
    shape: { ...logistic, mean: [Math.sqrt(3), 0], wStar: [0.35, 0.94], at: fitted(0.05) },
    samplesPerFeature: 5,
  },
  {
    name: 'logistic, C = (1, 4)',
    shape: { ...logistic, covariance: { eigenvalues: [1, 4], weights: [0.7, 0.3] }, wStar: [2], at: fitted(0.01) },
    samplesPerFeature: 10,
  },
  {
    name: 'squared hinge, C = (1, 8): outlier in the gap',
    shape: { response: 'logistic', loss: 'squared-hinge', covariance: gap, wStar: [1.2], at: fitted(0.1) },
    samplesPerFeature: 10,
  },
  {
    name: 'pseudo-Huber',
    shape: {
      response: { kind: 'linear', noise: 0.5 },
      loss: { kind: 'pseudo-huber', threshold: 0.5 },
      wStar: [2],
      at: fitted(0.3),
    },
    samplesPerFeature: 5,
  },
  {
    name: 'Huber',
    shape: {
      response: { kind: 'linear', noise: 1 },
      loss: { kind: 'huber', threshold: 0.5 },
      wStar: [1],
      at: fitted(0.1),
    },
    samplesPerFeature: 2.5,
  },
  {
    name: 'Cauchy, relu response with noise',
    shape: { response: { kind: 'relu', noise: 0.4 }, loss: 'cauchy', wStar: [2], at: fitted(0.3) },
    samplesPerFeature: 5,
  },
  {
    name: 'exponential',
    shape: { response: 'logistic', loss: 'exponential', wStar: [1], at: fitted(0.2) },
    samplesPerFeature: 5,
  },
  {
    name: 'logistic, Rademacher features',
    shape: { ...logistic, entries: 'rademacher', wStar: [0, 3], at: fitted(0.02) },
    samplesPerFeature: 5,
  },
  {
    name: 'Huber, Toeplitz C',
    shape: {
      response: { kind: 'linear', noise: 0.5 },
      loss: { kind: 'huber', threshold: 1 },
      covariance: { kind: 'toeplitz', correlation: 0.4 },
      wStar: [1],
      at: fitted(0.2),
    },
    samplesPerFeature: 2,
  },
];

export async function fittedResult(entry: FittedCase, { features, trials, seed }: FittedEffort): Promise<FittedResult> {
  const samples = Math.round(features * entry.samplesPerFeature);
  const model = defineModel({ ...entry.shape, samples, features });
  const law = limitingLaw(model);
  const fixed = freshSampleLaw(model);
  const spectra: Spectrum[] = [];
  for (let trial = 0; trial < trials; trial++) {
    const pairs = (eigenvalues: Float64Array) =>
      matchEigenvalues(eigenvalues, law).outliers.filter((index) => index >= 0);
    spectra.push(await simulate(model, { seed, trial, pairs }));
  }
  return {
    name: entry.name,
    aspectRatio: model.aspectRatio,
    distance: bulkDistance(law, spectra),
    fixedDistance: bulkDistance(fixed, spectra),
    fixedOutliers: fixed.outliers.map(({ location }) => location),
    scores: [...fitScores(model, law, spectra), ...outlierScores(law, spectra)],
  };
}

/** Of the pooled bulk, as the law matches its outliers. */
function bulkDistance(law: Law, spectra: readonly Spectrum[]): number {
  const bulk = spectra.flatMap(({ eigenvalues }) =>
    matchEigenvalues(eigenvalues, law).bulks.flatMap((part) => [...part]),
  );
  const { atomAtZero } = law;
  const cdf = (x: number) => (law.cdf(x) - (x >= 0 ? atomAtZero : 0)) / (1 - atomAtZero);
  return distanceTo(Float64Array.from(bulk).sort(), cdf).kolmogorovSmirnov;
}

function fitScores(model: Model, law: Law, spectra: readonly Spectrum[]): FittedScore[] {
  const { minimizer } = law;
  if (minimizer === null) return [];
  const fits = spectra.flatMap(({ fit }) => fit ?? []);
  const hasMean = 'values' in model.mean || model.mean.frame.some((coordinate) => coordinate !== 0);
  return [
    score(
      'w . w',
      minimizer.squaredNorm.value,
      fits.map(({ squaredNorm }) => squaredNorm),
    ),
    score(
      'w* . w',
      minimizer.wStarOverlap.value,
      fits.map(({ wStarOverlap }) => wStarOverlap),
    ),
    ...(hasMean
      ? [
          score(
            'mean . w',
            minimizer.meanOverlap.value,
            fits.map(({ meanOverlap }) => meanOverlap),
          ),
        ]
      : []),
    score(
      'trace / p',
      law.moments[0].value,
      spectra.map(({ trace, features }) => trace / features),
    ),
  ];
}

function outlierScores(law: Law, spectra: readonly Spectrum[]): FittedScore[] {
  return law.outliers.flatMap((outlier, k) => {
    const found = spectra.map(({ eigenvalues, pairs }) => {
      const index = matchEigenvalues(eigenvalues, law).outliers[k];
      return { eigenvalue: eigenvalues[index], pair: pairs.find((pair) => pair.index === index) };
    });
    const pairs = found.flatMap(({ pair }) => pair ?? []);
    const shares = SIGNALS.filter((signal) => pairs.length > 0 && (outlier.alignment[signal] ?? 0) > 0.01);
    return [
      score(
        `outlier, ${outlier.side}`,
        outlier.location,
        found.map(({ eigenvalue }) => eigenvalue),
      ),
      ...shares.map((signal) =>
        score(
          `cos² with ${signal}`,
          outlier.alignment[signal] as number,
          pairs.map(({ alignment }) => alignment[signal] as number),
        ),
      ),
    ];
  });
}

function score(quantity: string, predicted: number, values: readonly number[]): FittedScore {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const standardError = Math.sqrt(squares / (values.length - 1) / values.length);
  return { quantity, predicted, mean, standardError, z: (mean - predicted) / standardError };
}

export function fittedTables(results: readonly FittedResult[]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const table = (head: readonly string[], body: readonly (readonly string[])[]) => [
    line(head),
    line(head.map(() => '---')),
    ...body.map(line),
    '',
  ];
  return [
    ...table(
      ['model', 'p / n', 'KS to the law at the minimizer', 'KS to the fixed-w law', "the fixed-w law's outliers"],
      results.map(({ name, aspectRatio, distance, fixedDistance, fixedOutliers }) => [
        name,
        aspectRatio.toPrecision(3),
        distance.toFixed(4),
        fixedDistance.toFixed(4),
        fixedOutliers.map((location) => location.toPrecision(5)).join(', ') || 'none',
      ]),
    ),
    ...table(
      ['model', 'quantity', 'predicted', 'simulated', 'standard error', 'z'],
      results.flatMap(({ name, scores }) =>
        scores.map(({ quantity, predicted, mean, standardError, z }) => [
          name,
          quantity,
          predicted.toPrecision(6),
          mean.toPrecision(6),
          standardError.toPrecision(2),
          z.toFixed(2),
        ]),
      ),
    ),
  ];
}
