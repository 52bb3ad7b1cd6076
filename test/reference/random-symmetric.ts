/** Seeded random matrices. */

import type { Tridiagonal } from '../assembly/eigen-engine';

/** Uniform on (-1, 1); the generator of Marsaglia 2003 (xorshift, 32 bits), good enough to fill test matrices. */
export function uniform(seed: number): () => number {
  let state = Math.imul(seed + 1, 0x9e3779b1) | 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state / 2 ** 31;
  };
}

/** A symmetric p x p matrix, row by row. */
export function randomSymmetric(p: number, seed: number): Float64Array {
  const next = uniform(seed);
  const rows = new Float64Array(p * p);
  for (let i = 0; i < p; i++) {
    for (let j = 0; j <= i; j++) {
      rows[i * p + j] = next();
      rows[j * p + i] = rows[i * p + j];
    }
  }
  return rows;
}

/** A tridiagonal matrix of order n. */
export function randomTridiagonal(n: number, seed: number): Tridiagonal {
  const next = uniform(seed);
  return { d: Float64Array.from({ length: n }, next), e: Float64Array.from({ length: Math.max(n - 1, 0) }, next) };
}
