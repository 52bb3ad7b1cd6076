/** Labels as a loss takes them. */

import { ModelError } from '../errors';
import { labelsTakenBy } from '../model/define-loss';
import type { Loss } from '../model/model';

/** How labels were given: classes as the losses take them, classes 0 and 1, counts, or any numbers. */
export type LabelCoding = 'signs' | 'classes' | 'counts' | 'reals';

export interface CodedLabels {
  readonly values: Float64Array;
  /** 'classes': 0 became -1. */
  readonly coding: LabelCoding;
}

/**
 * @throws ModelError, with its row, for NaN or Infinity; for another label than -1 and 1, or 0 and 1, where the loss is one of
 * classes; for what is no count where it is one of counts
 */
export function codeLabels(argument: string, labels: Float64Array, loss: Loss): CodedLabels {
  const refuse = (row: number, expected: string): never => {
    throw new ModelError(`${argument}: row ${row}`, expected, labels[row]);
  };
  const infinite = labels.findIndex((y) => !Number.isFinite(y));
  if (infinite >= 0) refuse(infinite, 'a finite number');
  const taken = labelsTakenBy(loss);
  if (taken === 'counts') {
    const bad = labels.findIndex((y) => !(Number.isSafeInteger(y) && y >= 0));
    if (bad >= 0) refuse(bad, `a count (0, 1, 2, ...) for the loss "${loss.kind}"`);
    return { values: labels, coding: 'counts' };
  }
  if (taken !== 'signs') return { values: labels, coding: 'reals' };
  const hasZeros = labels.includes(0);
  const least = hasZeros ? 0 : -1;
  const bad = labels.findIndex((y) => y !== 1 && y !== least);
  if (bad >= 0) refuse(bad, `classes 0 and 1, or -1 and 1, for the loss "${loss.kind}"`);
  return hasZeros ? { values: labels.map((y) => 2 * y - 1), coding: 'classes' } : { values: labels, coding: 'signs' };
}
