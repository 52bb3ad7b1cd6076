/** From a seed and a trial to the kernels' random streams: those of NumPy's SeedSequence(seed, spawn_key=(trial, k)). */

import { ModelError } from '../errors';
import type { Kernels } from '../wasm/kernels';

/** Bytes of a stream in the kernels' memory (assembly/random.ts). */
export const STREAM_BYTES = 32;

/** Which of a trial's streams: k in the spawn key (trial, k). */
const STREAM = { features: 0, responses: 1, probes: 2 } as const;

/** Whole numbers >= 0 of any size. */
export interface TrialKey {
  readonly seed: number | bigint;
  readonly trial: number;
}

/** Starts `stream` at the beginning of one of the trial's streams. */
export function seedTrialStream(
  { exports }: Kernels,
  stream: number,
  { seed, trial }: TrialKey,
  name: keyof typeof STREAM,
): void {
  exports.seedStream(stream, seedWords(seed), Uint32Array.of(...seedWords(trial), STREAM[name]));
}

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
