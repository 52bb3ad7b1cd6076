// All eigenvalues of a symmetric tridiagonal matrix by the routine that suits it: Sturm root finding from the order on where it
// is the faster one, root-free QR below it and wherever the other gives up.

import { eigenvaluesQl } from './eigenvalues';
import { eigenvaluesQlPair } from './eigenvalues-pair';
import { eigenvaluesSturmRange, eigenvaluesSturmWorkBytes } from './sturm-roots';

/** Where the two take the same time. */
const LEAST_STURM_ORDER = 40;

/** Bytes of scratch that each of these functions needs. */
export function tridiagonalEigenvaluesWorkBytes(n: i32): usize {
  return max(eigenvaluesSturmWorkBytes(n), usize(n) << 4);
}

/**
 * The eigenvalues of T (d: n, e: n - 1 elements, left as they are) in ascending order, to a few units of roundoff of its norm.
 * Returns 0, or how many off-diagonal elements did not converge: `values` are then not to be used.
 */
export function tridiagonalEigenvalues(values: usize, d: usize, e: usize, n: i32, work: usize): i32 {
  return tridiagonalEigenvaluesRange(values, d, e, n, 0, n, work);
}

/** The same for the eigenvalues of index `first` (inclusive) to `end` (exclusive): the same bits as among all of them. */
export function tridiagonalEigenvaluesRange(
  values: usize,
  d: usize,
  e: usize,
  n: i32,
  first: i32,
  end: i32,
  work: usize,
): i32 {
  if (first >= end) return 0;
  if (n >= LEAST_STURM_ORDER && eigenvaluesSturmRange(values, d, e, n, first, end, work) === 0) return 0;
  const couplings = work + (usize(n) << 3);
  memory.copy(work, d, usize(n) << 3);
  memory.copy(couplings, e, usize(max(n - 1, 0)) << 3);
  const status = eigenvaluesQl(work, couplings, n);
  memory.copy(values, work + (usize(first) << 3), usize(end - first) << 3);
  return status;
}

/**
 * The eigenvalues of two matrices of order n together, with the bits of `tridiagonalEigenvalues`. Returns 0, or 1 where that is not
 * faster than one after the other, or does not succeed for both: values are then not to be used.
 */
export function tridiagonalEigenvaluesPair(
  values0: usize,
  values1: usize,
  d0: usize,
  e0: usize,
  d1: usize,
  e1: usize,
  n: i32,
  work: usize,
): i32 {
  if (n >= LEAST_STURM_ORDER) return 1;
  const couplings0 = work;
  const couplings1 = work + (usize(n) << 3);
  memory.copy(values0, d0, usize(n) << 3);
  memory.copy(values1, d1, usize(n) << 3);
  memory.copy(couplings0, e0, usize(max(n - 1, 0)) << 3);
  memory.copy(couplings1, e1, usize(max(n - 1, 0)) << 3);
  return eigenvaluesQlPair(values0, couplings0, values1, couplings1, n);
}
