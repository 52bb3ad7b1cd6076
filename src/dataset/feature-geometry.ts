/** mean, w and wStar in an eigenbasis of C. */

import type { Eigenbasis } from '../covariance/eigenbasis';
import type { SignalGeometry } from '../covariance/geometry';

/**
 * @param eigenvalues the t_k to attach to the basis's eigenvectors, in their order
 * @param vectors mean, w, wStar
 */
export function geometryIn(
  basis: Pick<Eigenbasis, 'toEigenbasis'>,
  eigenvalues: Float64Array,
  vectors: readonly Float64Array[],
): SignalGeometry {
  const coordinates = vectors.map((vector) => basis.toEigenbasis(vector));
  const weight = 1 / eigenvalues.length;
  return {
    atoms: Array.from(eigenvalues, (eigenvalue, k) => ({
      eigenvalue,
      weight,
      gram: coordinates.map((a) => coordinates.map((b) => a[k] * b[k])),
    })),
  };
}
