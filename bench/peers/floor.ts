/** No peer, but the floor: the build's multiply-adds done in registers, with nothing to load or to store. */

import { createKernels } from '../../src/wasm/kernels';
import type { SampleInput } from '../inputs';
import { type Task, timed } from '../peer';

/** Its ratio is the share of the machine's 128-bit SIMD that the library's build uses. */
export const FLOOR = 'floor: as many multiply-adds in registers';

/** What one call of the kernel does at a time. */
const BATCH = 8192;

export async function createFloor({ samples, features }: SampleInput): Promise<Task> {
  const { exports, arena } = await createKernels();
  const work = arena.allocate(8192);
  arena.view(work, 1024).fill(1e-3);
  // The triangle with its diagonal: n p (p + 1) / 2 multiply-adds.
  const batches = Math.round((samples * features * (features + 1)) / 2 / BATCH);
  // In slices, as the build is: a call that lasts keeps the compiler from replacing it.
  const run = () => {
    for (let left = batches; left > 0; left -= 512) exports.multiplyAddCeiling(work, Math.min(left, 512));
  };
  return timed(run, () => new Float64Array(0));
}
