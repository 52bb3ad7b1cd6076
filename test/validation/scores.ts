/**
 * Monte Carlo against theory, as z-scores. A statistic of finite size p has a mean of the form a + b / p + O(1 / p^2), and
 * the law predicts a. Two sizes give it: 2 mean(2p) - mean(p), with the standard error that follows; no allowance for
 * finite size is needed beside it. The prediction is extrapolated likewise, since the spectrum of C may depend on p.
 */

import { compare } from '../../src/compare/compare';
import type { Comparison, OutlierComparison } from '../../src/compare/comparison';
import type { Law } from '../../src/law/law';
import { limitingLaw } from '../../src/law/limiting-law';
import { defineModel, type ModelInput } from '../../src/model/define-model';
import { SIGNALS } from '../../src/model/model';

export type Shape = Omit<ModelInput, 'samples' | 'features' | 'aspectRatio'>;

export interface ValidationCase {
  readonly name: string;
  readonly shape: Shape;
  /** n / p. */
  readonly samplesPerFeature: number;
}

export interface Score {
  readonly model: string;
  readonly quantity: string;
  readonly predicted: number;
  /** Extrapolated to p = infinity. */
  readonly mean: number;
  readonly standardError: number;
  readonly z: number;
}

export interface Effort {
  /** The smaller size. */
  readonly features: number;
  /** At the smaller and at the doubled size. */
  readonly trials: readonly [number, number];
  readonly seed: number;
}

/** A statistic's mean over trials. */
interface Estimate {
  readonly mean: number;
  readonly standardError: number;
}

const SHARES = [0.15, 0.5, 0.85];

export async function scoresOf(entry: ValidationCase, { features, trials, seed }: Effort): Promise<Score[]> {
  const models = [modelOf(entry, features), modelOf(entry, 2 * features)];
  const laws = models.map((model) => limitingLaw(model));
  // At zero itself, rounding decides on which side an eigenvalue of the null space is counted.
  const points = SHARES.map((share) => laws[0].quantile(share)).filter((x) => x !== 0);
  const small = await compare(models[0], { seed, trials: trials[0] });
  const large = await compare(models[1], { seed: seed + 1, trials: trials[1] });
  const score = (quantity: string, predict: (law: Law) => number, of: (comparison: Comparison) => Estimate): Score => {
    const [a, b] = [of(small), of(large)];
    const predicted = 2 * predict(laws[1]) - predict(laws[0]);
    const mean = 2 * b.mean - a.mean;
    const standardError = Math.hypot(2 * b.standardError, a.standardError);
    return { model: entry.name, quantity, predicted, mean, standardError, z: (mean - predicted) / standardError };
  };
  return [
    ...points.map((x) =>
      score(
        `cdf at ${x.toPrecision(4)}`,
        (law) => law.cdf(x),
        (comparison) => cdfEstimate(comparison, x),
      ),
    ),
    ...laws[0].outliers.flatMap(({ side, alignment }, k) => [
      score(
        `outlier, ${side}`,
        ({ outliers }) => outliers[k].location,
        ({ outliers }) => locationEstimate(outliers[k]),
      ),
      ...SIGNALS.filter((signal) => (alignment[signal] ?? 0) > 0.01).map((signal) =>
        score(
          `  cos² with ${signal}`,
          ({ outliers }) => outliers[k].alignment[signal] as number,
          ({ outliers }) => ({
            mean: outliers[k].alignment[signal] as number,
            standardError: outliers[k].alignmentStandardError?.[signal] as number,
          }),
        ),
      ),
    ]),
  ];
}

export function modelOf({ shape, samplesPerFeature }: ValidationCase, features: number) {
  return defineModel({ ...shape, features, samples: Math.round(features * samplesPerFeature) } as ModelInput);
}

function locationEstimate({ location, locationStandardError }: OutlierComparison): Estimate {
  return { mean: location, standardError: locationStandardError as number };
}

/** Of the share of all eigenvalues that are <= x. */
function cdfEstimate({ trials }: Comparison, x: number): Estimate {
  const shares = trials.map(({ eigenvalues }) => eigenvalues.filter((value) => value <= x).length / eigenvalues.length);
  const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
  const squares = shares.reduce((sum, share) => sum + (share - mean) ** 2, 0);
  return { mean, standardError: Math.sqrt(squares / (shares.length - 1) / shares.length) };
}
