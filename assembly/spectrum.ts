// All eigenvalues of a symmetric tridiagonal matrix by the routine that suits it: Sturm root finding from the order on where it
// is the faster one, root-free QR below it and wherever the other gives up.

import { eigenvaluesQl } from './eigenvalues';
import { eigenvaluesSturm, eigenvaluesSturmWorkBytes } from './sturm-roots';

/** The order at which the two take the same time. */
const LEAST_STURM_ORDER = 40;

/** Bytes of scratch that `tridiagonalEigenvalues` needs. */
export function tridiagonalEigenvaluesWorkBytes(n: i32): usize {
  return max(eigenvaluesSturmWorkBytes(n), usize(n) << 4);
}

/**
 * The eigenvalues of T (d: n, e: n - 1 elements, left as they are) of index `first` (inclusive) to `end` (exclusive), in ascending
 * order, to a few units of roundoff of its norm: the same bits as among all of them. Returns 0, or how many off-diagonal elements
 * did not converge: `values` are then not to be used.
 */
export function tridiagonalEigenvalues(
  values: usize,
  d: usize,
  e: usize,
  n: i32,
  first: i32,
  end: i32,
  work: usize,
): i32 {
  if (first >= end) return 0;
  if (n >= LEAST_STURM_ORDER && eigenvaluesSturm(values, d, e, n, first, end, work) === 0) return 0;
  const couplings = work + (usize(n) << 3);
  memory.copy(work, d, usize(n) << 3);
  memory.copy(couplings, e, usize(max(n - 1, 0)) << 3);
  const status = eigenvaluesQl(work, couplings, n);
  memory.copy(values, work + (usize(first) << 3), usize(end - first) << 3);
  return status;
}
