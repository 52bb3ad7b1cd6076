/** H = (1/n) sum_i g_i x_i x_i^T by its definition, and how far a rounded computation may be from it. */

export interface NaiveHessian {
  /** p x p, row-major. */
  readonly values: Float64Array;
  /** (1/n) sum_i |g_i x_ij x_ik|, p x p: the scale of the rounding errors of each entry. */
  readonly magnitudes: Float64Array;
}

/** @param rows Sample i in row i, p numbers each. */
export function naiveHessian(rows: Float64Array, g: Float64Array, p: number): NaiveHessian {
  const n = g.length;
  const values = new Float64Array(p * p);
  const magnitudes = new Float64Array(p * p);
  for (let j = 0; j < p; j++) {
    for (let k = 0; k < p; k++) {
      for (let i = 0; i < n; i++) {
        const term = (g[i] / n) * rows[i * p + j] * rows[i * p + k];
        values[j * p + k] += term;
        magnitudes[j * p + k] += Math.abs(term);
      }
    }
  }
  return { values, magnitudes };
}
