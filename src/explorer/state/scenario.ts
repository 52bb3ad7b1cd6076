/** What the page is about: a model with the seed and the number of its trials, and how it is looked at. */

import { checkName, checkNumber, checkObject } from '../../check';
import { ModelError } from '../../errors';
import { defineModel } from '../../model/define-model';
import type { Model } from '../../model/model';
import { PRESETS } from '../../model/presets';
import { PARAMETERS, type Parameter } from '../../model/variation';
import type { Scale } from '../../plot/scene';
import { METHOD_CHOICES, type MethodChoice } from '../simulation/work';
import { type ModelText, modelInputOf } from './model-text';

export interface Scenario {
  readonly model: ModelText;
  readonly seed: number;
  readonly trials: number;
  readonly method: MethodChoice;
}

const SCALES: readonly Scale[] = ['linear', 'log'];
export const PAGES = ['spectrum', 'phases'] as const;
export type PageName = (typeof PAGES)[number];

export interface View {
  readonly page: PageName;
  readonly x: Scale;
  readonly y: Scale;
  readonly marchenkoPastur: boolean;
  /** The range of eigenvalues; null for all of them. */
  readonly zoom: readonly [number, number] | null;
  /** What the phase view varies. */
  readonly vary: Parameter;
}

export const INITIAL_SCENARIO: Scenario = { model: PRESETS['first-example'], seed: 0, trials: 1, method: 'automatic' };
export const INITIAL_VIEW: View = {
  page: 'spectrum',
  x: 'linear',
  y: 'linear',
  marchenkoPastur: true,
  zoom: null,
  vary: 'mean',
};

const MOST_TRIALS = 1000;

/**
 * The model that a text describes; it has a size.
 * @throws ModelError, ExpressionError
 */
export function modelOf(text: ModelText): Model {
  const model = defineModel(modelInputOf(checkObject('model', text, MODEL_FIELDS) as unknown as ModelText));
  if (model.samples === null) throw new ModelError('model', 'samples and features', 'an aspectRatio alone');
  return model;
}

const MODEL_FIELDS = [
  '$schema',
  'samples',
  'features',
  'aspectRatio',
  'response',
  'loss',
  'preprocessing',
  'covariance',
  'mean',
  'w',
  'wStar',
];

/** @throws ModelError naming what does not fit. */
export function checkScenario({ model, seed, trials, method }: Scenario): Scenario {
  modelOf(model);
  checkNumber('seed', seed, { min: 0, integer: true });
  checkNumber('trials', trials, { min: 1, max: MOST_TRIALS, integer: true });
  checkName('method', method, METHOD_CHOICES);
  return { model, seed, trials, method };
}

/** @throws ModelError naming what does not fit. */
export function checkView(view: View): View {
  checkName('view', view.page, PAGES);
  checkName('x', view.x, SCALES);
  checkName('y', view.y, SCALES);
  checkName('vary', view.vary, PARAMETERS);
  if (view.zoom !== null) {
    const from = checkNumber('zoom', view.zoom[0]);
    checkNumber('zoom', view.zoom[1], { above: from });
  }
  return view;
}
