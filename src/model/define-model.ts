/** From what a user writes (in code, or in a model file) to a validated model. */

import { checkNumber, checkNumbers, checkObject } from '../check';
import { ModelError } from '../errors';
import { type CovarianceInput, defineCovariance } from './define-covariance';
import { defineLoss } from './define-loss';
import { frameBlocks } from './eigenspaces';
import { defineEntries, type EntriesInput } from './entries';
import { MAX_FRAME } from './frame';
import type { LossInput } from './losses';
import type { Covariance, Minimizer, Model, SignalVector } from './model';
import { SIGNALS } from './model';
import { definePreprocessing, type PreprocessingInput } from './preprocessings';
import { defineResponse, type ResponseInput } from './responses';

/** Coordinates in the signal frame, or {values: p coordinates}. */
export type SignalInput = readonly number[] | { readonly values: readonly number[] | Float64Array };

/** What `defineModel` takes: the content of a model file, or functions of the caller's in the place of names. */
export interface ModelInput {
  /** n >= 1; with `features`, in place of `aspectRatio`. */
  readonly samples?: number;
  /** p >= 1. */
  readonly features?: number;
  /** c = p / n > 0, for the law alone. */
  readonly aspectRatio?: number;
  readonly response: ResponseInput;
  /** Give a loss or a preprocessing, not both. */
  readonly loss?: LossInput;
  readonly preprocessing?: PreprocessingInput;
  /** Default: identity. */
  readonly covariance?: CovarianceInput;
  /** Default: gaussian. */
  readonly entries?: EntriesInput;
  /** Each defaults to zero. */
  readonly mean?: SignalInput;
  readonly w?: SignalInput;
  readonly wStar?: SignalInput;
  /** In place of `w`: w is fitted on the samples themselves. `intercept`: false by default. */
  readonly at?: { readonly minimizer: { readonly ridge: number; readonly intercept?: boolean } };
}

const FIELDS = [
  'samples',
  'features',
  'aspectRatio',
  'response',
  'loss',
  'preprocessing',
  'covariance',
  'entries',
  ...SIGNALS,
  'at',
] as const;

/**
 * A validated model.
 * @throws ModelError naming the field, what was expected and what came.
 */
export function defineModel(input: ModelInput): Model {
  const fields = checkObject('model', input, FIELDS);
  const { samples, features, aspectRatio } = defineSize(fields);
  const response = defineResponse(fields.response);
  if ((fields.loss === undefined) === (fields.preprocessing === undefined)) {
    throw new ModelError('model', 'a loss or a preprocessing, one of the two', Object.keys(fields));
  }
  const covariance = defineCovariance(fields.covariance, features);
  const minimizer = fields.at === undefined ? null : defineMinimizer(fields);
  const [mean, w, wStar] = SIGNALS.map((name) => defineSignal(name, fields[name], features));
  checkFrameFits([mean, w, wStar], covariance, features);
  return Object.freeze({
    samples,
    features,
    aspectRatio,
    response,
    loss: fields.loss === undefined ? null : defineLoss(fields.loss, response),
    preprocessing: fields.preprocessing === undefined ? null : definePreprocessing(fields.preprocessing),
    covariance,
    entries: defineEntries(fields.entries),
    mean,
    w,
    intercept: 0,
    wStar,
    minimizer,
  });
}

/** Which losses have a minimizer is the law's to say, and the fit's. */
function defineMinimizer({ at, w, loss }: Record<string, unknown>): Minimizer {
  const { minimizer } = checkObject('at', at, ['minimizer']);
  const { ridge, intercept = false } = checkObject('at.minimizer', minimizer, ['ridge', 'intercept']);
  if (w !== undefined) throw new ModelError('w', 'w or at.minimizer, not both', w);
  if (loss === undefined) throw new ModelError('at.minimizer', 'a loss to minimize', 'a preprocessing');
  if (typeof intercept !== 'boolean') throw new ModelError('at.minimizer.intercept', 'true or false', intercept);
  return { ridge: checkNumber('at.minimizer.ridge', ridge, { min: 0 }), intercept };
}

function defineSize(fields: Record<string, unknown>): Pick<Model, 'samples' | 'features' | 'aspectRatio'> {
  if (fields.samples === undefined && fields.features === undefined) {
    if (fields.aspectRatio === undefined)
      throw new ModelError('model', 'samples and features, or aspectRatio', undefined);
    return { samples: null, features: null, aspectRatio: checkNumber('aspectRatio', fields.aspectRatio, { above: 0 }) };
  }
  if (fields.aspectRatio !== undefined) {
    throw new ModelError('aspectRatio', 'samples and features, or aspectRatio, not both', fields.aspectRatio);
  }
  const samples = checkNumber('samples', fields.samples, { min: 1, integer: true });
  const features = checkNumber('features', fields.features, { min: 1, integer: true });
  return { samples, features, aspectRatio: features / samples };
}

function defineSignal(name: string, input: unknown, features: number | null): SignalVector {
  if (input === undefined) return { frame: [] };
  if (Array.isArray(input)) {
    if (input.length > MAX_FRAME) throw new ModelError(name, `at most ${MAX_FRAME} frame coordinates`, input.length);
    return { frame: checkNumbers(name, input) };
  }
  const { values } = checkObject(name, input, ['values']);
  if (features === null)
    throw new ModelError(`${name}.values`, 'samples and features beside it', 'an aspectRatio alone');
  const coordinates = Float64Array.from(checkNumbers(`${name}.values`, values));
  if (coordinates.length !== features) {
    throw new ModelError(`${name}.values`, `${features} coordinates, one for each feature`, coordinates.length);
  }
  return { values: coordinates };
}

/** The frame's directions used by the vectors, counted to the last coordinate. */
export function frameSize(vectors: readonly SignalVector[]): number {
  return Math.max(...vectors.map((vector) => ('frame' in vector ? vector.frame.length : 0)));
}

function checkFrameFits(vectors: readonly SignalVector[], covariance: Covariance, features: number | null): void {
  if (features === null) return;
  const directions = frameSize(vectors);
  for (const [k, size] of frameBlocks(covariance, features).entries()) {
    if (size >= directions) continue;
    const where =
      covariance.kind === 'atoms' ? ` (eigenvalue ${covariance.eigenvalues[k]} gets ${size} dimensions)` : '';
    throw new ModelError(
      'features',
      `enough for ${directions} frame directions in each eigenspace of the covariance`,
      `${features}${where}`,
    );
  }
}
