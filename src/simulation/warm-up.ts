/**
 * Makes an engine's first call as fast as its later ones. WebAssembly starts in a baseline compiler, several times slower, and a
 * function that has run for long enough is compiled anew in the background: a few tiny trials make every kernel of a trial
 * run for long enough, and the pauses between them let the compiler finish.
 */

import { defineModel } from '../define-model';
import type { Kernels } from '../wasm/kernels';
import { Pacer } from './pacer';
import { runTrial } from './trial';

const TRIALS = 6;
const PAUSE_MILLISECONDS = 3;

const RUN = {
  seed: 0,
  pairs: [],
  eigenvalues: 'all',
  precision: 'double',
  signal: undefined,
  onProgress: undefined,
} as const;

/** Some 25 ms, most of it waiting. */
export async function warmUp(kernels: Kernels): Promise<void> {
  const model = defineModel({
    samples: 192,
    features: 64,
    response: 'logistic',
    loss: 'logistic',
    mean: [1],
    w: [1],
    wStar: [1],
  });
  for (let trial = 0; trial < TRIALS; trial++) {
    await runTrial(kernels, model, { ...RUN, trial }, new Pacer(trial, undefined, undefined));
    kernels.arena.reset();
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MILLISECONDS));
  }
}
