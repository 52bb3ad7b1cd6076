/** One trial: sample, build H chunk by chunk, tridiagonalize, eigenvalues, and the eigenpairs that were asked for. */

import type { Model } from '../model/model';
import type { Kernels } from '../wasm/kernels';
import { computePairs, orthogonalityOf, type PairSelection } from './eigenpairs';
import { type EigenvalueSelection, findEigenvalues } from './eigenvalue-selection';
import { buildHessian, type TrialJob } from './hessian';
import { atFit, fitMinimizer } from './minimizer/fit-minimizer';
import { type Conduct, type Pacer, Stopwatch } from './pacer';
import { type Realization, realize } from './realization';
import { reductionSlices, reductionStages } from './reduction';
import { Sampler } from './sampler';
import type { TrialKey } from './seed';
import type { Spectrum } from './spectrum';
import { type Precision, reserveWorkspace, type Workspace, type WorkspaceNeeds } from './workspace';

export interface TrialOptions extends TrialKey, Conduct {
  readonly pairs: PairSelection;
  readonly eigenvalues: EigenvalueSelection;
  readonly precision: Precision;
}

const STAGES = ['sample', 'build', 'tridiagonalize', 'eigenvalues', 'eigenvectors'] as const;

/** To be called with an arena that has just been reset. */
export async function runTrial(kernels: Kernels, model: Model, options: TrialOptions, pacer: Pacer): Promise<Spectrum> {
  if (model.minimizer === null) return runFixed(kernels, model, options, pacer);
  const fit = await fitMinimizer(kernels, model, model.minimizer, options, pacer);
  kernels.arena.reset();
  return { ...(await runFixed(kernels, atFit(model, fit), options, pacer)), fit };
}

async function runFixed(kernels: Kernels, model: Model, options: TrialOptions, pacer: Pacer): Promise<Spectrum> {
  const { exports } = kernels;
  const p = model.features as number;
  const n = model.samples as number;
  const { seed, trial, precision } = options;
  const wantsPairs = typeof options.pairs === 'function' || options.pairs.length > 0;
  const { space, signals, sampler } = prepare(kernels, model, { copy: wantsPairs, precision });
  const watch = new Stopwatch(STAGES);
  const job: TrialJob = { model, sampler, space, watch, seed, trial, precision };

  const share = buildShare(p, n);
  await buildHessian(kernels, job, (done) => pacer.breathe('build', share * done));
  const trace = exports.packedTrace(space.matrix, p);
  const frobeniusSquared = exports.packedFrobeniusSquared(space.matrix, p);
  if (wantsPairs) kernels.arena.copy(space.copy, space.matrix, exports.packedBytes(p));

  const slices = reductionSlices(kernels, space, p, reductionStages(kernels, p, wantsPairs));
  for (;;) {
    const { done, value } = watch.measure('tridiagonalize', () => slices.next());
    if (done) break;
    await pacer.breathe('tridiagonalize', share + (1 - share) * value);
  }

  const { eigenvalues, counts } = watch.measure('eigenvalues', () =>
    findEigenvalues(kernels, space, p, options.eigenvalues),
  );
  const indices = typeof options.pairs === 'function' ? options.pairs(eigenvalues) : options.pairs;
  const pairs = watch.measure('eigenvectors', () => computePairs(kernels, { space, signals }, eigenvalues, indices));
  return {
    seed,
    trial,
    samples: n,
    features: p,
    eigenvalues,
    counts,
    pairs,
    orthogonality: orthogonalityOf(pairs),
    trace,
    frobeniusSquared,
    timing: watch.milliseconds,
  };
}

/** Shares of a trial's work, for progress: 2 n p^2 / 2 of the build, 4/3 p^3 of the reduction. */
function buildShare(features: number, samples: number): number {
  return samples / (samples + (4 / 3) * features);
}

/** What trials of one model share: where everything lies, the model's vectors, and how samples are drawn. */
interface Preparation {
  readonly space: Workspace;
  readonly signals: Realization;
  readonly sampler: Sampler;
}

interface Kept extends Preparation {
  readonly model: Model;
  readonly needs: WorkspaceNeeds;
  readonly generation: number;
  readonly top: number;
}

const kept = new WeakMap<Kernels, Kept>();

/** Lays out a trial, or takes up what the last one left. */
function prepare(kernels: Kernels, model: Model, needs: WorkspaceNeeds): Preparation {
  const { arena } = kernels;
  const last = kept.get(kernels);
  const fits = last?.model === model && last.needs.copy === needs.copy && last.needs.precision === needs.precision;
  if (fits && last.generation === arena.generation) {
    arena.resume(last.top);
    return last;
  }
  const space = reserveWorkspace(kernels, model, needs);
  const signals = realize(kernels, model);
  const sampler = new Sampler(kernels, model, signals, space);
  kept.set(kernels, { space, signals, sampler, model, needs, generation: arena.generation, top: arena.top });
  return { space, signals, sampler };
}
