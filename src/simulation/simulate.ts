/** The simulated road: model in, spectrum out. */

import { checkName, checkNumber } from '../check';
import { ModelError } from '../errors';
import type { Model } from '../model/model';
import type { PairSelection } from './eigenpairs';
import { checkSelection, type EigenvalueSelection } from './eigenvalue-selection';
import { type Engine, sharedEngine } from './engine';
import { Pacer, type Progress } from './pacer';
import { seedWords } from './seed';
import type { Spectrum } from './spectrum';
import type { TrialOptions } from './trial';
import type { Precision } from './workspace';

export interface SimulateOptions {
  /** A whole number >= 0 of any size; 0 by default. The same seed gives the same bits everywhere. */
  readonly seed?: number | bigint;
  /** The trial t of the seed, a whole number >= 0; 0 by default. */
  readonly trial?: number;
  /** None by default. From p = 2000 on, eigenvalues differ in their last bits between runs with pairs and without. */
  readonly pairs?: PairSelection;
  /** Which eigenvalues to compute: 'all' by default, and where there are pairs. */
  readonly eigenvalues?: EigenvalueSelection;
  /**
   * 'double' by default. 'single' builds H in single precision, nearly twice as fast: its entries are then off by at most
   * 195 * 2^-24 (1/n) sum_k |x_ik g_k x_jk|, the eigenvalues by at most the norm of the matrix of these bounds.
   */
  readonly precision?: Precision;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
  /** An engine to use in place of the shared one. */
  readonly engine?: Engine;
}

const PRECISIONS: readonly Precision[] = ['double', 'single'];

/**
 * One trial: samples n points, builds H = (1/n) X D X^T and computes all its eigenvalues, in WebAssembly.
 * The numbers are NumPy's: see the README for the lines that rebuild X and y.
 * @throws ModelError for a model without samples and features, or options that do not fit
 * @throws MemoryError if H does not fit into WebAssembly's 4 GiB, before anything is allocated
 * @throws the signal's reason once it is aborted
 */
export async function simulate(model: Model, options: SimulateOptions = {}): Promise<Spectrum> {
  const run = checkedRun(model, options);
  return (options.engine ?? (await sharedEngine())).run(model, run);
}

function checkedRun(model: Model, options: SimulateOptions): TrialOptions {
  const { seed = 0, trial = 0, pairs = [], signal, onProgress } = options;
  const { eigenvalues = 'all', precision = 'double' } = options;
  if (model.samples === null || model.features === null) {
    throw new ModelError('model', 'samples and features (a simulation needs a size)', 'an aspectRatio alone');
  }
  seedWords(seed);
  checkNumber('trial', trial, { min: 0, integer: true });
  checkName('precision', precision, PRECISIONS);
  checkSelection('eigenvalues', eigenvalues, model.features);
  if (eigenvalues !== 'all' && pairs.length > 0) {
    throw new ModelError('eigenvalues', "'all' (pairs are chosen among all)", eigenvalues);
  }
  return { seed, trial, pairs, eigenvalues, precision, signal, onProgress };
}

/** Trials 0, 1, ... of a seed, one after the other. */
export async function* simulateTrials(
  model: Model,
  options: SimulateOptions & { readonly trials: number },
): AsyncGenerator<Spectrum, void, undefined> {
  const { trials, ...rest } = options;
  checkNumber('trials', trials, { min: 1, integer: true });
  // Trials that are shorter than a slice never pause by themselves: together they would keep a signal from arriving.
  const pacer = new Pacer(0, rest.signal, undefined);
  for (let trial = 0; trial < trials; trial++) {
    await pacer.breathe('sample', 0);
    yield simulate(model, { ...rest, trial });
  }
}
