/** The whole state as the hash of the page's address: the model file's JSON, and what it does not hold. */

import { ModelError } from '../../errors';
import type { ModelText } from './model-text';
import { checkScenario, checkView, INITIAL_SCENARIO, INITIAL_VIEW, type Scenario, type View } from './scenario';

export interface State {
  readonly scenario: Scenario;
  readonly view: View;
}

const KEYS = ['model', 'seed', 'trials', 'method', 'view', 'x', 'y', 'mp', 'zoom', 'vary'];

export function hashOf({ scenario, view }: State): string {
  const fields = new URLSearchParams({ model: JSON.stringify(scenario.model), seed: String(scenario.seed) });
  if (scenario.trials !== INITIAL_SCENARIO.trials) fields.set('trials', String(scenario.trials));
  if (scenario.method !== INITIAL_SCENARIO.method) fields.set('method', scenario.method);
  if (view.page !== INITIAL_VIEW.page) fields.set('view', view.page);
  if (view.x !== INITIAL_VIEW.x) fields.set('x', view.x);
  if (view.y !== INITIAL_VIEW.y) fields.set('y', view.y);
  if (view.vary !== INITIAL_VIEW.vary) fields.set('vary', view.vary);
  if (!view.marchenkoPastur) fields.set('mp', '0');
  if (view.zoom) fields.set('zoom', view.zoom.join(','));
  return `#${fields}`;
}

/**
 * The state that a hash describes; the initial one for an empty hash.
 * @throws ModelError, ExpressionError for a hash that describes none
 */
export function stateOf(hash: string): State {
  if (hash === '' || hash === '#') return { scenario: INITIAL_SCENARIO, view: INITIAL_VIEW };
  const fields = new URLSearchParams(hash.slice(1));
  for (const key of fields.keys()) {
    if (!KEYS.includes(key)) throw new ModelError('address', `no other fields than ${KEYS.join(', ')}`, key);
  }
  const model = fields.get('model');
  const scenario = {
    model: model === null ? INITIAL_SCENARIO.model : parseModel(model),
    seed: numberIn(fields, 'seed') ?? INITIAL_SCENARIO.seed,
    trials: numberIn(fields, 'trials') ?? INITIAL_SCENARIO.trials,
    method: fields.get('method') ?? INITIAL_SCENARIO.method,
  } as Scenario;
  const zoom = fields.get('zoom')?.split(',').map(Number) ?? null;
  const view = {
    ...INITIAL_VIEW,
    page: fields.get('view') ?? INITIAL_VIEW.page,
    x: fields.get('x') ?? INITIAL_VIEW.x,
    y: fields.get('y') ?? INITIAL_VIEW.y,
    vary: fields.get('vary') ?? INITIAL_VIEW.vary,
    marchenkoPastur: fields.get('mp') !== '0',
    zoom,
  } as View;
  return { scenario: checkScenario(scenario), view: checkView(view) };
}

function parseModel(text: string): ModelText {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ModelError('model', 'valid JSON', (cause as Error).message);
  }
}

function numberIn(fields: URLSearchParams, key: string): number | null {
  const text = fields.get(key);
  if (text === null) return null;
  return text.trim() === '' ? Number.NaN : Number(text);
}
