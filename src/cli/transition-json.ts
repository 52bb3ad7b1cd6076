/** A transition as `transition --json` prints it. */

import type { Transition } from '../law/transition';
import type { Model } from '../model';
import { modelFileOf } from '../model-file';

export function transitionJson(model: Model, found: Transition) {
  const { parameter, critical, reason, value, criticals, searched, side, signal, curve } = found;
  return { parameter, critical, reason, value, criticals, searched, side, signal, curve, model: modelFileOf(model) };
}
