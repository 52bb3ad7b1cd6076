/**
 * All eigenvalues and eigenvectors of a symmetric matrix by the cyclic Jacobi method: slow, obvious, and accurate to a few
 * units of roundoff times the norm.
 *
 * Each rotation of the plane (i, j) makes element (i, j) zero: tan(angle) is the smaller root of t^2 + 2 theta t - 1 = 0,
 * theta = (a_jj - a_ii) / (2 a_ij). Reference: Golub and Van Loan, Matrix Computations, section 8.5.
 */

export interface Eigensystem {
  /** Ascending. */
  readonly values: Float64Array;
  /** vectors[k] is the unit eigenvector of values[k]. */
  readonly vectors: readonly Float64Array[];
}

const MOST_SWEEPS = 40;

/** @param rows the p x p matrix, row by row; it is not changed. */
export function jacobiEigensystem(rows: Float64Array, p: number): Eigensystem {
  const a = Array.from({ length: p }, (_, i) => rows.slice(i * p, (i + 1) * p));
  const vectors = Array.from({ length: p }, (_, i) => Float64Array.from({ length: p }, (_, j) => Number(i === j)));
  const total = Math.hypot(...rows);
  for (let sweep = 0; sweep < MOST_SWEEPS; sweep++) {
    let largest = 0;
    for (let i = 0; i < p; i++) {
      for (let j = i + 1; j < p; j++) {
        largest = Math.max(largest, Math.abs(a[i][j]));
        rotate(a, vectors, i, j);
      }
    }
    if (largest <= 1e-18 * total) {
      const order = Array.from({ length: p }, (_, i) => i).sort((i, j) => a[i][i] - a[j][j]);
      return { values: Float64Array.from(order, (i) => a[i][i]), vectors: order.map((i) => vectors[i]) };
    }
  }
  throw new Error(`no convergence in ${MOST_SWEEPS} sweeps`);
}

function rotate(a: Float64Array[], vectors: Float64Array[], i: number, j: number): void {
  if (a[i][j] === 0) return;
  const theta = (a[j][j] - a[i][i]) / (2 * a[i][j]);
  const tangent = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const cosine = 1 / Math.sqrt(tangent * tangent + 1);
  const sine = tangent * cosine;
  const shift = tangent * a[i][j];
  a[i][i] -= shift;
  a[j][j] += shift;
  a[i][j] = 0;
  a[j][i] = 0;
  for (let k = 0; k < a.length; k++) {
    if (k === i || k === j) continue;
    const [x, y] = [a[k][i], a[k][j]];
    a[k][i] = a[i][k] = cosine * x - sine * y;
    a[k][j] = a[j][k] = sine * x + cosine * y;
  }
  const [u, v] = [vectors[i], vectors[j]];
  for (let k = 0; k < u.length; k++) {
    const [x, y] = [u[k], v[k]];
    u[k] = cosine * x - sine * y;
    v[k] = sine * x + cosine * y;
  }
}
