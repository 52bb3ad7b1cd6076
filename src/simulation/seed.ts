/** Seeds as NumPy's SeedSequence takes them: integers >= 0 of any size, as 32-bit words. */

import { ModelError } from '../errors';

/**
 * The 32-bit words of `seed`, the lowest first; zero is one word. The words of a spawn key's integers are the same.
 * @throws ModelError for a negative number, a fraction, or a number beyond 2^53 (which wants a bigint).
 */
export function seedWords(seed: number | bigint): Uint32Array {
  const exact = typeof seed === 'bigint' || Number.isSafeInteger(seed);
  if (!exact || seed < 0) {
    throw new ModelError('seed', 'an integer >= 0 (beyond 2^53 - 1 a bigint)', seed);
  }
  // Most seeds and trials; big integers are slow.
  if (typeof seed === 'number' && seed < 2 ** 32) return Uint32Array.of(seed);
  const words: number[] = [];
  let rest = BigInt(seed);
  do {
    words.push(Number(rest & 0xffffffffn));
    rest >>= 32n;
  } while (rest > 0n);
  return Uint32Array.from(words);
}
