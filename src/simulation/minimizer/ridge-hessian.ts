/** Solves with the Hessian of a ridge-regularized risk, the intercept's row and column included. */

import { cholesky } from '../../covariance/cholesky';
import type { Model } from '../../model';
import type { Kernels } from '../../wasm/kernels';
import { accumulateRows } from '../row-hessian';
import { samplerOf } from '../sampler';
import type { DrawnSamples } from './drawn-samples';

const DOUBLE = Float64Array.BYTES_PER_ELEMENT;
/** A Hessian that is not positive definite gets more of the identity, this many times. */
const MAX_SHIFTS = 40;

export class RidgeHessian {
  readonly #chunk: number;
  readonly #pointers: {
    readonly matrix: number;
    readonly panels: number;
    readonly strips: number;
    readonly rows: number;
    readonly h: number;
    readonly y: number;
    readonly g: number;
  };

  constructor(
    private readonly kernels: Kernels,
    private readonly model: Model,
    private readonly samples: DrawnSamples,
    private readonly intercept: boolean,
  ) {
    const { exports, arena } = kernels;
    const { features, y } = samples;
    this.#chunk = exports.chunkSamples(y.length);
    const perSample = () => arena.allocate(this.#chunk * DOUBLE);
    this.#pointers = {
      matrix: arena.allocate(exports.packedBytes(features) >>> 0),
      panels: arena.allocate(exports.panelBytes(features, this.#chunk)),
      strips: arena.allocate(exports.panelBytes(features, this.#chunk)),
      rows: arena.allocate(Math.max(this.#chunk, 1) * features * DOUBLE),
      ...{ h: perSample(), y: perSample(), g: perSample() },
    };
  }

  /** (H + ridge)^(-1) right at the given scores; null where no shift makes it positive definite. */
  async solve(
    scores: Float64Array,
    ridge: number,
    right: Float64Array,
    breathe: () => Promise<void>,
  ): Promise<Float64Array | null> {
    const curvatures = await this.#build(scores, breathe);
    const order = right.length;
    const entries = this.#entries(curvatures, order);
    const size = Math.max(...Array.from({ length: order }, (_, i) => entries[i * order + i]));
    let shift = 0;
    for (let attempt = 0; attempt < MAX_SHIFTS; attempt++) {
      const shifted = entries.slice();
      for (let i = 0; i < order; i++) {
        shifted[i * order + i] += (i < this.samples.features ? ridge : 0) + shift;
      }
      const { factor, failure } = cholesky(shifted, order);
      if (failure === null) return solveFactored(factor, right);
      shift = Math.max(10 * shift, 1e-10 * (size + ridge), Number.MIN_VALUE);
    }
    return null;
  }

  /** H of the losses into the packed matrix; returns the curvatures. */
  async #build(scores: Float64Array, breathe: () => Promise<void>): Promise<Float64Array> {
    const { arena } = this.kernels;
    const { features, x, y } = this.samples;
    const { h, y: labels, g } = this.#pointers;
    const { curve } = samplerOf(this.kernels, this.model);
    const curvatures = new Float64Array(y.length);
    const weigh = (start: number, count: number) => {
      arena.view(h, count).set(scores.subarray(start, start + count));
      arena.view(labels, count).set(y.subarray(start, start + count));
      curve({ h, y: labels, g }, count);
      curvatures.set(arena.view(g, count), start);
    };
    const space = { chunk: this.#chunk, ...this.#pointers, weights: g };
    await accumulateRows(this.kernels, space, { x, samples: y.length, features }, weigh, breathe);
    return curvatures;
  }

  /** The lower triangle, row-major. */
  #entries(curvatures: Float64Array, order: number): Float64Array {
    const { exports, arena } = this.kernels;
    const { features, x } = this.samples;
    const { matrix, rows } = this.#pointers;
    const entries = new Float64Array(order * order);
    for (let i = 0; i < features; i++) {
      exports.packedReadRow(rows, matrix, i);
      entries.set(arena.view(rows, i + 1), i * order);
    }
    if (!this.intercept) return entries;
    const n = curvatures.length;
    const last = features * order;
    for (let k = 0; k < n; k++) {
      const g = curvatures[k] / n;
      for (let j = 0; j < features; j++) entries[last + j] += g * x[k * features + j];
      entries[last + features] += g;
    }
    return entries;
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
