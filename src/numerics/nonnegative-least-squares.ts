/**
 * min |A x - b|^2 over x >= 0 by the active-set method of C. L. Lawson & R. J. Hanson (Solving Least Squares Problems, 1974,
 * chapter 23), on the normal equations A^T A, A^T b (R. Bro & S. de Jong, Journal of Chemometrics 11, 1997).
 */

import { ConvergenceError } from '../errors';

/** Relative to the largest entry of A^T b: a gradient that counts as zero. */
const FLAT = 1e-10;
/** Added to the diagonal of A^T A, relative to its largest entry: columns may be dependent to rounding. */
const RIDGE = 1e-13;
const PASSES = 30;

/**
 * @param gram A^T A, k x k, row-major
 * @param product A^T b, k numbers
 * @throws ConvergenceError after 30 k exchanges
 */
export function nonnegativeLeastSquares(gram: Float64Array, product: Float64Array): Float64Array {
  const k = product.length;
  const ridge = RIDGE * product.reduce((most, _, i) => Math.max(most, gram[i * (k + 1)]), 0);
  const tolerance = FLAT * product.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const x = new Float64Array(k);
  const free: number[] = [];
  let exchanges = 0;
  const exchange = () => {
    if (exchanges++ > PASSES * k) {
      throw new ConvergenceError(
        'nonnegative least squares',
        exchanges,
        tolerance,
        'columns may be too nearly dependent',
      );
    }
  };
  for (;;) {
    const entering = steepest(gram, product, x, free);
    if (entering.index < 0 || entering.gradient <= tolerance) return x;
    exchange();
    free.push(entering.index);
    for (let target = solveFree(gram, product, free, ridge, k); ; target = solveFree(gram, product, free, ridge, k)) {
      // As far towards the unconstrained solution as all stay nonnegative.
      let step = 1;
      free.forEach((i, at) => {
        if (target[at] <= 0) step = Math.min(step, x[i] / (x[i] - target[at] || 1));
      });
      free.forEach((i, at) => {
        x[i] += step * (target[at] - x[i]);
      });
      if (step === 1) break;
      exchange();
      for (let at = free.length - 1; at >= 0; at--) {
        if (target[at] <= 0 && x[free[at]] <= Number.EPSILON * target.length) x[free.splice(at, 1)[0]] = 0;
      }
      if (free.length === 0) break;
    }
  }
}

/** The bound variable whose increase lowers the sum fastest. */
function steepest(
  gram: Float64Array,
  product: Float64Array,
  x: Float64Array,
  free: readonly number[],
): { index: number; gradient: number } {
  const k = x.length;
  let best = { index: -1, gradient: 0 };
  for (let i = 0; i < k; i++) {
    if (free.includes(i)) continue;
    const gradient = free.reduce((sum, j) => sum - gram[i * k + j] * x[j], product[i]);
    if (gradient > best.gradient) best = { index: i, gradient };
  }
  return best;
}

/** The least squares solution in the free variables, by Cholesky's factorization. */
function solveFree(
  gram: Float64Array,
  product: Float64Array,
  free: readonly number[],
  ridge: number,
  k: number,
): number[] {
  const size = free.length;
  const l: number[][] = [];
  for (let i = 0; i < size; i++) {
    l.push([]);
    for (let j = 0; j <= i; j++) {
      let sum = gram[free[i] * k + free[j]] + (i === j ? ridge : 0);
      for (let m = 0; m < j; m++) sum -= l[i][m] * l[j][m];
      l[i].push(i === j ? Math.sqrt(Math.max(sum, ridge)) : sum / l[j][j]);
    }
  }
  const y = free.map((index) => product[index]);
  for (let i = 0; i < size; i++) {
    for (let m = 0; m < i; m++) y[i] -= l[i][m] * y[m];
    y[i] /= l[i][i];
  }
  for (let i = size - 1; i >= 0; i--) {
    for (let m = i + 1; m < size; m++) y[i] -= l[m][i] * y[m];
    y[i] /= l[i][i];
  }
  return y;
}
