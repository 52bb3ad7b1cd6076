/** What a comparison says of its model: edges, outliers, alignments and the bulk's distance from the law, each as a check. */

import type { Comparison, EdgeComparison, OutlierComparison } from '../compare/comparison';
import { spectrumNoise } from '../law/distribution/nearest-marchenko-pastur';
import { outlierPValue, type SampleSize } from '../law/finite-size/fluctuation';
import { SIGNALS } from '../model/model';
import { formatNumber } from '../words/format';
import { SIGNAL_NAMES } from '../words/model-words';
import { type Check, checkOf, ERRORS } from './check';
import { RESOLVED, resolutionOf } from './finite-size';

/** The next order that the Tracy-Widom law leaves out, at most, in its scales (see law/finite-size.ts). */
const NEXT_ORDER = 0.5;
/** An eigenvalue at which the bulk's extreme would be with less than this probability is outside. */
const OUTSIDE = 1e-6;
/** Spectra are on average within a fifth of the typical distance; twice it is not chance. */
const NOISES = 2;

export interface Judged {
  readonly checks: readonly Check[];
  readonly notes: readonly string[];
}

export function spectrumChecks(comparison: Comparison): Judged {
  const { law, trials, outliers } = comparison;
  const { samples, features } = trials[0];
  const size = { samples, features };
  const resolved = outliers.map(({ predicted }) => resolutionOf(law, predicted, size).resolved);
  const notes = [
    ...openEnds(comparison),
    ...outliers
      .filter((_, k) => !resolved[k])
      .map(
        ({ predicted, location }) =>
          `outlier at ${formatNumber(predicted.location)} (simulated ${formatNumber(location)}) within ${RESOLVED} ` +
          'Tracy-Widom scales of its edge: its eigenvector is not judged at this size',
      ),
  ];
  const checks = [
    ...outliers.flatMap((outlier) => outlierChecks(comparison, outlier, size)),
    ...comparison.edges.flatMap((edge, k) => edgeChecks(comparison, edge, k)),
    checkOf(
      'Kolmogorov-Smirnov distance of the bulk from the law',
      {
        predicted: 0,
        simulated: comparison.distance.kolmogorovSmirnov,
        tolerance: NOISES * spectrumNoise(law)(features),
      },
      `${NOISES} typical distances of one spectrum of this size (rigidity and sampled curvatures)`,
    ),
    ...outsideChecks(comparison, size),
  ];
  return { checks, notes };
}

function outlierChecks({ law, trials }: Comparison, outlier: OutlierComparison, size: SampleSize): Check[] {
  const { predicted, location, fluctuation, alignment, alignmentStandardError } = outlier;
  const bias = resolutionOf(law, predicted, size);
  const checks: Check[] = [];
  if (fluctuation.standardDeviation !== null) {
    const chance = (ERRORS * fluctuation.standardDeviation) / Math.sqrt(trials.length);
    checks.push(
      checkOf(
        `outlier, ${predicted.side}`,
        { predicted: predicted.location, simulated: location, tolerance: chance + bias.location },
        `${ERRORS} standard errors (by ${fluctuation.source}) + s (s/d)^(1/2), at most s, of finite size`,
      ),
    );
  }
  for (const signal of bias.resolved ? SIGNALS : []) {
    const [limit, seen] = [predicted.alignment[signal], alignment[signal]];
    const error = alignmentStandardError?.[signal];
    if (limit === undefined || seen === undefined || error === undefined) continue;
    checks.push(
      checkOf(
        `cos² with ${SIGNAL_NAMES[signal]}`,
        { predicted: limit, simulated: seen, tolerance: ERRORS * error + bias.cosine },
        `${ERRORS} standard errors over trials + (s/d)^(3/2) of finite size`,
      ),
    );
  }
  return checks;
}

/**
 * How many eigenvalues lie outside on each side that has an edge: as many as there are outliers. Judged where each outlier
 * is so far out that it is told from the bulk in every trial but for a chance in 16 000.
 */
function outsideChecks({ law, trials, outliers }: Comparison, size: SampleSize): Check[] {
  return (['left', 'right'] as const).flatMap((side) => {
    const predicted = outliers.filter((outlier) => outlier.predicted.side === side);
    const isClear = predicted.every((outlier) => {
      const { location } = outlier.predicted;
      const slack = ERRORS * (outlier.fluctuation.standardDeviation ?? Number.NaN);
      const reach = slack + resolutionOf(law, outlier.predicted, size).location;
      const nearest = location + (side === 'left' ? reach : -reach);
      return (outlierPValue(law, nearest, size, side).pValue ?? 1) < OUTSIDE;
    });
    if (!isClear) return [];
    const last = law.bulks.length - 1;
    const edge = side === 'left' ? law.bulks[0].left : law.bulks[last].right;
    if (edge.location === null || law.edgeShape(edge) === null) return [];
    const isBeyond = (x: number) => (side === 'left' ? x < (edge.location as number) : x > (edge.location as number));
    const outside = trials.map(
      ({ eigenvalues }) =>
        eigenvalues.filter((x) => isBeyond(x) && (outlierPValue(law, x, size, side).pValue ?? 1) < OUTSIDE).length,
    );
    const simulated = outside.reduce((sum, count) => sum + count, 0) / trials.length;
    return [
      checkOf(
        `eigenvalues outside on the ${side}, a trial`,
        { predicted: predicted.length, simulated, tolerance: 0 },
        `outside: the bulk's extreme would be there with probability < ${OUTSIDE}`,
      ),
    ];
  });
}

function edgeChecks({ trials }: Comparison, edge: EdgeComparison, k: number): Check[] {
  const { expected, standardDeviation, scale } = edge.fluctuation;
  if (expected === null || standardDeviation === null || scale === null) return [];
  const tolerance = (ERRORS * standardDeviation) / Math.sqrt(trials.length) + NEXT_ORDER * scale;
  return [
    checkOf(
      `${k % 2 === 0 ? 'smallest' : 'largest'} eigenvalue of bulk ${Math.floor(k / 2) + 1}`,
      { predicted: expected, simulated: edge.simulated, tolerance },
      `${ERRORS} standard errors about the Tracy-Widom mean + ${NEXT_ORDER} of its scale for the next order`,
    ),
  ];
}

/** Where there is no edge there is no outlier, however far the last eigenvalue stands alone. */
function openEnds({ law, trials }: Comparison): string[] {
  const pooled = (side: 'left' | 'right') =>
    trials.map(({ eigenvalues }) => eigenvalues[side === 'left' ? 0 : eigenvalues.length - 1]);
  return (['left', 'right'] as const)
    .filter((side) => (side === 'left' ? law.bulks[0].left : law.bulks[law.bulks.length - 1].right).location === null)
    .map((side) => {
      const values = pooled(side);
      const extreme = side === 'left' ? Math.min(...values) : Math.max(...values);
      return `g is unbounded: no edge on the ${side}, so the eigenvalue at ${formatNumber(extreme)} is a finite-size effect, no outlier`;
    });
}
