/** The law as a distribution, and what is expected at the model's size: the part of `law --json` that belongs to these. */

import { ConvergenceError } from '../errors';
import {
  conditionNumber,
  logDeterminant,
  negativeFraction,
  traceOfInverse,
} from '../law/distribution/linear-statistics';
import { type MarchenkoPasturVerdict, marchenkoPasturVerdict } from '../law/distribution/nearest-marchenko-pastur';
import { edgeFluctuation, outlierFluctuation, type SampleSize } from '../law/finite-size/fluctuation';
import type { Law } from '../law/law';
import type { Estimate } from '../numerics/estimate';

/** JSON has no infinity: null, with the reason. */
export interface Statistic {
  readonly value: number | null;
  readonly error: number | null;
  readonly reason: string | null;
}

export function distributionJson(law: Law, size: SampleSize | null) {
  const edges = law.bulks.flatMap((_, bulk) => (['left', 'right'] as const).map((side) => ({ bulk, side })));
  return {
    moments: law.moments.map(({ order, value, error }) => ({ order, ...finite({ value, error }) })),
    statistics: {
      logDeterminant: statistic(() => logDeterminant(law)),
      traceOfInverse: statistic(() => traceOfInverse(law)),
      conditionNumber: statistic(() => conditionNumber(law)),
      negativeFraction: statistic(() => negativeFraction(law)),
    },
    marchenkoPastur: resolved(() => verdictJson(marchenkoPasturVerdict(law, size))),
    finiteSize: size && {
      edges: edges.map((end) => ({ ...end, ...edgeFluctuation(law, end, size) })),
      outliers: law.outliers.map((outlier) => outlierFluctuation(law, outlier, size)),
    },
  };
}

export type DistributionReport = ReturnType<typeof distributionJson>;

export function verdictJson({ fit, ...rest }: MarchenkoPasturVerdict) {
  return { aspectRatio: fit.aspectRatio, shift: fit.shift, scale: fit.scale, ...rest };
}

/** A value with its error, or the reason why there is none. */
export function statistic(compute: () => Estimate): Statistic {
  const result = resolved(compute);
  return 'value' in result ? finite(result) : { value: null, error: null, ...result };
}

function finite({ value, error }: Estimate): Statistic {
  if (Number.isFinite(value)) return { value, error, reason: null };
  return { value: null, error: null, reason: value < 0 ? 'minus infinity' : 'infinity' };
}

/** The value, or the reason why there is none. */
function resolved<T>(compute: () => T): T | { readonly reason: string } {
  try {
    return compute();
  } catch (error) {
    if (error instanceof ConvergenceError) return { reason: error.message };
    throw error;
  }
}
