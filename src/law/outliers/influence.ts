/**
 * What causes an outlier: how far it moves when one signal is decoupled from the curvature.
 *
 * Decoupling (see decoupling.ts) leaves bulk and edges as they are. The outlier of the full model is matched with those that
 * remain on its stretch; if none is left for it, it has gone back into the bulk. With d the nearest edge's distance,
 *
 *     displacement = min(1, |location - location without the signal| / d),     1 where it is gone,
 *
 * and a signal's share is its displacement over the sum of all. Signals in one direction are decoupled together, and
 * have equal shares.
 */

import { SIGNALS, type Signal } from '../../model/model';
import type { SpectralCurve } from '../bulk/spectral-curve';
import type { Stretch } from '../bulk/stretch';
import type { Support } from '../bulk/support';
import type { Outlier } from '../law';
import { decoupled } from './decoupling';
import { findOutliers } from './outliers';

export interface Influence {
  /** Where the outlier is with the signal decoupled; null where it is none any more. */
  readonly without: number | null;
  /** From 0, not moved, to 1, gone. */
  readonly displacement: number;
  /** Of all displacements; they add to 1 (or are all 0). */
  readonly share: number;
}

/** For each signal that is not zero. */
export type Influences = Readonly<Partial<Record<Signal, Influence>>>;

/** A displacement that is only rounding. */
const STILL = 1e-9;

/** One for each of `outliers`, which are those of the curve. */
export function influencesOn(curve: SpectralCurve, support: Support, outliers: readonly Outlier[]): Influences[] {
  if (outliers.length === 0) return [];
  const moved: Partial<Record<Signal, readonly (number | null)[]>> = {};
  for (const signal of SIGNALS) {
    const s = SIGNALS.indexOf(signal);
    if (!curve.atoms.some(({ gram }) => gram[s][s] > 0)) continue;
    const rest = findOutliers(decoupled(curve, signal), support).map(({ location }) => location);
    moved[signal] = support.stretches.flatMap((stretch) =>
      matched(
        outliers.map(({ location }) => location).filter((z) => isOn(stretch, z)),
        rest.filter((z) => isOn(stretch, z)),
        stretch,
      ),
    );
  }
  return outliers.map(({ location }, k) => {
    const stretch = support.stretches.find((candidate) => isOn(candidate, location)) as Stretch;
    const distance = distanceToEdge(stretch, location);
    const displacements = SIGNALS.map((signal) => {
      const without = moved[signal]?.[k];
      if (without === undefined) return 0;
      const displacement = without === null ? 1 : Math.min(1, Math.abs(without - location) / distance);
      return displacement < STILL ? 0 : displacement;
    });
    const total = displacements.reduce((sum, value) => sum + value, 0);
    const influences: Partial<Record<Signal, Influence>> = {};
    SIGNALS.forEach((signal, s) => {
      const without = moved[signal]?.[k];
      if (without === undefined) return;
      const displacement = displacements[s];
      influences[signal] = { without, displacement, share: total > 0 ? displacement / total : 0 };
    });
    return influences;
  });
}

/** The signals by falling share, those below `LEAST` left out: one is the cause, several are a mixture. */
export function causeOf(influences: Influences): Signal[] {
  const share = (signal: Signal) => influences[signal]?.share ?? 0;
  return SIGNALS.filter((signal) => share(signal) >= LEAST).sort((a, b) => share(b) - share(a));
}

/** Less than this share in an outlier is no cause of it. */
const LEAST = 0.05;

function isOn({ start, end }: Stretch, z: number): boolean {
  return z >= start.z && z <= end.z;
}

/** From an outlier to where it would go back into the bulk. */
function distanceToEdge({ start, end }: Stretch, z: number): number {
  return Math.min(...[start.z, end.z].filter(Number.isFinite).map((edge) => Math.abs(z - edge)));
}

/** For each of `before` its partner in `after`, or null; both ascending, order kept, with the least movement in total. */
function matched(before: readonly number[], after: readonly number[], stretch: Stretch): (number | null)[] {
  const best = (i: number, j: number): { cost: number; partners: (number | null)[] } => {
    if (i === before.length) {
      const left = after.slice(j).reduce((sum, z) => sum + distanceToEdge(stretch, z), 0);
      return { cost: left, partners: [] };
    }
    const gone = best(i + 1, j);
    const options = [{ cost: gone.cost + distanceToEdge(stretch, before[i]), partners: [null, ...gone.partners] }];
    let skipped = 0;
    for (let k = j; k < after.length; k++) {
      const rest = best(i + 1, k + 1);
      const cost = rest.cost + skipped + Math.abs(after[k] - before[i]);
      options.push({ cost, partners: [after[k], ...rest.partners] });
      skipped += distanceToEdge(stretch, after[k]);
    }
    return options.reduce((least, option) => (option.cost < least.cost ? option : least));
  };
  return best(0, 0).partners;
}
