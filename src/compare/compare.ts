/** Runs both roads of a model, the simulation and the law, and holds them against each other. */

import { checkNumber } from '../check';
import { ModelError } from '../errors';
import { fitMarchenkoPastur } from '../law/distribution/marchenko-pastur';
import { marchenkoPasturVerdict } from '../law/distribution/nearest-marchenko-pastur';
import {
  edgeFluctuation,
  type Fluctuation,
  type OutlierTest,
  outlierFluctuation,
  outlierPValue,
  type SampleSize,
} from '../law/finite-size/fluctuation';
import type { Law, Outlier } from '../law/law';
import { freshSampleLaw, limitingLaw } from '../law/limiting-law';
import { type Model, SIGNALS, type Signal } from '../model/model';
import { distanceTo, mean, standardError } from '../numerics/sample-statistics';
import { atFit } from '../simulation/minimizer/fit-minimizer';
import { type SimulateOptions, simulate, simulateTrials } from '../simulation/simulate';
import type { Eigenpair, FittedVector, Spectrum } from '../simulation/spectrum';
import type { Comparison, EdgeComparison, OutlierComparison } from './comparison';
import { type Matching, matchEigenvalues } from './matching';

/** Trials that a simulated spread takes: its relative error is 1 / sqrt(2 (trials - 1)). */
const FEWEST_TRIALS = 8;

export interface CompareOptions extends Omit<SimulateOptions, 'trial' | 'pairs'> {
  /** Independent trials 0 .. trials - 1 of the seed; 1 by default. */
  readonly trials?: number;
}

/**
 * The law of `model` beside `trials` simulated spectra.
 * @throws ModelError if the model has no samples and features; whatever `simulate` and `limitingLaw` throw.
 */
export async function compare(model: Model, options: CompareOptions = {}): Promise<Comparison> {
  const { trials: count = 1, seed = 0, ...rest } = options;
  checkNumber('trials', count, { min: 1, integer: true });
  if (model.samples === null) {
    throw new ModelError('model', 'samples and features (a simulation needs a size)', 'an aspectRatio alone');
  }
  const law = limitingLaw(model);
  const pairs = (eigenvalues: Float64Array) => outlierIndices(eigenvalues, law);
  const trials: Spectrum[] = [];
  for await (const spectrum of simulateTrials(model, { ...rest, seed, trials: count, pairs })) trials.push(spectrum);
  const fresh = model.minimizer ? await compareFresh(model, trials, { ...rest, seed }) : null;
  return { ...compareSpectra(model, law, trials), fresh };
}

/** Fresh samples come from trials this far from those that w is fitted on. */
const FRESH_TRIALS = 2 ** 32;

async function compareFresh(
  model: Model,
  fitted: readonly Spectrum[],
  options: Omit<SimulateOptions, 'trial' | 'pairs'>,
): Promise<Comparison> {
  const law = freshSampleLaw(model);
  const pairs = (eigenvalues: Float64Array) => outlierIndices(eigenvalues, law);
  const trials: Spectrum[] = [];
  let at = model;
  for (const { fit, trial } of fitted) {
    at = atFit(model, fit as FittedVector);
    trials.push(await simulate(at, { ...options, trial: FRESH_TRIALS + trial, pairs }));
  }
  return compareSpectra(at, law, trials);
}

/** The comparison of spectra that are already there; each must hold the eigenpairs of its outliers. */
export function compareSpectra(model: Model, law: Law, trials: readonly Spectrum[]): Comparison {
  const matchings = trials.map((trial) => matchEigenvalues(trial.eigenvalues, law));
  const bulksOfTrials = matchings.map(bulkOf);
  const bulk = Float64Array.from(bulksOfTrials.flat()).sort();
  const continuousMass = 1 - law.atomAtZero;
  const continuousCdf = (x: number) => (law.cdf(x) - (x >= 0 ? law.atomAtZero : 0)) / continuousMass;
  const smallest = mean(bulksOfTrials.map((values) => values[0]));
  const largest = mean(bulksOfTrials.map((values) => values[values.length - 1]));
  const { samples, features } = trials[0];
  const size = { samples, features };
  const marchenkoPastur = fitMarchenkoPastur(smallest, largest, law.aspectRatio);
  return {
    model,
    seed: trials[0].seed,
    law,
    trials,
    edges: law.bulks.flatMap((_, k) => compareEdges(law, matchings, k, size)),
    outliers: law.outliers.map((_, k) => compareOutlier(law, trials, matchings, k, size)),
    distance: distanceTo(bulk, continuousCdf),
    marchenkoPastur: {
      law: marchenkoPastur,
      distance: distanceTo(bulk, (x) => marchenkoPastur.cdf(x)),
      nearest: marchenkoPasturVerdict(law, size),
    },
    fresh: null,
  };
}

function outlierIndices(eigenvalues: Float64Array, law: Law): number[] {
  return matchEigenvalues(eigenvalues, law).outliers.filter((index) => index >= 0);
}

/** All bulk eigenvalues of one trial, ascending. */
function bulkOf({ bulks }: Matching): number[] {
  return bulks.flatMap((bulk) => Array.from(bulk));
}

function compareEdges(law: Law, matchings: readonly Matching[], k: number, size: SampleSize): EdgeComparison[] {
  const ends = [
    { side: 'left', edge: law.bulks[k].left, of: (bulk: Float64Array) => bulk[0] },
    { side: 'right', edge: law.bulks[k].right, of: (bulk: Float64Array) => bulk[bulk.length - 1] },
  ] as const;
  return ends.map(({ side, edge, of }) => {
    const observed = matchings.filter(({ bulks }) => bulks[k].length > 0).map(({ bulks }) => of(bulks[k]));
    return {
      predicted: edge.location,
      simulated: mean(observed),
      standardError: standardError(observed),
      fluctuation: edgeFluctuation(law, { bulk: k, side }, size),
    };
  });
}

function compareOutlier(
  law: Law,
  trials: readonly Spectrum[],
  matchings: readonly Matching[],
  k: number,
  size: SampleSize,
): OutlierComparison {
  const predicted = law.outliers[k];
  const pairs = trials
    .map((trial, t) => trial.pairs.find((pair) => pair.index === matchings[t].outliers[k]))
    .filter((pair): pair is Eigenpair => pair !== undefined);
  const locations = pairs.map((pair) => pair.eigenvalue);
  const signals = SIGNALS.filter((signal) => predicted.alignment[signal] !== undefined);
  const alignments = (signal: Signal) => pairs.map((pair) => pair.alignment[signal] as number);
  const bySignal = <T>(summarize: (values: number[]) => T) =>
    Object.fromEntries(signals.map((signal) => [signal, summarize(alignments(signal))])) as Partial<Record<Signal, T>>;
  return {
    predicted,
    location: mean(locations),
    locationStandardError: standardError(locations),
    alignment: bySignal(mean),
    alignmentStandardError: pairs.length > 1 ? bySignal((values) => standardError(values) as number) : null,
    fluctuation: spreadOf(law, predicted, locations, size),
    outside: leastOutside(locations.map((location) => outlierPValue(law, location, size, predicted.side))),
    residual: Math.max(...pairs.map((pair) => pair.residual)),
  };
}

/** The spread by theory where it is known, else over the trials. */
function spreadOf(law: Law, predicted: Outlier, locations: readonly number[], size: SampleSize): Fluctuation {
  const theory = outlierFluctuation(law, predicted, size);
  if (theory.standardDeviation !== null) return theory;
  const error = standardError(locations);
  if (error === null || locations.length < FEWEST_TRIALS) {
    return { ...theory, reason: `${theory.reason}; a simulated spread takes ${FEWEST_TRIALS} trials` };
  }
  return {
    expected: predicted.location,
    standardDeviation: error * Math.sqrt(locations.length),
    source: 'simulation',
    reason: null,
  };
}

function leastOutside(tests: readonly OutlierTest[]): OutlierTest {
  return tests.reduce((a, b) => ((b.pValue ?? 0) > (a.pValue ?? 0) ? b : a));
}
