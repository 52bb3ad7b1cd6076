/**
 * A = U T U^T with T tridiagonal, by Householder reflections of the rows from the last one up (Golub & Van Loan, Matrix
 * Computations, 4th ed., section 8.3). Uses only operations that IEEE 754 fixes to the bit, so that every engine agrees.
 */

export interface Tridiagonalization {
  /** The diagonal of T, p entries. */
  readonly diagonal: Float64Array;
  /** Beside it, p - 1 entries. */
  readonly offDiagonal: Float64Array;
  /** U^T v, in place. */
  applyTransposed(vector: Float64Array): void;
  /** U v, in place. */
  apply(vector: Float64Array): void;
}

/** `entries`: order x order, row-major, symmetric; kept. */
export function tridiagonalize(entries: Float64Array, order: number): Tridiagonalization {
  // The reflector of step i, I - factors[i] u u^T with u in coordinates 0 .. i - 1, takes the place of row i.
  const a = Float64Array.from(entries);
  const factors = new Float64Array(order);
  const product = new Float64Array(order);
  const offDiagonal = new Float64Array(Math.max(0, order - 1));
  for (let i = order - 1; i >= 1; i--) {
    const row = i * order;
    offDiagonal[i - 1] = reflect(a, row, i, factors);
    if (factors[i] === 0) continue;
    multiplySymmetric(product, a, order, row, i);
    let overlap = 0;
    for (let j = 0; j < i; j++) overlap += a[row + j] * product[j];
    const half = (factors[i] * overlap) / 2;
    for (let j = 0; j < i; j++) product[j] = factors[i] * (product[j] - half * a[row + j]);
    for (let j = 0; j < i; j++) {
      const [uj, qj] = [a[row + j], product[j]];
      const target = j * order;
      for (let k = 0; k <= j; k++) a[target + k] -= uj * product[k] + qj * a[row + k];
    }
  }
  const reflectOnce = (vector: Float64Array, i: number) => {
    const row = i * order;
    let overlap = 0;
    for (let j = 0; j < i; j++) overlap += a[row + j] * vector[j];
    overlap *= factors[i];
    for (let j = 0; j < i; j++) vector[j] -= overlap * a[row + j];
  };
  return {
    diagonal: Float64Array.from({ length: order }, (_, i) => a[i * order + i]),
    offDiagonal,
    applyTransposed(vector) {
      for (let i = order - 1; i >= 1; i--) reflectOnce(vector, i);
    },
    apply(vector) {
      for (let i = 1; i < order; i++) reflectOnce(vector, i);
    },
  };
}

/** Turns the `count` entries from `row` on into a reflector that takes them to their last one; returns that one. */
function reflect(a: Float64Array, row: number, count: number, factors: Float64Array): number {
  const last = row + count - 1;
  let scale = 0;
  for (let j = row; j < last; j++) scale = Math.max(scale, Math.abs(a[j]));
  if (scale === 0) return a[last];
  scale = Math.max(scale, Math.abs(a[last]));
  let squares = 0;
  for (let j = row; j <= last; j++) squares += (a[j] / scale) ** 2;
  const norm = scale * Math.sqrt(squares);
  const image = a[last] > 0 ? -norm : norm;
  const pivot = a[last] - image;
  for (let j = row; j < last; j++) a[j] /= pivot;
  a[last] = 1;
  // 2 / u.u, with u scaled to a last entry of 1.
  factors[count] = -pivot / image;
  return image;
}

/** product = A u for the leading `count` rows and columns, u at `row`; the lower triangle is read once. */
function multiplySymmetric(product: Float64Array, a: Float64Array, order: number, row: number, count: number): void {
  product.fill(0, 0, count);
  for (let j = 0; j < count; j++) {
    const source = j * order;
    const uj = a[row + j];
    let sum = 0;
    for (let k = 0; k < j; k++) {
      sum += a[source + k] * a[row + k];
      product[k] += a[source + k] * uj;
    }
    product[j] += sum + a[source + j] * uj;
  }
}
