/**
 * How much of a fixed direction an outlier's eigenvector carries.
 *
 * The limit of the resolvent is Qb + Qb V (K^(-1))_22 V^T Qb, with Qb = (phi C - z)^(-1) and K the pencil of pencil.ts. Near
 * an outlier K^(-1) = X (X^T K' X)^(-1) X^T / (z - lambda) + ... for a basis X of the kernel of K(lambda), so that the
 * projection of a unit vector b on the eigenspace has the squared norm
 *
 *     -(V^T Qb b)^T X_2 (X^T K'(lambda) X)^(-1) X_2^T (V^T Qb b),      K' = (dK/ddelta) / (dz/ddelta).
 *
 * X^T K' X is negative definite. Diagonalizing it splits the eigenspace of a multiple outlier into orthogonal eigenvectors.
 */

import { SIGNALS, type Signal } from '../../model/model';
import { symmetricEigen } from '../../numerics/small-matrix';
import type { CurvePoint } from '../bulk/spectral-curve';
import type { SignalPencil } from './pencil';

export type Alignment = Readonly<Partial<Record<Signal, number>>>;

/** One alignment for each of the pencil's eigenvectors in `indices`, which span its kernel at `point`. */
export function alignments(pencil: SignalPencil, point: CurvePoint, indices: readonly number[]): Alignment[] {
  const { eigen, scale } = pencil.at(point);
  const kernel = indices.map((index) => eigen.vectors[index]);
  const slopes = kernel.map((x) => kernel.map((y) => pencil.derivative(point, scale, x, y)));
  const split = symmetricEigen(slopes);
  return split.vectors.map((mix, i) => {
    const x = kernel[0].map((_, row) => mix.reduce((sum, factor, j) => sum + factor * kernel[j][row], 0));
    return alignmentOf(pencil, point, pencil.secondHalf(x, scale), split.values[i]);
  });
}

function alignmentOf(pencil: SignalPencil, point: CurvePoint, second: readonly number[], slope: number): Alignment {
  const result: Partial<Record<Signal, number>> = {};
  const { atoms } = pencil.curve;
  SIGNALS.forEach((signal, s) => {
    const squaredNorm = atoms.reduce((sum, { gram }) => sum + gram[s][s], 0);
    if (squaredNorm === 0) return;
    let overlap = 0;
    atoms.forEach(({ gram }, k) => {
      const rows = pencil.coefficients[k];
      for (let a = 0; a < 3; a++) {
        const inner = second.reduce((sum, value, j) => sum + rows[a][j] * value, 0);
        overlap += (gram[s][a] * inner) / point.denominators[k];
      }
    });
    result[signal] = (-point.slope * overlap * overlap) / (slope * squaredNorm);
  });
  return result;
}
