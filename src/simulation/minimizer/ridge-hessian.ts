/** Solves with the Hessian of a ridge-regularized risk, the intercept's row and column included. */

import { cholesky } from '../../numerics/cholesky';
import type { Kernels } from '../../wasm/kernels';
import { accumulateRows, type RowSpace, rowSpaceBytes } from '../row-hessian';
import { curverOf } from '../sampler';
import { layOut } from '../workspace';
import type { FitTask } from './fit-objective';

const DOUBLE = Float64Array.BYTES_PER_ELEMENT;
/** A Hessian that is not positive definite gets more of the identity, this many times. */
const MAX_SHIFTS = 40;

export class RidgeHessian {
  readonly #kernels: Kernels;
  readonly #task: FitTask;
  readonly #space: RowSpace & { readonly h: number; readonly y: number };

  constructor(kernels: Kernels, task: FitTask) {
    this.#kernels = kernels;
    this.#task = task;
    const samples = task.labels.length;
    const chunk = kernels.exports.chunkSamples(samples);
    const perSample = chunk * DOUBLE;
    const bytes = rowSpaceBytes(kernels, samples, task.source.columns);
    this.#space = { chunk, ...layOut(kernels, { ...bytes, h: perSample, y: perSample }) };
  }

  /** (H + ridge)^(-1) right at the given scores; null where no shift makes it positive definite. */
  async solve(scores: Float64Array, right: Float64Array, breathe: () => Promise<void>): Promise<Float64Array | null> {
    const { ridge, source } = this.#task;
    const order = right.length;
    const last = await this.#build(scores, order, breathe);
    const entries = this.#entries(last, order);
    const size = Math.max(...Array.from({ length: order }, (_, i) => entries[i * order + i]));
    let shift = 0;
    for (let attempt = 0; attempt < MAX_SHIFTS; attempt++) {
      const shifted = entries.slice();
      for (let i = 0; i < order; i++) {
        shifted[i * order + i] += (i < source.columns ? ridge : 0) + shift;
      }
      const { factor, failure } = cholesky(shifted, order);
      if (failure === null) return solveFactored(factor, right);
      shift = Math.max(10 * shift, 1e-10 * (size + ridge), Number.MIN_VALUE);
    }
    return null;
  }

  /** H of the losses into the packed matrix; returns the intercept's row, where there is one. */
  async #build(scores: Float64Array, order: number, breathe: () => Promise<void>): Promise<Float64Array> {
    const { arena } = this.#kernels;
    const { source, labels, loss } = this.#task;
    const { h, y, weights: g } = this.#space;
    const features = source.columns;
    const samples = labels.length;
    const curve = curverOf(this.#kernels, loss);
    const last = new Float64Array(order > features ? order : 0);
    const weigh = (start: number, count: number, rows: Float64Array) => {
      arena.view(h, count).set(scores.subarray(start, start + count));
      arena.view(y, count).set(labels.subarray(start, start + count));
      curve({ h, y, g }, count);
      if (last.length > 0) addInterceptRow(last, arena.view(g, count), rows, samples);
    };
    await accumulateRows(this.#kernels, this.#space, { source, samples }, weigh, breathe);
    return last;
  }

  /** The lower triangle, row-major. */
  #entries(last: Float64Array, order: number): Float64Array {
    const { exports, arena } = this.#kernels;
    const { matrix, rows } = this.#space;
    const features = this.#task.source.columns;
    const entries = new Float64Array(order * order);
    for (let i = 0; i < features; i++) {
      exports.packedReadRow(rows, matrix, i);
      entries.set(arena.view(rows, i + 1), i * order);
    }
    entries.set(last, order * order - last.length);
    return entries;
  }
}

/** (1/n) sum_k g_k (x_k, 1). */
function addInterceptRow(out: Float64Array, curvatures: Float64Array, rows: Float64Array, samples: number): void {
  const features = out.length - 1;
  for (const [k, curvature] of curvatures.entries()) {
    const g = curvature / samples;
    for (let j = 0; j < features; j++) out[j] += g * rows[k * features + j];
    out[features] += g;
  }
}

/** L L^T v = right, L as the rows of its lower triangle. */
function solveFactored(factor: Float64Array, right: Float64Array): Float64Array {
  const v = right.slice();
  const order = v.length;
  for (let i = 0; i < order; i++) {
    const row = (i * (i + 1)) / 2;
    for (let j = 0; j < i; j++) v[i] -= factor[row + j] * v[j];
    v[i] /= factor[row + i];
  }
  for (let i = order - 1; i >= 0; i--) {
    const row = (i * (i + 1)) / 2;
    v[i] /= factor[row + i];
    for (let j = 0; j < i; j++) v[j] -= factor[row + j] * v[i];
  }
  return v;
}
