/**
 * Eigenpairs of small symmetric matrices (2 to 6 rows) by cyclic Jacobi rotations: slow, and as accurate as the
 * matrix allows (Golub & Van Loan, Matrix Computations, 4th ed., section 8.5).
 */

export type Matrix = readonly (readonly number[])[];

export interface SymmetricEigen {
  /** Ascending. */
  readonly values: readonly number[];
  /** vectors[i] is the unit eigenvector of values[i]. */
  readonly vectors: Matrix;
}

const MAX_SWEEPS = 50;

export function symmetricEigen(matrix: Matrix): SymmetricEigen {
  const size = matrix.length;
  const a = matrix.map((row) => [...row]);
  const rows = a.map((_, i) => a.map((__, j) => (i === j ? 1 : 0)));
  for (let sweep = 0; sweep < MAX_SWEEPS; sweep++) {
    let rotated = false;
    for (let p = 0; p < size; p++) {
      for (let q = p + 1; q < size; q++) {
        const off = a[p][q];
        // Below half an ulp of the smaller diagonal entry a rotation changes nothing.
        if (Math.abs(off) <= 1e-18 * Math.sqrt(Math.abs(a[p][p] * a[q][q])) || Math.abs(off) < 1e-300) continue;
        rotated = true;
        rotate(a, rows, p, q, off);
      }
    }
    if (!rotated) break;
  }
  const order = a.map((_, i) => i).sort((i, j) => a[i][i] - a[j][j]);
  return { values: order.map((i) => a[i][i]), vectors: order.map((i) => rows[i]) };
}

/** One rotation of rows and columns p and q that makes a[p][q] zero, carried along in `rows`. */
function rotate(a: number[][], rows: number[][], p: number, q: number, off: number): void {
  const theta = (a[q][q] - a[p][p]) / (2 * off);
  const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.hypot(1, theta));
  const cosine = 1 / Math.hypot(1, t);
  const sine = t * cosine;
  a[p][p] -= t * off;
  a[q][q] += t * off;
  a[p][q] = a[q][p] = 0;
  for (let k = 0; k < a.length; k++) {
    if (k !== p && k !== q) {
      const [x, y] = [a[k][p], a[k][q]];
      a[k][p] = a[p][k] = cosine * x - sine * y;
      a[k][q] = a[q][k] = sine * x + cosine * y;
    }
    const [x, y] = [rows[p][k], rows[q][k]];
    rows[p][k] = cosine * x - sine * y;
    rows[q][k] = sine * x + cosine * y;
  }
}

/** x^T A y. */
export function bilinear(x: readonly number[], matrix: Matrix, y: readonly number[]): number {
  let total = 0;
  for (let i = 0; i < x.length; i++) for (let j = 0; j < y.length; j++) total += x[i] * matrix[i][j] * y[j];
  return total;
}
