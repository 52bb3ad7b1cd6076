/**
 * The Hessian's spectrum as a textbook writes it: arrays of rows, one loop for each sum, no blocking.
 *
 * H = (1/n) sum_i d_i x_i x_i^T by a triple loop; Householder reduction to tridiagonal form on the full symmetric matrix
 * (Golub & Van Loan, Matrix Computations, 4th edition, algorithm 8.3.1); implicit QL with Wilkinson's shift (Bowdler,
 * Martin, Reinsch & Wilkinson, Numer. Math. 11, 1968). Slow and obvious: an oracle for the fast routines and the slowest
 * baseline of the benches.
 */

/** A symmetric tridiagonal matrix: p diagonal entries, p - 1 entries beside the diagonal. */
export interface Tridiagonal {
  readonly diagonal: number[];
  readonly offDiagonal: number[];
}

const MAX_SWEEPS = 50;

/** H = (1/n) sum_i weights[i] x_i x_i^T, where x_i is row i of `rows` (n x p). */
export function naiveHessian(rows: readonly (readonly number[])[], weights: readonly number[]): number[][] {
  const samples = rows.length;
  const features = rows[0].length;
  const hessian: number[][] = [];
  for (let j = 0; j < features; j++) {
    hessian.push([]);
    for (let k = 0; k < features; k++) {
      let sum = 0;
      for (let i = 0; i < samples; i++) sum += rows[i][j] * weights[i] * rows[i][k];
      hessian[j].push(sum / samples);
    }
  }
  return hessian;
}

/** Householder reduction of a symmetric matrix, which it leaves as it was. */
export function naiveTridiagonalize(matrix: readonly (readonly number[])[]): Tridiagonal {
  const a = matrix.map((row) => [...row]);
  const order = a.length;
  const offDiagonal: number[] = [];
  for (let k = 0; k + 1 < order; k++) {
    // The reflector I - beta v v^T takes the column below the diagonal to (alpha, 0, ..., 0).
    let norm = 0;
    for (let i = k + 1; i < order; i++) norm = Math.hypot(norm, a[i][k]);
    const alpha = a[k + 1][k] > 0 ? -norm : norm;
    offDiagonal.push(alpha);
    if (norm === 0) continue;
    const v = a.map((row, i) => (i <= k ? 0 : row[k] / norm));
    v[k + 1] -= alpha / norm;
    const beta = 1 / Math.abs(v[k + 1]);

    const image = v.map((_, i) => {
      let sum = 0;
      if (i > k) for (let j = k + 1; j < order; j++) sum += a[i][j] * v[j];
      return beta * sum;
    });
    let overlap = 0;
    for (let i = k + 1; i < order; i++) overlap += image[i] * v[i];
    const w = image.map((value, i) => value - (beta / 2) * overlap * v[i]);
    for (let i = k + 1; i < order; i++) {
      for (let j = k + 1; j < order; j++) a[i][j] -= v[i] * w[j] + w[i] * v[j];
    }
  }
  return { diagonal: a.map((row, i) => row[i]), offDiagonal };
}

/** Eigenvalues of a symmetric tridiagonal matrix, ascending. */
export function naiveTridiagonalEigenvalues({ diagonal, offDiagonal }: Tridiagonal): number[] {
  const d = [...diagonal];
  const e = [...offDiagonal, 0];
  for (let start = 0; start < d.length; start++) {
    for (let sweep = 0; ; sweep++) {
      let end = start;
      while (end + 1 < d.length && Math.abs(e[end]) > Number.EPSILON * (Math.abs(d[end]) + Math.abs(d[end + 1]))) end++;
      if (end === start) break;
      if (sweep === MAX_SWEEPS) throw new Error(`eigenvalue ${start} did not converge in ${MAX_SWEEPS} sweeps`);
      qlSweep(d, e, start, end);
    }
  }
  return d.sort((x, y) => x - y);
}

/** One implicit QL sweep on the block start..end: the bulge is chased from the block's end up to its start. */
function qlSweep(d: number[], e: number[], start: number, end: number): void {
  const half = (d[start + 1] - d[start]) / (2 * e[start]);
  const root = Math.hypot(half, 1);
  let g = d[end] - d[start] + e[start] / (half + (half < 0 ? -root : root));
  let sine = 1;
  let cosine = 1;
  let shifted = 0;
  for (let i = end - 1; i >= start; i--) {
    const f = sine * e[i];
    const b = cosine * e[i];
    const r = Math.hypot(f, g);
    e[i + 1] = r;
    if (r === 0) {
      // The bulge has vanished: the block splits here.
      d[i + 1] -= shifted;
      e[end] = 0;
      return;
    }
    sine = f / r;
    cosine = g / r;
    g = d[i + 1] - shifted;
    const t = (d[i] - g) * sine + 2 * cosine * b;
    shifted = sine * t;
    d[i + 1] = g + shifted;
    g = cosine * t - b;
  }
  d[start] -= shifted;
  e[start] = g;
  e[end] = 0;
}

/** Eigenvalues of a symmetric matrix, ascending. */
export function naiveEigenvalues(matrix: readonly (readonly number[])[]): number[] {
  return naiveTridiagonalEigenvalues(naiveTridiagonalize(matrix));
}
