/** A file that somebody opens: a model file, or a picture that carries its model. */

import { ModelError } from '../../errors';
import { figureModelOf } from '../../plot/metadata';
import type { ModelText } from '../state/model-text';
import { checkScenario, INITIAL_SCENARIO, type Scenario } from '../state/scenario';

/** @throws ModelError for a file that holds no model */
export function scenarioIn(text: string): Scenario {
  if (text.trimStart().startsWith('<')) {
    const { model, seed, trials } = figureModelOf(text);
    if (model === null) throw new ModelError('figure', 'a model without functions of your own', 'one');
    return checkScenario({
      ...INITIAL_SCENARIO,
      model: model as ModelText,
      seed: Number(seed),
      trials: Math.max(1, trials),
    });
  }
  let model: ModelText;
  try {
    model = JSON.parse(text);
  } catch (cause) {
    throw new ModelError('model file', 'valid JSON', (cause as Error).message);
  }
  return checkScenario({ ...INITIAL_SCENARIO, model });
}
