// All eigenvalues of a symmetric tridiagonal matrix by the routine that suits it: Sturm root finding from the order on where it
// is the faster one, root-free QR below it and wherever the other gives up.

import { eigenvaluesQl } from './eigenvalues';
import { eigenvaluesSturm, eigenvaluesSturmWorkBytes } from './sturm-roots';

/** Where the two take the same time. */
const LEAST_STURM_ORDER = 40;

/** Bytes of scratch that `tridiagonalEigenvalues` needs. */
export function tridiagonalEigenvaluesWorkBytes(n: i32): usize {
  return max(eigenvaluesSturmWorkBytes(n), usize(n) << 3);
}

/**
 * The eigenvalues of T (d: n, e: n - 1 elements, left as they are) in ascending order, to a few units of roundoff of its norm.
 * Returns 0, or how many off-diagonal elements did not converge: `values` are then not to be used.
 */
export function tridiagonalEigenvalues(values: usize, d: usize, e: usize, n: i32, work: usize): i32 {
  if (n >= LEAST_STURM_ORDER && eigenvaluesSturm(values, d, e, n, work) === 0) return 0;
  memory.copy(values, d, usize(n) << 3);
  memory.copy(work, e, usize(max(n - 1, 0)) << 3);
  return eigenvaluesQl(values, work, n);
}
