/**
 * w fitted on a trial's samples: argmin (1/n) sum_i l(y_i, w . x_i + intercept) + (ridge / 2) |w|^2, by Newton's method on the
 * Hessian that the kernels build, with a line search on the slope along the step, which for a convex objective only rises.
 */

import { ConvergenceError, MemoryError, ModelError } from '../../errors';
import { type CatalogueLoss, isResidual, separates, slopeOf } from '../../loss-slope';
import type { Minimizer, Model } from '../../model';
import type { Kernels } from '../../wasm/kernels';
import type { Pacer } from '../pacer';
import type { FittedVector } from '../spectrum';
import { type DrawnSamples, drawSamples } from './drawn-samples';
import { RidgeHessian } from './ridge-hessian';

/** Of the gradient's norm. */
const TOLERANCE = 1e-10;
const MAX_ITERATIONS = 100;
/** Share of the slope at the start that a step may leave. */
const FLATTER = 0.5;
const MAX_HALVINGS = 40;
/** Bytes that all samples may take. */
const MOST_BYTES = 2 ** 33;

/** The model with w where it was fitted. */
export function atFit(model: Model, { w, intercept }: FittedVector): Model {
  return { ...model, w: { values: w }, intercept: intercept ?? 0, minimizer: null };
}

/**
 * To be called with an arena that has just been reset.
 * @throws ConvergenceError where the gradient does not fall to 1e-10, or labels are separated and there is no ridge
 * @throws ModelError for a loss that is known by its curvature alone
 */
export async function fitMinimizer(
  kernels: Kernels,
  model: Model,
  { ridge, intercept }: Minimizer,
  job: { readonly seed: number | bigint; readonly trial: number },
  pacer: Pacer,
): Promise<FittedVector> {
  const { loss } = model;
  if (loss === null || loss.kind === 'custom') {
    throw new ModelError(
      'at.minimizer',
      'a loss of the catalogue (of your own only the curvature is known)',
      loss?.kind,
    );
  }
  const n = model.samples as number;
  const p = model.features as number;
  const bytes = n * p * Float64Array.BYTES_PER_ELEMENT;
  if (bytes > MOST_BYTES) throw new MemoryError(bytes, MOST_BYTES, 'a fit holds all samples');
  const samples = drawSamples(kernels, model, job);
  const hessian = new RidgeHessian(kernels, model, samples, intercept);
  const objective = new Objective(loss, samples, ridge, intercept);
  let point = objective.at(new Float64Array(p + (intercept ? 1 : 0)));
  let iterations = 0;
  for (; norm(point.gradient) > TOLERANCE; iterations++) {
    if (iterations === MAX_ITERATIONS) throw notConverged(iterations, norm(point.gradient));
    const step = await hessian.solve(point.scores, ridge, point.gradient, () => pacer.breathe('fit', 0));
    if (step === null) throw notConverged(iterations, norm(point.gradient));
    point = search(objective, point, step);
  }
  if (ridge === 0 && separates(loss) && point.scores.every((h, i) => h * samples.y[i] > 0)) {
    throw new ConvergenceError('the fit of w', iterations, norm(point.gradient), 'labels are separated: give a ridge');
  }
  const w = point.parameters.slice(0, p);
  const { mean, wStar } = samples;
  return {
    w,
    intercept: intercept ? point.parameters[p] : null,
    squaredNorm: dot(w, w),
    wStarOverlap: dot(w, wStar),
    meanOverlap: dot(w, mean),
    gradientNorm: norm(point.gradient),
    iterations,
  };
}

function notConverged(iterations: number, residual: number): ConvergenceError {
  return new ConvergenceError('the fit of w', iterations, residual, 'there may be no minimizer: give a larger ridge');
}

interface Point {
  /** w, then the intercept where there is one. */
  readonly parameters: Float64Array;
  readonly scores: Float64Array;
  readonly gradient: Float64Array;
}

class Objective {
  readonly #slope: (y: number, h: number) => number;
  readonly #residual: boolean;

  constructor(
    loss: CatalogueLoss,
    private readonly samples: DrawnSamples,
    private readonly ridge: number,
    private readonly intercept: boolean,
  ) {
    this.#slope = slopeOf(loss);
    this.#residual = isResidual(loss);
  }

  at(parameters: Float64Array): Point {
    const { x, y, features } = this.samples;
    const n = y.length;
    const scores = new Float64Array(n);
    const gradient = new Float64Array(parameters.length);
    const offset = this.intercept ? parameters[features] : 0;
    let total = 0;
    for (let i = 0; i < n; i++) {
      const row = x.subarray(i * features, (i + 1) * features);
      let h = offset;
      for (let j = 0; j < features; j++) h += row[j] * parameters[j];
      scores[i] = h;
      const s = (this.#residual ? this.#slope(0, h - y[i]) : this.#slope(y[i], h)) / n;
      total += s;
      for (let j = 0; j < features; j++) gradient[j] += s * row[j];
    }
    for (let j = 0; j < features; j++) gradient[j] += this.ridge * parameters[j];
    if (this.intercept) gradient[features] = total;
    return { parameters, scores, gradient };
  }
}

/** Along -step: no further than where the slope has turned and is still steep. */
function search(objective: Objective, from: Point, step: Float64Array): Point {
  const start = -dot(from.gradient, step);
  let share = 1;
  let found = from;
  for (let k = 0; k < MAX_HALVINGS; k++) {
    found = objective.at(from.parameters.map((value, j) => value - share * step[j]));
    const slope = -dot(found.gradient, step);
    if (Number.isFinite(slope) && (slope <= FLATTER * Math.abs(start) || norm(found.gradient) <= TOLERANCE))
      return found;
    share /= 2;
  }
  return found;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

function norm(a: Float64Array): number {
  return Math.sqrt(dot(a, a));
}
