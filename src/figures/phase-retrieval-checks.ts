/** Figure 1 (c) has no edges to check: its mean and its mass below zero stand in, both known exactly. */

import type { Comparison } from '../compare/comparison';
import { spectrumNoise } from '../law/distribution/nearest-marchenko-pastur';
import { type Check, checkOf, ERRORS } from './check';

/** g = 3 h^2 - h*^2, h ~ N(0, 1) and h* ~ N(0, 4) independent: E g = -1, E g^2 = 27 - 24 + 48 = 51. */
const MEAN = -1;
const VARIANCE = 50;

export function phaseRetrievalChecks({ law, trials }: Comparison): Check[] {
  const { samples, features } = trials[0];
  const all = trials.flatMap(({ eigenvalues }) => Array.from(eigenvalues));
  const mean = all.reduce((sum, value) => sum + value, 0) / all.length;
  const below = all.filter((value) => value < 0).length / all.length;
  const chance = (ERRORS * law.cdfDeviation(0)) / Math.sqrt(samples * trials.length);
  return [
    checkOf(
      'share of negative eigenvalues',
      { predicted: law.cdf(0), simulated: below, tolerance: chance + spectrumNoise(law)(features) },
      `${ERRORS} standard errors of the sampled curvatures + the typical distance of one spectrum`,
    ),
    checkOf(
      'mean of the eigenvalues, E g',
      { predicted: MEAN, simulated: mean, tolerance: ERRORS * Math.sqrt(VARIANCE / (samples * trials.length)) },
      `${ERRORS} standard errors of the mean of g`,
    ),
  ];
}
