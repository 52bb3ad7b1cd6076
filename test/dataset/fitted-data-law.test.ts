/** Data that w was fitted to: the law from the data alone against the law of the model, and against the spectra. */

import { describe, expect, it } from 'vitest';
import { type DataLawOptions, lawOfData } from '../../src/dataset/data-law';
import { edgeFluctuation } from '../../src/law/finite-size/fluctuation';
import { limitingLaw } from '../../src/law/limiting-law';
import { defineModel } from '../../src/model/define-model';
import { type CatalogueLoss, lossFunctions } from '../../src/model/losses';
import type { Minimizer, Model } from '../../src/model/model';
import { distanceTo } from '../../src/numerics/sample-statistics';
import { drawSamples } from '../../src/simulation/drawn-samples';
import { sharedEngine } from '../../src/simulation/engine';
import { simulate } from '../../src/simulation/simulate';
import { describeData } from './drawn-data';

const logistic = { response: 'logistic', loss: 'logistic' } as const;
const CASES = [
  {
    name: 'logistic, no ridge',
    model: defineModel({ ...logistic, samples: 1000, features: 100, wStar: [2], at: { minimizer: { ridge: 0 } } }),
    side: 'left',
  },
  {
    name: 'squared hinge',
    model: defineModel({
      ...{ samples: 750, features: 150, response: 'logistic', loss: 'squared-hinge', wStar: [3] },
      at: { minimizer: { ridge: 0.1 } },
    }),
    side: 'left',
  },
  {
    name: 'a mean and an intercept',
    model: defineModel({
      ...{ ...logistic, samples: 600, features: 120, wStar: [2], mean: [0.5, 2.5] },
      at: { minimizer: { ridge: 0.02, intercept: true } },
    }),
    side: 'right',
  },
] as const;

async function fittedData(model: Model, trial: number) {
  const job = { seed: 2, trial };
  const { fit, eigenvalues } = await simulate(model, job);
  const conduct = { trial, signal: undefined, onProgress: undefined };
  const engine = await sharedEngine();
  const { x, y, wStar } = await engine.compute(conduct, async (kernels) => drawSamples(kernels, model, job));
  if (!fit) throw new Error('a model whose w is fitted');
  const intercept = fit.intercept ?? 0;
  const loss = model.loss as CatalogueLoss;
  const { slope, curvature: g } = lossFunctions(loss);
  const { statistics } = await describeData(x, y, fit.w, (label, h) => g(label, h + intercept), wStar);
  const slopes = statistics.projections.map((h, i) => slope(y[i], h + intercept));
  const { ridge } = model.minimizer as Minimizer;
  const p = fit.w.length;
  const given = Float64Array.from({ length: p * p }, (_, k) => (k % (p + 1) === 0 ? 1 : 0));
  const options: DataLawOptions = { estimator: { given }, fitted: { ridge, slopes } };
  return { statistics, options, eigenvalues };
}

describe.each(CASES)('at the minimizer: $name', ({ model, side }) => {
  const truth = limitingLaw(model);
  const [n, p] = [model.samples as number, model.features as number];
  const at = side === 'left' ? 0 : -1;

  it('the law of the data is the model’s, the outlier where the spectrum has it', async () => {
    const trials = 3;
    const scores: number[] = [];
    for (let trial = 0; trial < trials; trial++) {
      const { statistics, options, eigenvalues } = await fittedData(model, trial);
      const { law, outliers, fitted } = lawOfData(statistics, options);
      expect(fitted).toBe(true);
      for (const end of ['left', 'right'] as const) {
        const { deviation } = edgeFluctuation(truth, { bulk: 0, side: end }, { samples: n, features: p });
        const difference = (law.bulks[0][end].location as number) - (truth.bulks[0][end].location as number);
        // Fitting moves w with the sample, too: some parts in sqrt(n) more.
        expect(Math.abs(difference)).toBeLessThan(4 * 2 * (deviation as number));
      }
      const outlier = outliers.at(at);
      expect(outlier?.side).toBe(side);
      expect(outlier?.cause).toContain(side === 'left' ? 'w' : 'mean');
      const observed = eigenvalues.at(at) as number;
      scores.push((observed - (outlier?.location as number)) / (outlier?.standardDeviation as number));
      const distance = distanceTo(eigenvalues, (x) => law.cdf(x)).kolmogorovSmirnov;
      expect(distance).toBeLessThan((Math.log(p) + 2) / p);
    }
    expect(Math.max(...scores.map(Math.abs))).toBeLessThan(4);
    const mean = scores.reduce((sum, score) => sum + score, 0) / trials;
    expect(Math.abs(mean)).toBeLessThan(4 / Math.sqrt(trials));
  });

  it('alignments are the model’s, up to sampling', async () => {
    const { statistics, options } = await fittedData(model, 7);
    const signal = side === 'left' ? 'w' : 'mean';
    const [found, expected] = [lawOfData(statistics, options).outliers.at(at), truth.outliers.at(at)];
    // The mean is the sample's own, nearer to its eigenvector: it contains p / n of noise that the outlier's has, too.
    const tolerance = signal === 'mean' ? p / n / 4 : 4 / Math.sqrt(p);
    expect(Math.abs((found?.alignment[signal] ?? 0) - (expected?.alignment[signal] ?? 0))).toBeLessThan(tolerance);
  });
});

it('stationarity counts: without it the outlier of a squared hinge is elsewhere', async () => {
  const { model } = CASES[1];
  const differences: number[] = [];
  const scores: number[] = [];
  for (let trial = 0; trial < 8; trial++) {
    const { statistics, options, eigenvalues } = await fittedData(model, 20 + trial);
    const [found] = lawOfData(statistics, options).outliers;
    const [ignored] = lawOfData(statistics, { estimator: options.estimator }).outliers;
    differences.push((found.location - ignored.location) / (found.standardDeviation as number));
    scores.push((eigenvalues[0] - found.location) / (found.standardDeviation as number));
  }
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  expect(mean(differences)).toBeGreaterThan(0.3);
  expect(Math.abs(mean(scores))).toBeLessThan(3 / Math.sqrt(8));
});
