/**
 * What the build is made of: its multiply-adds done in registers, with nothing to load or to store; and the
 * build as a trial does it, which finds its samples packed, since they are drawn into panels.
 */

import type { Kernels } from '../../src/wasm/kernels';
import type { SampleInput } from '../inputs';
import { type Task, timed } from '../peer';

export const PACKED = "a trial's build: samples packed already";

/** Its time against that of the build is the share of the machine's 128-bit SIMD that the build uses. */
export const FLOOR = 'floor: as many multiply-adds in registers';

/** What one call of the kernel does at a time. */
const BATCH = 8192;

export function floorTask({ exports, arena }: Kernels, { samples, features }: SampleInput): Task {
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

export function packedBuildTask({ exports, arena }: Kernels, { x, g, samples, features }: SampleInput): Task {
  const chunk = exports.chunkSamples(samples);
  const matrix = arena.allocate(exports.packedBytes(features));
  const panels = arena.allocate(exports.panelBytes(features, chunk));
  const strips = arena.allocate(exports.panelBytes(features, chunk));
  const rows = arena.allocate(chunk * features * Float64Array.BYTES_PER_ELEMENT);
  const weights = arena.allocate(chunk * Float64Array.BYTES_PER_ELEMENT);
  arena.view(rows, chunk * features).set(x.subarray(0, chunk * features));
  arena.view(weights, chunk).set(g.subarray(0, chunk));
  exports.packRows(panels, rows, features, chunk);
  // One chunk again and again: in a trial, too, a chunk has just been written.
  const run = () => {
    exports.hessianClear(matrix, features);
    for (let start = 0; start < samples; start += chunk) {
      const count = Math.min(chunk, samples - start);
      exports.hessianScale(strips, panels, weights, samples, features, count);
      for (let first = 0; first < exports.blockCount(features); ) {
        const last = exports.hessianSliceEnd(first, features, count);
        exports.hessianAccumulate(matrix, panels, strips, features, count, first, last);
        first = last;
      }
    }
  };
  return timed(run, () => new Float64Array(0));
}
