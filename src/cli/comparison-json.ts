/** A comparison as `compare --json` prints it. */

import { type Comparison, marchenkoPasturNumbers, outlierNumbers } from '../compare/comparison';
import { modelFileOf } from '../model/model-file';
import type { FittedVector } from '../simulation/spectrum';
import { verdictJson } from './distribution-json';

export function comparisonJson(comparison: Comparison) {
  const { model, law, trials, fresh } = comparison;
  return {
    model: modelFileOf(model),
    ...(law.minimizer && {
      minimizer: { predicted: law.minimizer, simulated: trials.map(({ fit }) => fit && shortFit(fit)) },
    }),
    ...comparedJson(comparison),
    ...(fresh && { fresh: comparedJson(fresh) }),
  };
}

/** Without the p numbers of w. */
function shortFit({ w: _, ...rest }: FittedVector) {
  return rest;
}

function comparedJson(comparison: Comparison) {
  const { seed, law, trials, edges, distance, marchenkoPastur } = comparison;
  return {
    seed: typeof seed === 'bigint' ? String(seed) : seed,
    trials: trials.length,
    support: law.support,
    atomAtZero: law.atomAtZero,
    edges,
    outliers: outlierNumbers(comparison),
    distance,
    marchenkoPastur: { ...marchenkoPasturNumbers(comparison), nearest: verdictJson(marchenkoPastur.nearest) },
    timing: trials.map(({ timing }) => timing),
  };
}
