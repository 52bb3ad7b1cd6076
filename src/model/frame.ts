/** The signal frame has at most this many directions. */
export const MAX_FRAME = 8;

/**
 * The signal frame at finite p: direction j inside an eigenspace of m of the p coordinates is
 * v_j[k] = sqrt(2 / p) cos(pi j (k + 1/2) / m), k = 0 .. m - 1 (and v_0[k] = sqrt(1 / p)), so that over all eigenspaces v_j has unit norm.
 * The simulation computes it in WebAssembly (one result on every engine); this is its twin for the law's inner products.
 */
export function frameDirection(index: number, size: number, features: number): Float64Array {
  const scale = Math.sqrt((index === 0 ? 1 : 2) / features);
  return Float64Array.from({ length: size }, (_, k) => scale * Math.cos((Math.PI * index * (k + 0.5)) / size));
}
