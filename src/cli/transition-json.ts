/** A transition as `transition --json` prints it. */

import type { Transition } from '../law/transitions/transition';
import type { Model } from '../model/model';
import { modelFileOf } from '../model/model-file';

/** The critical value and the curve; with `details` all that is known of them. */
export function transitionJson(model: Model, found: Transition, details: boolean) {
  const { parameter, critical, reason, value, criticals, searched, side, signal, curve } = found;
  if (details) {
    return { parameter, critical, reason, value, criticals, searched, side, signal, curve, model: modelFileOf(model) };
  }
  const points = curve.map(({ value: at, edge, location, alignment }) => ({ value: at, edge, location, alignment }));
  return { parameter, critical, curve: points };
}
