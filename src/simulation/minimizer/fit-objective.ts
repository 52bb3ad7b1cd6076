/**
 * The objective of a fit, (1/n) sum_i l(y_i, w . x_i + intercept) + (ridge / 2) |w|^2: the scores and the gradient at a point, in
 * one pass over the rows.
 */

import { type CatalogueLoss, lossFunctions } from '../../model/losses';
import type { RowSource } from '../../rows/row-source';

export interface FitTask {
  readonly source: RowSource;
  /** n numbers. */
  readonly labels: Float64Array;
  readonly loss: CatalogueLoss;
  readonly ridge: number;
  readonly intercept: boolean;
}

export interface FitPoint {
  /** w, then the intercept where there is one. */
  readonly parameters: Float64Array;
  /** h of each sample. */
  readonly scores: Float64Array;
  readonly gradient: Float64Array;
}

/** Samples at once. */
const CHUNK = 192;

export class FitObjective {
  readonly #task: FitTask;
  readonly #breathe: () => Promise<void>;
  readonly #slope: (y: number, h: number) => number;

  /** @param breathe awaited between chunks */
  constructor(task: FitTask, breathe: () => Promise<void>) {
    this.#task = task;
    this.#breathe = breathe;
    this.#slope = lossFunctions(task.loss).slope;
  }

  async at(parameters: Float64Array): Promise<FitPoint> {
    const { source, labels: y, ridge, intercept } = this.#task;
    const features = source.columns;
    const n = y.length;
    const scores = new Float64Array(n);
    const gradient = new Float64Array(parameters.length);
    const offset = intercept ? parameters[features] : 0;
    let total = 0;
    let i = 0;
    for await (const rows of source.chunks(CHUNK)) {
      for (let start = 0; start < rows.length; start += features, i++) {
        let h = offset;
        for (let j = 0; j < features; j++) h += rows[start + j] * parameters[j];
        scores[i] = h;
        const s = this.#slope(y[i], h) / n;
        total += s;
        for (let j = 0; j < features; j++) gradient[j] += s * rows[start + j];
      }
      await this.#breathe();
    }
    for (let j = 0; j < features; j++) gradient[j] += ridge * parameters[j];
    if (intercept) gradient[features] = total;
    return { parameters, scores, gradient };
  }
}
