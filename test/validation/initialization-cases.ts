/** Spectral initialization on drawn samples against its law, at shares of each preprocessing's threshold in p / n. */

import {
  type Candidate,
  designedCandidate,
  fixedCandidate,
  OPTIMAL_CANDIDATE,
  REGULARIZED_CANDIDATE,
  withPreprocessing,
} from '../../src/initialization/candidate';
import { simulateInitialization } from '../../src/initialization/simulated-initialization';
import { defineModel } from '../../src/model/define-model';
import { definePreprocessing } from '../../src/model/preprocessings';
import type { ResponseInput } from '../../src/model/responses';
import type { Engine } from '../../src/simulation/engine';

export interface InitializationCase {
  readonly name: string;
  readonly response: ResponseInput;
  readonly candidate: Candidate;
}

const clip = (bound: number) => fixedCandidate(`clip at ${bound}`, definePreprocessing({ kind: 'clip', bound }));
const truncate = (bound: number) =>
  fixedCandidate(`truncate at ${bound}`, definePreprocessing({ kind: 'truncate', bound }));
const IDENTITY = fixedCandidate('identity', definePreprocessing({ kind: 'identity' }));
/** Bounded: of phase retrieval itself the identity's bulk has no end, and nothing stands out of it. */
const SATURATED: ResponseInput = { map: (h) => Math.tanh(h) ** 2, kinks: [0] };
const NOISY: ResponseInput = { kind: 'phase-retrieval', noise: 0.5 };

export const INITIALIZATIONS: readonly InitializationCase[] = [
  { name: 'y = tanh² h*', response: SATURATED, candidate: IDENTITY },
  { name: 'y = h*²', response: 'phase-retrieval', candidate: clip(3) },
  { name: 'y = h*²', response: 'phase-retrieval', candidate: truncate(9) },
  { name: 'y = h*²', response: 'phase-retrieval', candidate: designedCandidate(1) },
  { name: 'y = h*²', response: 'phase-retrieval', candidate: REGULARIZED_CANDIDATE },
  { name: 'y = h*²', response: 'phase-retrieval', candidate: OPTIMAL_CANDIDATE },
  { name: 'y = h*² + N(0, 1) / 2', response: NOISY, candidate: OPTIMAL_CANDIDATE },
  { name: 'y = max(h*, 0)', response: 'relu', candidate: OPTIMAL_CANDIDATE },
];

/** Of the threshold: where the limit is held against simulation, and where it is only shown. */
export const SHARES = [0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6];
export const EXCLUDED_SHARES = [0.9, 1.1];

export interface InitializationScore {
  readonly share: number;
  readonly aspectRatio: number;
  readonly predicted: { readonly outlier: number | null; readonly alignment: number };
  readonly outlier: { readonly mean: number; readonly standardError: number };
  readonly alignment: { readonly mean: number; readonly standardError: number };
  /** Null where nothing is predicted to stand out. */
  readonly z: { readonly outlier: number; readonly alignment: number } | null;
}

export interface InitializationEffort {
  readonly features: number;
  readonly trials: number;
  readonly seed: number;
  readonly engine?: Engine;
}

export function thresholdOf({ response, candidate }: InitializationCase): number {
  return candidate.threshold(modelOf(response, {})) as number;
}

export async function initializationScore(
  entry: InitializationCase,
  threshold: number,
  share: number,
  { features, ...effort }: InitializationEffort,
): Promise<InitializationScore> {
  const samples = Math.round(features / (share * threshold));
  const model = modelOf(entry.response, { samples, features });
  const predicted = entry.candidate.predict(model);
  const side = predicted.side === 'left' ? 'left' : 'right';
  const sampled = withPreprocessing(model, entry.candidate.preprocessing(model));
  const found = await simulateInitialization(sampled, { ...effort, side });
  const [outlier, alignment] = [found.outlier, found.alignment].map(({ mean, standardError }) => ({
    mean,
    standardError: standardError as number,
  }));
  const apart = (value: typeof outlier, expected: number) => (value.mean - expected) / value.standardError;
  const z =
    predicted.outlier === null
      ? null
      : { outlier: apart(outlier, predicted.outlier), alignment: apart(alignment, predicted.alignment) };
  return { share, aspectRatio: model.aspectRatio, predicted, outlier, alignment, z };
}

function modelOf(response: ResponseInput, size: { readonly samples?: number; readonly features?: number }) {
  const shape = size.samples === undefined ? { aspectRatio: 0.3 } : size;
  return defineModel({ ...shape, response, preprocessing: { kind: 'identity' }, wStar: [1] });
}
