/**
 * Makes an engine's first call as fast as its later ones. WebAssembly starts in a baseline compiler, several times slower, and a
 * function that has run for long enough is compiled anew in the background: a few tiny trials make every kernel of a trial
 * run for long enough, and the pauses between them let the compiler finish.
 */

import { defineModel } from '../model/define-model';
import type { Model } from '../model/model';
import type { Kernels } from '../wasm/kernels';
import { Pacer } from './pacer';
import { runTrial } from './trial';

const TRIALS = 7;
/** Memory that is touched in advance, in bytes: as much as a trial of p = 250 works in. New pages are slow at first. */
const TOUCHED_BYTES = 2 ** 21;
/** One thread's size; several have one at which they share the work. */
const FEATURES = 64;
const SHARED_FEATURES = 256;
const PAUSE_MILLISECONDS = 3;

const RUN = {
  seed: 0,
  pairs: [],
  eigenvalues: 'all',
  precision: 'double',
  signal: undefined,
  onProgress: undefined,
} as const;

/** Some 25 ms, most of it waiting; with threads twice as long. */
export async function warmUp(kernels: Kernels, threads: number): Promise<void> {
  const features = threads > 1 ? SHARED_FEATURES : FEATURES;
  const touched = kernels.arena.allocate(TOUCHED_BYTES);
  kernels.arena.view(touched, TOUCHED_BYTES / Float64Array.BYTES_PER_ELEMENT).fill(0);
  kernels.arena.reset();
  for (let trial = 0; trial < TRIALS; trial++) {
    // After a pause everything is slower once: the last trial is for that.
    if (trial > 0) await new Promise((resolve) => setTimeout(resolve, PAUSE_MILLISECONDS));
    // A new model each time: preparing one is a part of a first call, too.
    await runTrial(kernels, tinyModel(features, trial), { ...RUN, trial }, new Pacer(trial, undefined, undefined));
    kernels.arena.reset();
  }
}

/** Signals by their coordinates in a frame and by their entries, in turn: both are ways that callers give them. */
function tinyModel(features: number, trial: number): Model {
  const signal = trial % 2 === 0 ? [1] : { values: new Float64Array(features).fill(1 / Math.sqrt(features)) };
  const laws = { response: 'logistic', loss: 'logistic' } as const;
  return defineModel({ samples: 192, features, ...laws, mean: signal, w: signal, wStar: signal });
}
