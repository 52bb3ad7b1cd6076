/**
 * What causes an outlier: how far it moves when one signal is decoupled from the curvature.
 *
 * The mean is decoupled by leaving it out of the features while the curvatures g_i stay. A score's vector b (w or wStar) is
 * decoupled by making the features' component along C^(1/2) b independent of g: with q its unit vector in the basis E,
 *
 *     E[psi a] -> P E[psi a],     E[psi (a a^T - I)] -> P E[psi (a a^T - I)] P,     P = I - q q^T.
 *
 * phi, and with it the bulk, its edges and the curve z(delta), are the same in both. The outlier of the full model is matched
 * with those that remain on its stretch; if none is left for it, it has gone back into the bulk. With d the nearest edge's
 * distance,
 *
 *     displacement = min(1, |location - location without the signal| / d),     1 where it is gone,
 *
 * and a signal's share is its displacement over the sum of all. Signals in one direction are decoupled together, and
 * have equal shares.
 */

import { SIGNALS, type Signal } from '../../model/model';
import { SpectralCurve } from '../bulk/spectral-curve';
import { holds, type Stretch } from '../bulk/stretch';
import type { Support } from '../bulk/support';
import type { CurvatureLaw, SignalMoments } from '../curvature/curvature-law';
import type { Outlier } from '../law';
import { findOutliers } from './outliers';

export interface Influence {
  /** Where the outlier is with the signal decoupled; null where it is none any more. */
  readonly without: number | null;
  /** From 0, not moved, to 1, gone. */
  readonly displacement: number;
  /** Its share of all displacements; the shares add to 1, or are all 0. */
  readonly share: number;
}

/** The influence of each signal that is not zero. */
export type Influences = Readonly<Partial<Record<Signal, Influence>>>;

/** A displacement that is only rounding. */
const STILL = 1e-9;
/** Less than this share in an outlier is no cause of it. */
const LEAST = 0.05;

/** The influences on each of `outliers`, which are those of the curve. */
export function influencesOn(curve: SpectralCurve, support: Support, outliers: readonly Outlier[]): Influences[] {
  if (outliers.length === 0) return [];
  const moved: Partial<Record<Signal, readonly (number | null)[]>> = {};
  for (const signal of SIGNALS) {
    const s = SIGNALS.indexOf(signal);
    if (!curve.atoms.some(({ gram }) => gram[s][s] > 0)) continue;
    const rest = findOutliers(decoupled(curve, signal), support).map(({ location }) => location);
    moved[signal] = support.stretches.flatMap((stretch) =>
      matched(
        outliers.map(({ location }) => location).filter((z) => holds(stretch, z)),
        rest.filter((z) => holds(stretch, z)),
        stretch,
      ),
    );
  }
  return outliers.map(({ location }, k) => {
    const stretch = support.stretches.find((candidate) => holds(candidate, location)) as Stretch;
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

/** The signals by falling share, without those below `LEAST`: one is the cause, several are a mixture. */
export function causeOf(influences: Influences): Signal[] {
  const share = (signal: Signal) => influences[signal]?.share ?? 0;
  return SIGNALS.filter((signal) => share(signal) >= LEAST).sort((a, b) => share(b) - share(a));
}

/** From an outlier to where it would go back into the bulk. */
function distanceToEdge({ start, end }: Stretch, z: number): number {
  return Math.min(...[start.z, end.z].filter(Number.isFinite).map((edge) => Math.abs(z - edge)));
}

/** For each of `before` its partner in `after`, or null: both ascend, the order is kept, and the movement in total is least. */
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

/** The curve of the model in which `signal` is decoupled: the same points, other outliers. */
export function decoupled(curve: SpectralCurve, signal: Signal): SpectralCurve {
  const { atoms, aspectRatio, curvature } = curve;
  if (signal === 'mean') {
    const withoutMean = atoms.map((atom) => ({
      ...atom,
      gram: atom.gram.map((row, i) => row.map((entry, j) => (i === 0 || j === 0 ? 0 : entry))),
    }));
    return new SpectralCurve(withoutMean, aspectRatio, curvature);
  }
  const norm = Math.hypot(...curvature.basis[signal]);
  if (norm === 0) return curve;
  const direction = curvature.basis[signal].map((coordinate) => coordinate / norm);
  return new SpectralCurve(atoms, aspectRatio, withoutDirection(curvature, direction));
}

function withoutDirection(curvature: CurvatureLaw, direction: readonly number[]): CurvatureLaw {
  const { basis, stationarity, ofSample, support, atomAtZero, mean, secondMoment } = curvature;
  return {
    basis,
    ...(stationarity && { stationarity }),
    ...(ofSample && { ofSample }),
    support,
    atomAtZero,
    mean,
    secondMoment,
    expectation: (f) => curvature.expectation(f),
    transform: (delta) => curvature.transform(delta),
    signalMoments(delta): SignalMoments {
      const moments = curvature.signalMoments(delta);
      return {
        psi: independentAlong(moments.psi, direction),
        psiSquared: independentAlong(moments.psiSquared, direction),
        get error() {
          return moments.error;
        },
        get squaredError() {
          return moments.squaredError;
        },
      };
    },
  };
}

/** E[f v v^T] for v = (1, a), if the component of a along q were independent of f and of the rest of a. */
function independentAlong(moments: readonly (readonly number[])[], q: readonly number[]): number[][] {
  const total = moments[0][0];
  // The direction is (0, q) in v.
  const along = moments.map((row) => q.reduce((sum, value, j) => sum + row[j + 1] * value, 0));
  const twice = q.reduce((sum, value, i) => sum + value * along[i + 1], 0);
  // The last entry of v at a stationary point is none of a's.
  const qAt = (i: number) => q[i - 1] ?? 0;
  return moments.map((row, i) =>
    row.map((entry, j) => entry - qAt(i) * along[j] - along[i] * qAt(j) + qAt(i) * qAt(j) * (twice + total)),
  );
}
