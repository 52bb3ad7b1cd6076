/**
 * How far given numbers are from the eigenvalues of a symmetric tridiagonal matrix, by bisection with Sturm counts in twice
 * the precision: the counts are those of a matrix within some 1e-31 of the given one, relative to every entry.
 */

import type { Tridiagonal } from '../assembly/eigen-engine';
import { type DoubleDouble, divide, product, subtract } from './double-double';

/** Stands in for a pivot that is zero. */
const TINY: DoubleDouble = [1e-290, 0];

/** The number of eigenvalues below x. */
function countBelow({ d }: Tridiagonal, squares: readonly DoubleDouble[], x: DoubleDouble): number {
  let count = 0;
  let pivot: DoubleDouble = [1, 0];
  for (let i = 0; i < d.length; i++) {
    const shifted = subtract([d[i], 0], x);
    pivot = i === 0 || squares[i - 1][0] === 0 ? shifted : subtract(shifted, divide(squares[i - 1], pivot));
    if (pivot[0] === 0) pivot = TINY;
    if (pivot[0] < 0) count++;
  }
  return count;
}

/**
 * The signed distances values[k] - lambda_k, each to within `resolution`.
 * @param values ascending approximations
 */
export function eigenvalueErrors(matrix: Tridiagonal, values: Float64Array, resolution: number): Float64Array {
  const squares = Array.from(matrix.e, (coupling) => product(coupling, coupling));
  return values.map((value, k) => {
    const isAbove = (offset: number) => countBelow(matrix, squares, subtract([value, 0], [-offset, 0])) > k;
    let reach = 16 * resolution;
    while (!isAbove(reach) || isAbove(-reach)) reach *= 4;
    let low = -reach;
    let high = reach;
    while (high - low > resolution) {
      const middle = (low + high) / 2;
      if (isAbove(middle)) high = middle;
      else low = middle;
    }
    return -(low + high) / 2;
  });
}
