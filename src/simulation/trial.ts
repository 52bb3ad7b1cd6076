/** One trial: sample, build H chunk by chunk, tridiagonalize, eigenvalues, and the eigenpairs that were asked for. */

import type { Model } from '../model/model';
import type { Kernels } from '../wasm/kernels';
import { computePairs, orthogonalityOf } from './eigenpairs';
import { findEigenvalues, type SelectedEigenvalues } from './eigenvalue-selection';
import type { RunOptions } from './engine';
import { buildHessian, type TrialJob } from './hessian';
import { atFit, fitMinimizer } from './minimizer/fit-minimizer';
import type { Pacer } from './pacer';
import { prepareTrial } from './preparation';
import { reductionSlices, reductionStages } from './reduction';
import type { Spectrum } from './spectrum';
import { Stopwatch } from './stopwatch';

const STAGES = ['sample', 'build', 'tridiagonalize', 'eigenvalues', 'eigenvectors'] as const;

/** Shares of a trial's work, for progress: 2 n p^2 / 2 of the build, 4/3 p^3 of the reduction. */
function buildShare(features: number, samples: number): number {
  return samples / (samples + (4 / 3) * features);
}

export async function runTrial(kernels: Kernels, model: Model, options: RunOptions, pacer: Pacer): Promise<Spectrum> {
  if (model.minimizer === null) return runFixed(kernels, model, options, pacer);
  const fit = await fitMinimizer(kernels, model, model.minimizer, options, pacer);
  kernels.arena.reset();
  return { ...(await runFixed(kernels, atFit(model, fit), options, pacer)), fit };
}

async function runFixed(kernels: Kernels, model: Model, options: RunOptions, pacer: Pacer): Promise<Spectrum> {
  const reduced = await reduceTrial(kernels, model, options, pacer);
  const { job, features } = reduced;
  const selected = job.watch.measure('eigenvalues', () =>
    findEigenvalues(kernels, job.space, features, options.eigenvalues),
  );
  return spectrumOf(kernels, reduced, options, selected);
}

/** A trial whose H is tridiagonal: T lies in the workspace of its job. */
export interface ReducedTrial {
  readonly job: TrialJob;
  readonly features: number;
  readonly samples: number;
  readonly trace: number;
  readonly frobeniusSquared: number;
}

/** To be called with an arena that has just been reset. */
export async function reduceTrial(
  kernels: Kernels,
  model: Model,
  options: RunOptions,
  pacer: Pacer,
): Promise<ReducedTrial> {
  const { exports } = kernels;
  const p = model.features as number;
  const n = model.samples as number;
  const wantsPairs = typeof options.pairs === 'function' || options.pairs.length > 0;
  const { precision } = options;
  const { space, signals, sampler } = prepareTrial(kernels, model, { copy: wantsPairs, precision });
  const watch = new Stopwatch(STAGES);

  const share = buildShare(p, n);
  const job = { model, signals, sampler, space, watch, seed: options.seed, trial: options.trial, precision };
  await buildHessian(kernels, job, (done) => pacer.breathe('build', share * done));
  const trace = exports.packedTrace(space.matrix, p);
  const frobeniusSquared = exports.packedFrobeniusSquared(space.matrix, p);
  if (wantsPairs) copyBytes(kernels, space.copy, space.matrix, exports.packedBytes(p));

  const slices = reductionSlices(kernels, space, p, reductionStages(kernels, p, wantsPairs));
  for (;;) {
    const { done, value } = watch.measure('tridiagonalize', () => slices.next());
    if (done) break;
    await pacer.breathe('tridiagonalize', share + (1 - share) * value);
  }
  return { job, features: p, samples: n, trace, frobeniusSquared };
}

/** The result, with the eigenpairs that were asked for. */
export function spectrumOf(
  kernels: Kernels,
  { job, features, samples, trace, frobeniusSquared }: ReducedTrial,
  options: RunOptions,
  { eigenvalues, counts }: SelectedEigenvalues,
): Spectrum {
  const indices = typeof options.pairs === 'function' ? options.pairs(eigenvalues) : options.pairs;
  const pairs = job.watch.measure('eigenvectors', () => computePairs(kernels, job, eigenvalues, indices));
  return {
    seed: job.seed,
    trial: job.trial,
    samples,
    features,
    eigenvalues,
    counts,
    pairs,
    orthogonality: orthogonalityOf(pairs),
    trace,
    frobeniusSquared,
    timing: job.watch.milliseconds,
  };
}

function copyBytes({ exports: { memory } }: Kernels, out: number, source: number, byteLength: number): void {
  new Uint8Array(memory.buffer).copyWithin(out, source, source + byteLength);
}
