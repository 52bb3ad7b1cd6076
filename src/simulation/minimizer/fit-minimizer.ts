/** w fitted on a trial's samples: see fit-rows.ts. */

import { MemoryError, ModelError } from '../../errors';
import type { Minimizer, Model } from '../../model/model';
import { rowsOf } from '../../rows/row-source';
import type { Kernels } from '../../wasm/kernels';
import { drawSamples } from '../drawn-samples';
import type { Pacer } from '../pacer';
import type { TrialKey } from '../seed';
import type { FittedVector } from '../spectrum';
import { dot } from '../vector';
import { fitRows } from './fit-rows';

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
  key: TrialKey,
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
  const { x, y, mean, wStar } = drawSamples(kernels, model, key);
  const fit = await fitRows(kernels, { source: rowsOf(x, p), labels: y, loss, ridge, intercept }, pacer);
  return {
    ...fit,
    squaredNorm: dot(fit.w, fit.w),
    wStarOverlap: dot(fit.w, wStar),
    meanOverlap: dot(fit.w, mean),
  };
}
