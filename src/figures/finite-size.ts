/**
 * How far an outlier at finite size may be from its limit, beyond chance.
 *
 * With s the Tracy-Widom scale of the edge and d the outlier's distance from it, (s / d)^(3/2) is 1 / (p delta^3) up to a
 * constant, delta the relative distance of the signal from its threshold: the parameter of the transition's expansion
 * (Baik, Ben Arous & Peche, Ann. Probab. 33, 2005). Squared cosines are off by about this much, locations by d times it,
 * that is s (s / d)^(1/2), and by s within the transition.
 */

import { edgeFluctuation, type SampleSize } from '../law/finite-size/fluctuation';
import type { Law, Outlier } from '../law/law';

/** An outlier this many Tracy-Widom scales away from its edge, or nearer, is not told from the bulk. */
export const RESOLVED = 4;

export interface Resolution {
  /** Tracy-Widom scale of the nearest edge; null where theory gives none. */
  readonly scale: number | null;
  readonly distance: number;
  readonly resolved: boolean;
  /** What may be added to a tolerance on the location, and on squared cosines. */
  readonly location: number;
  readonly cosine: number;
}

export function resolutionOf(law: Law, outlier: Outlier, size: SampleSize): Resolution {
  const ends = law.bulks.flatMap((_, bulk) =>
    (['left', 'right'] as const).map((side) => ({ side, bulk, at: law.bulks[bulk][side].location })),
  );
  const edges = ends
    .filter((end): end is typeof end & { at: number } => end.at !== null)
    .sort((a, b) => Math.abs(a.at - outlier.location) - Math.abs(b.at - outlier.location));
  const distance = Math.abs(edges[0].at - outlier.location);
  const { scale } = edgeFluctuation(law, edges[0], size);
  if (scale === null) return { scale, distance, resolved: false, location: Number.NaN, cosine: Number.NaN };
  const cosine = (scale / distance) ** 1.5;
  return {
    scale,
    distance,
    resolved: distance > RESOLVED * scale,
    location: scale * Math.min(1, Math.sqrt(scale / distance)),
    cosine,
  };
}
