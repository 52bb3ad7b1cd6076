/** A comparison as `compare --json` prints it. */

import type { Comparison } from '../comparison';
import { modelFileOf } from '../model-file';
import { verdictJson } from './distribution-json';

export function comparisonJson({ model, seed, law, trials, edges, outliers, distance, marchenkoPastur }: Comparison) {
  return {
    model: modelFileOf(model),
    seed: typeof seed === 'bigint' ? String(seed) : seed,
    trials: trials.length,
    support: law.support,
    atomAtZero: law.atomAtZero,
    edges,
    outliers: outliers.map(({ predicted, ...simulated }) => ({
      side: predicted.side,
      predicted: { location: predicted.location, alignment: predicted.alignment },
      simulated,
    })),
    distance,
    marchenkoPastur: {
      shift: marchenkoPastur.law.shift,
      scale: marchenkoPastur.law.scale,
      distance: marchenkoPastur.distance,
      nearest: verdictJson(marchenkoPastur.nearest),
    },
    timing: trials.map(({ timing }) => timing),
  };
}
