/** The law as `law --json` prints it. */

import type { AssembledLaw } from '../law/assembled-law';
import type { SampleSize } from '../law/finite-size/fluctuation';
import { causeOf, influencesOn } from '../law/outliers/influence';
import { marginsOf } from '../law/transitions/explanation';
import type { Complex } from '../numerics/complex';
import { distributionJson, statistic } from './distribution-json';

const pair = ({ re, im }: Complex): [number, number] => [re, im];

export function lawJson(law: AssembledLaw, points: readonly number[], zs: readonly Complex[], size: SampleSize | null) {
  const densities = points.map((x) => law.densityAt(x));
  const influences = influencesOn(law.curve, law.structure, law.outliers);
  const stieltjes = zs.map((z) => law.stieltjes(z));
  return {
    ...(law.minimizer && { minimizer: law.minimizer }),
    support: law.support,
    atomAtZero: law.atomAtZero,
    outliers: law.outliers.map(({ location, side, alignment }, k) => ({
      location,
      side,
      alignment,
      cause: causeOf(influences[k]),
    })),
    margins: marginsOf(law.curve, law.structure),
    density: densities.map(({ x, density }) => ({ x, density })),
    cdf: points.map((x) => ({ x, ...statistic(() => law.cdfEstimate(x)) })),
    stieltjes: stieltjes.map(({ z, m, delta }) => ({ z: pair(z), m: pair(m), delta: pair(delta) })),
    ...distributionJson(law, size),
    diagnostics: {
      support: law.supportCheck,
      bulks: law.bulks.map(({ mass, touchesZero }) => ({ mass, touchesZero })),
      edges: law.bulks.flatMap(({ left, right }) => [left, right]),
      outliers: law.outliers.map(({ residual, error, alignmentError }) => ({ residual, error, alignmentError })),
      density: densities.map(({ residual, iterations, error }) => ({ residual, iterations, error })),
      stieltjes: stieltjes.map(({ residual, iterations, error }) => ({ residual, iterations, error })),
    },
  };
}

export type LawReport = ReturnType<typeof lawJson>;
