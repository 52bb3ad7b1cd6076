/**
 * C = L L^T by rows (Golub & Van Loan, Matrix Computations, 4th ed., section 4.2): also the proof that C is positive definite.
 * L is kept as the rows of its lower triangle, one after the other: L_ij at i (i + 1) / 2 + j.
 */

export interface CholeskyResult {
  readonly factor: Float64Array;
  /** The first row whose pivot (the variance left, given those before it) is not positive, or null. */
  readonly failure: { readonly row: number; readonly pivot: number } | null;
}

/** `entries`: order x order, row-major; only its lower triangle is read. */
export function cholesky(entries: Float64Array, order: number): CholeskyResult {
  const factor = new Float64Array((order * (order + 1)) / 2);
  for (let i = 0; i < order; i++) {
    const row = (i * (i + 1)) / 2;
    for (let j = 0; j <= i; j++) {
      const other = (j * (j + 1)) / 2;
      const rest = entries[i * order + j] - dot(factor, row, other, j);
      if (j < i) {
        factor[row + j] = rest / factor[other + j];
        continue;
      }
      // A pivot within the rounding of its variance says nothing about its sign.
      if (!(rest > order * Number.EPSILON * entries[i * order + i])) {
        return { factor, failure: { row: i, pivot: rest } };
      }
      factor[row + i] = Math.sqrt(rest);
    }
  }
  return { factor, failure: null };
}

/** The product of `count` entries from a and from b on, in four sums: additions need not wait for each other. */
function dot(values: Float64Array, a: number, b: number, count: number): number {
  let [s0, s1, s2, s3] = [0, 0, 0, 0];
  let k = 0;
  for (; k + 3 < count; k += 4) {
    s0 += values[a + k] * values[b + k];
    s1 += values[a + k + 1] * values[b + k + 1];
    s2 += values[a + k + 2] * values[b + k + 2];
    s3 += values[a + k + 3] * values[b + k + 3];
  }
  for (; k < count; k++) s0 += values[a + k] * values[b + k];
  return s0 + s1 + (s2 + s3);
}
