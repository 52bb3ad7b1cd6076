/**
 * Householder reduction of a symmetric matrix to tridiagonal form in typed arrays, as fast as plain JavaScript makes it.
 *
 * From the last row up, the reflector of row m gives A <- A - v w^T - w v^T on the rows before it. That update is not
 * carried out by itself: it waits until the next reflector u is known (which needs one row only), and then a single sweep
 * over the lower triangle, two rows at a time, both updates A and forms y = A u. So every entry is read and written once
 * a step, for 8 operations. The LAPACK way (panels, `dlatrd`, and a rank-2k update in register tiles) was no faster at
 * any order from 100 to 1000: scalar arithmetic keeps the memory waiting, not the other way around.
 */

import type { LowerMatrix } from './blocked-hessian';

/** A symmetric tridiagonal matrix; `offDiagonal[i]` joins i - 1 and i, and `offDiagonal[0]` is 0. */
export interface TridiagonalArrays {
  readonly diagonal: Float64Array;
  readonly offDiagonal: Float64Array;
}

/** Overwrites the matrix. */
export function blockedTridiagonalize({ values: a, order, stride }: LowerMatrix): TridiagonalArrays {
  const diagonal = new Float64Array(order);
  const offDiagonal = new Float64Array(order);
  const u = new Float64Array(order);
  const v = new Float64Array(order);
  const w = new Float64Array(order);
  const y = new Float64Array(order);
  for (let m = order - 1; m > 0; m--) {
    const row = m * stride;
    const vm = v[m];
    const wm = w[m];
    for (let j = 0; j <= m; j++) a[row + j] -= vm * w[j] + wm * v[j];
    diagonal[m] = a[row + m];

    // The reflector I - tau u u^T, u[m-1] = 1, takes the row before the diagonal to (0, ..., 0, offDiagonal[m]).
    let tailSquared = 0;
    for (let j = 0; j < m - 1; j++) tailSquared += a[row + j] * a[row + j];
    const head = a[row + m - 1];
    if (tailSquared === 0) {
      offDiagonal[m] = head;
      updateAndMultiply(y, a, stride, m, v, w, u);
      v.fill(0, 0, m);
      w.fill(0, 0, m);
      continue;
    }
    const norm = Math.sqrt(head * head + tailSquared);
    const beta = head > 0 ? -norm : norm;
    offDiagonal[m] = beta;
    const tau = (beta - head) / beta;
    const scale = 1 / (head - beta);
    for (let j = 0; j < m - 1; j++) u[j] = scale * a[row + j];
    u[m - 1] = 1;

    updateAndMultiply(y, a, stride, m, v, w, u);
    let overlap = 0;
    for (let j = 0; j < m; j++) overlap += y[j] * u[j];
    const shift = (tau * tau * overlap) / 2;
    for (let j = 0; j < m; j++) {
      v[j] = u[j];
      w[j] = tau * y[j] - shift * u[j];
    }
  }
  diagonal[0] = a[0] - 2 * v[0] * w[0];
  return { diagonal, offDiagonal };
}

/** A <- A - v w^T - w v^T and y <- A u on the leading m x m block, in one sweep over its lower triangle. */
function updateAndMultiply(
  y: Float64Array,
  a: Float64Array,
  stride: number,
  m: number,
  v: Float64Array,
  w: Float64Array,
  u: Float64Array,
): void {
  y.fill(0, 0, m);
  const odd = m & 1;
  if (odd) {
    a[0] -= 2 * v[0] * w[0];
    y[0] = a[0] * u[0];
  }
  for (let i = odd; i < m; i += 2) {
    let p = i * stride;
    let q = p + stride;
    const v0 = v[i];
    const v1 = v[i + 1];
    const w0 = w[i];
    const w1 = w[i + 1];
    const u0 = u[i];
    const u1 = u[i + 1];
    let s0 = 0;
    let s1 = 0;
    for (let j = 0; j < i; j++, p++, q++) {
      const vj = v[j];
      const wj = w[j];
      const uj = u[j];
      const a0 = a[p] - v0 * wj - w0 * vj;
      const a1 = a[q] - v1 * wj - w1 * vj;
      a[p] = a0;
      a[q] = a1;
      s0 += a0 * uj;
      s1 += a1 * uj;
      y[j] += a0 * u0 + a1 * u1;
    }
    const a00 = a[p] - 2 * v0 * w0;
    const a10 = a[q] - v1 * w0 - w1 * v0;
    const a11 = a[q + 1] - 2 * v1 * w1;
    a[p] = a00;
    a[q] = a10;
    a[q + 1] = a11;
    y[i] = s0 + a00 * u0 + a10 * u1;
    y[i + 1] = s1 + a10 * u0 + a11 * u1;
  }
}
