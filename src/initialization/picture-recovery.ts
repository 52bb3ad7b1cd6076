/** A picture found again from measurements without signs: y_i = (x_i . wStar)^2, wStar the picture's pixels. No H is formed. */

import { checkNumber } from '../check';
import { defineModel } from '../model/define-model';
import { drawSamples } from '../simulation/drawn-samples';
import type { Engine } from '../simulation/engine';
import { Pacer, type Progress } from '../simulation/pacer';
import { descend } from './descent';
import { spectralEstimate } from './spectral-estimate';

export interface PictureRecoveryOptions {
  /** n / p for each attempt. */
  readonly ratios: readonly number[];
  readonly seed?: number;
  readonly engine: Engine;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

export interface PictureAttempt {
  /** n / p. */
  readonly ratio: number;
  readonly samples: number;
  /** Squared cosine of the spectral estimate with the picture, as theory has it. */
  readonly predictedAlignment: number;
  readonly spectral: FoundPicture;
  /** Descent from the spectral estimate. */
  readonly descended: FoundPicture & { readonly iterations: number };
}

export interface FoundPicture {
  /** The picture's pixels; the sign, which the measurements do not tell, is the picture's. */
  readonly pixels: Float64Array;
  readonly alignment: number;
  /** |found - picture| / |picture|. */
  readonly error: number;
}

const MAX_ITERATIONS = 600;

/**
 * @param picture p pixels, not all zero
 * @throws ModelError for a picture or ratios that do not fit; MemoryError where X does not fit
 */
export async function recoverPicture(
  picture: Float64Array,
  { ratios, seed = 0, engine, signal, onProgress }: PictureRecoveryOptions,
): Promise<PictureAttempt[]> {
  const p = picture.length;
  for (const ratio of ratios) checkNumber('ratios', ratio, { above: 0 });
  const sizes = ratios.map((ratio) => Math.max(1, Math.round(ratio * p)));
  const model = defineModel({
    ...{ samples: Math.max(...sizes), features: p, response: 'phase-retrieval' },
    ...{ preprocessing: { kind: 'identity' }, wStar: { values: picture } },
  });
  // Fewer measurements are the first ones.
  const conduct = { trial: 0, signal, onProgress };
  const all = await engine.compute(conduct, async (kernels) => drawSamples(kernels, model, { seed, trial: 0 }));
  const pacer = new Pacer(0, signal, onProgress);
  const attempts: PictureAttempt[] = [];
  for (const [k, samples] of sizes.entries()) {
    const [x, y] = [all.x.subarray(0, samples * p), all.y.subarray(0, samples)];
    const { estimate, predicted } = await spectralEstimate(x, y, {
      ...{ engine, seed, tolerance: 1e-6 },
      ...(signal && { signal }),
    });
    const breathe = () => pacer.breathe('fit', (k + 0.5) / sizes.length);
    const problem = { x, y, loss: 'phase-retrieval' } as const;
    const { w, iterations } = await descend(problem, estimate, { maxIterations: MAX_ITERATIONS, breathe });
    attempts.push({
      ...{ ratio: ratios[k], samples, predictedAlignment: predicted.alignment },
      spectral: foundPicture(estimate, picture),
      descended: { ...foundPicture(w, picture), iterations },
    });
  }
  return attempts;
}

function foundPicture(found: Float64Array, picture: Float64Array): FoundPicture {
  const dot = (a: Float64Array, b: Float64Array) => a.reduce((sum, entry, j) => sum + entry * b[j], 0);
  const product = dot(found, picture);
  const pixels = product < 0 ? found.map((entry) => -entry) : found;
  const size = dot(picture, picture);
  const error = Math.sqrt(pixels.reduce((sum, entry, j) => sum + (entry - picture[j]) ** 2, 0) / size);
  return { pixels, alignment: product ** 2 / (dot(found, found) * size), error };
}
