/** Spectral initialization on samples that are drawn: the eigenvector at one end of H_T, and how it aligns with wStar. */

import { ModelError } from '../errors';
import { type Model, sizeOf } from '../model/model';
import { mean, standardError } from '../numerics/sample-statistics';
import { Engine } from '../simulation/engine';
import type { Progress } from '../simulation/pacer';
import { simulateTrials } from '../simulation/simulate';

export interface Measured {
  readonly mean: number;
  /** Null of a single trial. */
  readonly standardError: number | null;
}

export interface SimulatedInitialization {
  readonly samples: number;
  readonly features: number;
  readonly trials: number;
  /** The eigenvalue at the end. */
  readonly outlier: Measured;
  /** Its eigenvector's squared cosine with wStar. */
  readonly alignment: Measured;
}

export interface SimulatedInitializationOptions {
  /** Which end of the spectrum: 'right' by default. */
  readonly side?: 'left' | 'right';
  /** 20 by default. */
  readonly trials?: number;
  readonly seed?: number | bigint;
  readonly engine?: Engine;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

/**
 * @param model one with a preprocessing and a size
 * @throws ModelError as `simulate`
 */
export async function simulateInitialization(
  model: Model,
  { side = 'right', trials = 20, engine, ...rest }: SimulatedInitializationOptions = {},
): Promise<SimulatedInitialization> {
  const size = sizeOf(model);
  if (size === null) throw new ModelError('model', 'samples and features (a simulation needs a size)', 'none');
  const own = engine ? null : await Engine.create();
  const index = side === 'right' ? size.features - 1 : 0;
  const locations: number[] = [];
  const cosines: number[] = [];
  try {
    const options = { ...rest, trials, engine: engine ?? (own as Engine), pairs: [index] };
    for await (const { pairs } of simulateTrials(model, options)) {
      locations.push(pairs[0].eigenvalue);
      cosines.push(pairs[0].alignment.wStar ?? 0);
    }
  } finally {
    own?.dispose();
  }
  const measured = (values: readonly number[]) => ({ mean: mean(values), standardError: standardError(values) });
  return { ...size, trials, outlier: measured(locations), alignment: measured(cosines) };
}
