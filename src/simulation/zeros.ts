/** Which of the simulated eigenvalues are zero. */

/**
 * Without the zeros, which come out as rounding errors of up to about p eps ||H||.
 * @param eigenvalues ascending; the result is too
 */
export function withoutZeros(eigenvalues: Float64Array): Float64Array {
  const size = Math.max(Math.abs(eigenvalues[0]), Math.abs(eigenvalues[eigenvalues.length - 1]));
  return eigenvalues.filter((value) => Math.abs(value) > eigenvalues.length * Number.EPSILON * size);
}
