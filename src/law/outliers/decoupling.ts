/**
 * A signal decoupled: the law of the bulk as it is, but without what the signal does to single eigenvalues.
 *
 * The mean is decoupled by leaving it out of the features while the curvatures g_i stay. A score's vector b (w or wStar) is
 * decoupled by making the features' component along C^(1/2) b independent of g: with q its unit vector in the basis E,
 *
 *     E[psi a] -> P E[psi a],     E[psi (a a^T - I)] -> P E[psi (a a^T - I)] P,     P = I - q q^T.
 *
 * phi, and with it the bulk, its edges and the curve z(delta), are the same in both.
 */

import type { Signal } from '../../model/model';
import { SpectralCurve } from '../bulk/spectral-curve';
import type { CurvatureLaw, SignalMoments } from '../curvature/curvature-law';

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

/** E[f v v^T], v = (1, a), if the component of a along q were independent of f and of the rest of a. */
function independentAlong(moments: readonly (readonly number[])[], q: readonly number[]): number[][] {
  const total = moments[0][0];
  // In v the direction is (0, q).
  const along = moments.map((row) => q.reduce((sum, value, j) => sum + row[j + 1] * value, 0));
  const twice = q.reduce((sum, value, i) => sum + value * along[i + 1], 0);
  // A stationary point's entry of v, the last one, is none of a's.
  const qAt = (i: number) => q[i - 1] ?? 0;
  return moments.map((row, i) =>
    row.map((entry, j) => entry - qAt(i) * along[j] - along[i] * qAt(j) + qAt(i) * qAt(j) * (twice + total)),
  );
}
