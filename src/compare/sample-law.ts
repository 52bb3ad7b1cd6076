/** Independent draws from a law: uniforms of the project's own streams through its quantile function. */

import { checkNumber } from '../check';
import type { Distribution } from '../law/distribution/law-distance';
import { seedWords } from '../simulation/seed';
import { createKernels } from '../wasm/kernels';

export interface SampleLawOptions {
  /** As of `simulate`; 0 by default. */
  readonly seed?: number | bigint;
  /** Which of the seed's independent samples; 0 by default. */
  readonly trial?: number;
}

/** The third stream of a trial: features are 0, responses 1. */
const STREAM = 2;

/**
 * `count` independent values of the law, in the order drawn: law.quantile of NumPy's
 * Generator(PCG64(SeedSequence(seed, spawn_key=(trial, 2)))).random(count).
 * Independent, unlike eigenvalues, which repel each other.
 *
 * @throws ModelError for a count, seed or trial that is not a whole number >= 0
 */
export async function sampleLaw(
  law: Pick<Distribution, 'quantile'>,
  count: number,
  { seed = 0, trial = 0 }: SampleLawOptions = {},
): Promise<Float64Array> {
  checkNumber('count', count, { min: 0, integer: true });
  checkNumber('trial', trial, { min: 0, max: 2 ** 32 - 1, integer: true });
  const entropy = seedWords(seed);
  const { exports, arena } = await createKernels();
  const stream = arena.allocate(32);
  const uniforms = arena.allocate(count * Float64Array.BYTES_PER_ELEMENT);
  exports.seedStream(stream, entropy, Uint32Array.of(trial, STREAM));
  exports.fillUniforms(uniforms, stream, count);
  return exports.readVector(uniforms, count).map((share) => law.quantile(share));
}
