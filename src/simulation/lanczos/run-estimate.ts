/** One estimate: sample, a block Krylov space for each 8 probes, their quadrature rules, and the extremes from the last space. */

import { MemoryError } from '../../errors';
import type { Model } from '../../model/model';
import type { Kernels } from '../../wasm/kernels';
import { atFit, fitMinimizer } from '../minimizer/fit-minimizer';
import type { Pacer } from '../pacer';
import { realize } from '../realization';
import { STREAM_BYTES, seedTrialStream, type TrialKey } from '../seed';
import { type Ends, eigenpairsOf, extremePairs, leastBlocks } from './extreme-pairs';
import { type GaussRule, gaussRule, gaussRuleBytes } from './gauss-rule';
import { KrylovSpace } from './krylov-space';
import { BLOCK_VECTORS } from './operator';
import { RitzSolver, type RitzSystem } from './ritz';
import { SampledOperator, sampledLayout } from './sampled-operator';
import { type SpectrumEstimate, statisticsOf } from './spectrum-estimate';
import { Verification } from './verification';

export interface EstimateJob extends TrialKey {
  readonly probes: number;
  readonly steps: number;
  readonly extremes: Ends;
  readonly tolerance: number;
  readonly maxMultiplications: number;
  /** Bytes that X may take. */
  readonly memory: number;
}

export async function runEstimate(
  kernels: Kernels,
  model: Model,
  job: EstimateJob,
  pacer: Pacer,
): Promise<SpectrumEstimate> {
  if (model.minimizer === null) return estimateFixed(kernels, model, job, pacer);
  const fit = await fitMinimizer(kernels, model, model.minimizer, job, pacer);
  kernels.arena.reset();
  return estimateFixed(kernels, atFit(model, fit), job, pacer);
}

async function estimateFixed(
  kernels: Kernels,
  model: Model,
  job: EstimateJob,
  pacer: Pacer,
): Promise<SpectrumEstimate> {
  const { exports, arena } = kernels;
  const p = model.features as number;
  const n = model.samples as number;
  const { seed, trial, steps, probes, extremes: wanted } = job;
  const hasExtremes = wanted.smallest + wanted.largest > 0;
  const blocks = Math.min(Math.max(steps, hasExtremes ? leastBlocks(wanted) : 1), Math.ceil(p / BLOCK_VECTORS));
  reserve(kernels, model, blocks, job);

  const stage = { name: 'sample' as 'sample' | 'quadrature' | 'extremes', done: 0, share: 1 };
  const breathe = (done: number) => pacer.breathe(stage.name, stage.done + stage.share * done);
  const signals = realize(kernels, model);
  const operator = new SampledOperator(kernels, model, signals, job, breathe);
  const stream = arena.allocate(STREAM_BYTES);
  seedTrialStream(kernels, stream, job, 'probes');
  const space = new KrylovSpace(kernels, operator, blocks, stream);
  const solver = new RitzSolver(kernels, space.capacity);
  const verification = new Verification(kernels, operator);
  const quadratureWork = arena.allocate(gaussRuleBytes(steps));

  const started = performance.now();
  const batches = Math.max(Math.ceil(probes / BLOCK_VECTORS), hasExtremes ? 1 : 0);
  const quadratureSteps = probes > 0 ? Math.min(steps, blocks) : 0;
  stage.share = 1 / (1 + batches * quadratureSteps);
  await operator.draw();
  const sampled = performance.now();

  const rules: GaussRule[] = [];
  stage.name = 'quadrature';
  for (let batch = 0; batch < batches; batch++) {
    const coordinates = space.begin();
    for (let step = 0; step < quadratureSteps && !space.isComplete; step++) {
      stage.done = stage.share * (1 + batch * quadratureSteps + step);
      await space.extend();
    }
    if (quadratureSteps === 0) break;
    const ritz = solver.solve(space);
    for (let k = 0; k < BLOCK_VECTORS && rules.length < probes; k++) {
      rules.push(gaussRule(kernels, ritz.values, amplitudesOf(ritz, coordinates, k), steps, quadratureWork));
    }
  }
  const integrated = performance.now();

  Object.assign(stage, { name: 'extremes', done: 0, share: 0 });
  let first = 0;
  const onLook = (residual: number) => {
    if (!Number.isFinite(residual) || residual === 0) return;
    first = Math.max(first, residual);
    stage.done = Math.log(first / residual) / Math.log(first / Math.min(job.tolerance, first / 2));
  };
  const pairs = hasExtremes
    ? await extremePairs(space, solver, verification, {
        wanted,
        tolerance: job.tolerance,
        maxMultiplications: space.multiplications + job.maxMultiplications,
        onLook,
      })
    : null;
  return {
    seed,
    trial,
    samples: n,
    features: p,
    probes: rules,
    ...statisticsOf(rules, steps),
    trace: operator.trace,
    extremes: pairs ? eigenpairsOf(kernels, signals, pairs, p) : [],
    orthogonality: pairs?.orthogonality ?? 0,
    multiplications: space.multiplications,
    held: operator.layout.held / operator.layout.chunks,
    memory: exports.memory.buffer.byteLength,
    timing: {
      sample: sampled - started,
      quadrature: integrated - sampled,
      extremes: performance.now() - integrated,
    },
  };
}

/** @throws MemoryError with what a run needs, before anything is allocated */
function reserve(kernels: Kernels, model: Model, blocks: number, { memory, steps }: EstimateJob): void {
  const { exports, arena } = kernels;
  const p = model.features as number;
  const capacity = blocks * BLOCK_VECTORS;
  const total =
    6 * exports.paddedOrder(p) * Float64Array.BYTES_PER_ELEMENT +
    sampledLayout(kernels, model, memory).bytes +
    KrylovSpace.bytes(kernels, p, blocks) +
    RitzSolver.bytes(kernels, capacity) +
    Verification.bytes(kernels, p) +
    gaussRuleBytes(steps) +
    STREAM_BYTES;
  if (total > arena.available) {
    throw new MemoryError(
      total,
      arena.available,
      'let X take less `memory` (it is drawn again then), or take fewer `steps`',
    );
  }
}

/** Coordinates of probe k in the Ritz vectors, from those in the first block (8 x 8, row-major). */
function amplitudesOf(ritz: RitzSystem, coordinates: Float64Array, k: number): Float64Array {
  return ritz.values.map((_, index) => {
    const vector = ritz.vector(index);
    let sum = 0;
    for (let i = 0; i < Math.min(BLOCK_VECTORS, vector.length); i++) {
      sum += vector[i] * coordinates[i * BLOCK_VECTORS + k];
    }
    return sum;
  });
}
