/** The simulated road for sizes whose H is too large to hold or to reduce: model in, estimate of the spectrum out. */

import { checkNumber, checkObject } from '../../check';
import { ModelError } from '../../errors';
import type { Model } from '../../model/model';
import { Engine } from '../engine';
import type { Progress } from '../pacer';
import { seedWords } from '../seed';
import type { Ends } from './extreme-pairs';
import type { SpectrumEstimate } from './spectrum-estimate';

export interface EstimateOptions {
  /** As for `simulate`: the same seed and trial give the same X and y. */
  readonly seed?: number | bigint;
  readonly trial?: number;
  /** Random vectors that the density is averaged over; 8 by default. Eight of them share each pass over X. */
  readonly probes?: number;
  /** Passes over X for 8 probes, and nodes of each quadrature rule; 64 by default. */
  readonly steps?: number;
  /** How many eigenpairs at each end; one by default. */
  readonly extremes?: number | Ends;
  /** ||H v - lambda v|| / ||H|| at which an extreme eigenpair is taken; 1e-9 by default. */
  readonly tolerance?: number;
  /** Passes over X that the extremes may take beyond those of the probes; 1000 by default. */
  readonly maxPasses?: number;
  /** Bytes of X to hold, 2 GiB by default; what exceeds them is drawn again in every pass. The numbers do not depend on it. */
  readonly memory?: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
  /** An engine to use; by default one of its own, whose memory is given back. */
  readonly engine?: Engine;
}

const DEFAULTS = { probes: 8, steps: 64, extremes: 1, tolerance: 1e-9, maxPasses: 1000, memory: 2 ** 31 } as const;

/**
 * One trial without H: density, distribution function and moments of its spectrum by stochastic Lanczos quadrature, and its
 * extreme eigenpairs by thick-restart block Lanczos, from products with X alone. The samples are those of `simulate`.
 * @throws ModelError for a model without samples and features, or options that do not fit
 * @throws MemoryError if it does not fit into WebAssembly's 4 GiB, before anything is allocated
 * @throws ConvergenceError if the extremes do not converge in `maxPasses`, with the residual that was reached
 * @throws the signal's reason once it is aborted
 */
export async function estimateSpectrum(model: Model, options: EstimateOptions = {}): Promise<SpectrumEstimate> {
  const { seed = 0, trial = 0, signal, onProgress, engine } = options;
  if (model.samples === null || model.features === null) {
    throw new ModelError('model', 'samples and features (a simulation needs a size)', 'an aspectRatio alone');
  }
  seedWords(seed);
  const job = {
    seed,
    trial: checkNumber('trial', trial, { min: 0, integer: true }),
    probes: checkNumber('probes', options.probes ?? DEFAULTS.probes, { min: 0, integer: true }),
    steps: checkNumber('steps', options.steps ?? DEFAULTS.steps, { min: 1, integer: true }),
    extremes: checkEnds(options.extremes ?? DEFAULTS.extremes, model.features),
    tolerance: checkNumber('tolerance', options.tolerance ?? DEFAULTS.tolerance, { above: 0, max: 1 }),
    maxMultiplications: checkNumber('maxPasses', options.maxPasses ?? DEFAULTS.maxPasses, { min: 1, integer: true }),
    memory: checkNumber('memory', options.memory ?? DEFAULTS.memory, { min: 0 }),
  };
  const own = engine ? null : await Engine.create();
  try {
    return await (engine ?? (own as Engine)).estimate(model, { ...job, signal, onProgress });
  } finally {
    own?.dispose();
  }
}

/** A number stands for both ends, as far as there are eigenvalues. */
function checkEnds(input: number | Ends, features: number): Ends {
  if (typeof input === 'number') {
    const count = checkNumber('extremes', input, { min: 0, max: features, integer: true });
    return { smallest: count, largest: count };
  }
  const { smallest, largest } = checkObject('extremes', input, ['smallest', 'largest']);
  const range = { min: 0, max: features, integer: true };
  return {
    smallest: checkNumber('extremes.smallest', smallest ?? 0, range),
    largest: checkNumber('extremes.largest', largest ?? 0, range),
  };
}
