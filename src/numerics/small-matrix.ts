/**
 * Matrices of a few rows: eigenpairs of symmetric ones by cyclic Jacobi rotations, slow, and as accurate as the matrix allows
 * (Golub & Van Loan, Matrix Computations, 4th ed., section 8.5); real eigenvalues of others, and linear equations.
 */

export type Matrix = readonly (readonly number[])[];

export interface SymmetricEigen {
  /** Ascending. */
  readonly values: readonly number[];
  /** vectors[i] is the unit eigenvector of values[i]. */
  readonly vectors: Matrix;
}

const MAX_SWEEPS = 50;

/** The eigenpairs of a symmetric matrix. */
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

/** The x with matrix x = right, by Gaussian elimination with pivots; it is NaN for a singular matrix. */
export function solveSmall(matrix: Matrix, right: readonly number[]): number[] {
  const rows = matrix.map((row, i) => [...row, right[i]]);
  const size = rows.length;
  for (let k = 0; k < size; k++) {
    let pivot = k;
    for (let i = k + 1; i < size; i++) if (Math.abs(rows[i][k]) > Math.abs(rows[pivot][k])) pivot = i;
    [rows[k], rows[pivot]] = [rows[pivot], rows[k]];
    for (let i = k + 1; i < size; i++) {
      const factor = rows[i][k] / rows[k][k];
      for (let j = k; j <= size; j++) rows[i][j] -= factor * rows[k][j];
    }
  }
  const x = new Array<number>(size).fill(0);
  for (let k = size - 1; k >= 0; k--) {
    let rest = rows[k][size];
    for (let j = k + 1; j < size; j++) rest -= rows[k][j] * x[j];
    x[k] = rest / rows[k][k];
  }
  return x;
}

export function transposed(matrix: Matrix): number[][] {
  return matrix[0].map((_, j) => matrix.map((row) => row[j]));
}

/** The real eigenvalues of a matrix of 1 to 3 rows, ascending, from its characteristic polynomial. */
export function realEigenvalues(m: Matrix): number[] {
  if (m.length === 1) return [m[0][0]];
  const minor = (i: number, j: number) => m[i][i] * m[j][j] - m[i][j] * m[j][i];
  if (m.length === 2) return quadraticRoots(-(m[0][0] + m[1][1]), minor(0, 1));
  const trace = m[0][0] + m[1][1] + m[2][2];
  const minors = minor(0, 1) + minor(0, 2) + minor(1, 2);
  return cubicRoots(-trace, minors, -dot(m[0], cross(m[1], m[2])));
}

/** The real roots of x^2 + b x + c. */
function quadraticRoots(b: number, c: number): number[] {
  const discriminant = b * b - 4 * c;
  // A double root may miss being real by its rounding.
  if (discriminant < -1e-13 * b * b) return [];
  const larger = (-b - Math.sign(b || 1) * Math.sqrt(Math.max(0, discriminant))) / 2;
  return [larger, larger === 0 ? 0 : c / larger].sort((x, y) => x - y);
}

/**
 * The real roots of x^3 + a x^2 + b x + c: one by Newton's method from outside of them all, where it is monotone, the rest by
 * deflation.
 */
function cubicRoots(a: number, b: number, c: number): number[] {
  const inflection = -a / 3;
  const value = (x: number) => ((x + a) * x + b) * x + c;
  const bound = 1 + Math.max(Math.abs(a), Math.abs(b), Math.abs(c));
  // The root beyond the inflection: the others deflate from it stably.
  let x = value(inflection) > 0 ? -bound : bound;
  for (let step = 0; step < 200; step++) {
    const slope = (3 * x + 2 * a) * x + b;
    const next = x - value(x) / slope;
    if (!Number.isFinite(next) || Math.abs(next - x) <= Number.EPSILON * Math.abs(x)) break;
    x = next;
  }
  return [x, ...quadraticRoots(a + x, (x + a) * x + b)].sort((p, q) => p - q);
}

/** A vector x with (m - eigenvalue) x = 0, for m of 1 to 3 rows. */
export function nullVector(m: Matrix, eigenvalue: number): number[] {
  const shifted = m.map((row, i) => row.map((entry, j) => entry - (i === j ? eigenvalue : 0)));
  if (m.length === 1) return [1];
  if (m.length === 2) {
    const [row, other] = shifted.sort((a, b) => dot(b, b) - dot(a, a));
    return dot(row, row) > 0 ? [-row[1], row[0]] : [other[0] + 1, other[1]];
  }
  const candidates = [
    [0, 1],
    [0, 2],
    [1, 2],
  ].map(([i, j]) => cross(shifted[i], shifted[j]));
  return candidates.reduce((best, vector) => (dot(vector, vector) > dot(best, best) ? vector : best));
}

/** x . y. */
export function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, entry, i) => sum + entry * b[i], 0);
}

function cross([a, b, c]: readonly number[], [x, y, z]: readonly number[]): number[] {
  return [b * z - c * y, c * x - a * z, a * y - b * x];
}
