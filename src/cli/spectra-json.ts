/** Simulated spectra as `simulate --json` prints them. */

import type { Model } from '../model/model';
import { modelFileOf } from '../model/model-file';
import type { Spectrum } from '../simulation/spectrum';

export function spectraJson(model: Model, seed: number | bigint, spectra: readonly Spectrum[]) {
  return {
    model: modelFileOf(model),
    seed: typeof seed === 'bigint' ? String(seed) : seed,
    trials: spectra.map(({ trial, eigenvalues, trace, frobeniusSquared, timing }) => ({
      trial,
      eigenvalues: Array.from(eigenvalues),
      trace,
      frobeniusSquared,
      timing,
    })),
  };
}
