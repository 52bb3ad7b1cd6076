/** What each sample has of w and of the teacher, and the curvature of its loss. */

import { ModelError } from '../errors';
import type { Loss } from '../model/model';
import { curverOf } from '../simulation/sampler';
import type { Kernels } from '../wasm/kernels';
import type { PreparedRows } from './prepared-rows';

/** The point at which H is. */
export interface DataPoint {
  /** p numbers. */
  readonly w: Float64Array;
  /** What h has beside w . x. */
  readonly intercept: number;
  readonly teacher: Float64Array | null;
}

/** Three numbers for each sample. */
export interface Scores {
  /** w . x, without the intercept. */
  readonly projections: Float64Array;
  /** teacher . x. */
  readonly teacherProjections: Float64Array | null;
  /** g(y, w . x + intercept). */
  readonly curvatures: Float64Array;
}

/** Pointers to a chunk's doubles. */
export interface ScoreSpace {
  readonly h: number;
  readonly y: number;
  readonly weights: number;
}

export class Scorer {
  readonly scores: Scores;
  readonly #curve: ReturnType<typeof curverOf>;
  readonly #kernels: Kernels;
  readonly #data: PreparedRows;
  readonly #point: DataPoint;

  constructor(kernels: Kernels, data: PreparedRows, point: DataPoint, loss: Loss) {
    this.#kernels = kernels;
    this.#data = data;
    this.#point = point;
    const { samples } = data;
    this.#curve = curverOf(kernels, loss);
    this.scores = {
      projections: new Float64Array(samples),
      teacherProjections: point.teacher && new Float64Array(samples),
      curvatures: new Float64Array(samples),
    };
  }

  /**
   * The samples from `start` on, whose rows are given; leaves their curvatures at `space.weights`.
   * @throws ModelError for a curvature that is not finite, with its row
   */
  score(space: ScoreSpace, start: number, rows: Float64Array): void {
    const { arena } = this.#kernels;
    const { w, intercept, teacher } = this.#point;
    const { projections, teacherProjections, curvatures } = this.scores;
    const count = rows.length / w.length;
    const end = start + count;
    multiply(projections.subarray(start, end), rows, w);
    if (teacher && teacherProjections) multiply(teacherProjections.subarray(start, end), rows, teacher);
    const h = arena.view(space.h, count);
    for (let i = 0; i < count; i++) h[i] = projections[start + i] + intercept;
    arena.view(space.y, count).set(this.#data.labels.values.subarray(start, end));
    this.#curve({ h: space.h, y: space.y, g: space.weights }, count);
    const g = arena.view(space.weights, count);
    const bad = g.findIndex((value) => !Number.isFinite(value));
    if (bad >= 0) {
      const place = `the curvature of row ${start + bad}, at w . x + intercept = ${h[bad]}`;
      throw new ModelError(place, 'a finite number', g[bad]);
    }
    curvatures.set(g, start);
  }
}

function multiply(out: Float64Array, rows: Float64Array, vector: Float64Array): void {
  const { length } = vector;
  for (let i = 0, at = 0; i < out.length; i++) {
    let sum = 0;
    for (let j = 0; j < length; j++, at++) sum += rows[at] * vector[j];
    out[i] = sum;
  }
}
