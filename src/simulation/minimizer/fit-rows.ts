/**
 * argmin (1/n) sum_i l(y_i, w . x_i + intercept) + (ridge / 2) |w|^2 over rows at hand, by Newton's method on the Hessian that
 * the kernels build, with a line search on the slope along the step, which for a convex objective only rises.
 */

import { ConvergenceError } from '../../errors';
import { LOSSES, type LossEntry } from '../../model/losses';
import type { Kernels } from '../../wasm/kernels';
import type { Pacer } from '../pacer';
import { dot, norm } from '../vector';
import { FitObjective, type FitPoint, type FitTask } from './fit-objective';
import { RidgeHessian } from './ridge-hessian';

/** The gradient's norm at which a fit ends. */
const TOLERANCE = 1e-10;
const MAX_ITERATIONS = 100;
/** Share of the slope at the start that a step may leave. */
const FLATTER = 0.5;
const MAX_HALVINGS = 40;

export interface Fit {
  readonly w: Float64Array;
  /** Null where none is fitted. */
  readonly intercept: number | null;
  /** Norm of the objective's gradient, intercept included. */
  readonly gradientNorm: number;
  readonly iterations: number;
}

/**
 * @param scale what the gradient's norm is held against 1e-10 of
 * @throws ConvergenceError where the gradient does not fall to 1e-10, or labels are separated and there is no ridge
 */
export async function fitRows(kernels: Kernels, task: FitTask, pacer: Pacer, scale = 1): Promise<Fit> {
  const { loss, labels, source, ridge, intercept } = task;
  const tolerance = TOLERANCE * scale;
  const breathe = () => pacer.breathe('fit', 0);
  const hessian = new RidgeHessian(kernels, task);
  const objective = new FitObjective(task, breathe);
  let point = await objective.at(new Float64Array(source.columns + (intercept ? 1 : 0)));
  let iterations = 0;
  for (; norm(point.gradient) > tolerance; iterations++) {
    if (iterations === MAX_ITERATIONS) throw notConverged(iterations, norm(point.gradient));
    const step = await hessian.solve(point.scores, point.gradient, breathe);
    if (step === null) throw notConverged(iterations, norm(point.gradient));
    point = await search(objective, point, step, tolerance);
  }
  const { separates = false }: LossEntry = LOSSES[loss.kind];
  if (ridge === 0 && separates && point.scores.every((h, i) => h * labels[i] > 0)) {
    throw new ConvergenceError('the fit of w', iterations, norm(point.gradient), 'labels are separated: give a ridge');
  }
  return {
    w: point.parameters.slice(0, source.columns),
    intercept: intercept ? point.parameters[source.columns] : null,
    gradientNorm: norm(point.gradient),
    iterations,
  };
}

function notConverged(iterations: number, residual: number): ConvergenceError {
  return new ConvergenceError('the fit of w', iterations, residual, 'there may be no minimizer: give a larger ridge');
}

/** Along -step: no further than where the slope has turned and is still steep. */
async function search(
  objective: FitObjective,
  from: FitPoint,
  step: Float64Array,
  tolerance: number,
): Promise<FitPoint> {
  const start = -dot(from.gradient, step);
  let share = 1;
  let found = from;
  for (let k = 0; k < MAX_HALVINGS; k++) {
    found = await objective.at(from.parameters.map((value, j) => value - share * step[j]));
    const slope = -dot(found.gradient, step);
    if (Number.isFinite(slope) && (slope <= FLATTER * Math.abs(start) || norm(found.gradient) <= tolerance))
      return found;
    share /= 2;
  }
  return found;
}
