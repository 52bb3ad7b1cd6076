/** Which of a matrix's computed eigenvalues are zero. */

/**
 * The magnitude up to which an eigenvalue is zero: zeros come out as rounding errors of up to about p eps ||H||.
 * @param eigenvalues ascending, all p of them
 */
export function zeroTolerance(eigenvalues: Float64Array): number {
  const norm = Math.max(Math.abs(eigenvalues[0]), Math.abs(eigenvalues[eigenvalues.length - 1]));
  return eigenvalues.length * Number.EPSILON * norm;
}

/**
 * The eigenvalues without the zeros.
 * @param eigenvalues ascending; the result is too
 */
export function withoutZeros(eigenvalues: Float64Array): Float64Array {
  const tolerance = zeroTolerance(eigenvalues);
  return eigenvalues.filter((value) => Math.abs(value) > tolerance);
}
