/** An explanation as `explain --json` prints it. */

import type { Explanation } from '../law/transitions/explanation';
import { modelFileOf } from '../model/model-file';

export function explanationJson({ model, law, outliers, silent, margins }: Explanation, words: readonly string[]) {
  return {
    model: modelFileOf(model),
    support: law.support,
    atomAtZero: law.atomAtZero,
    outliers: outliers.map(({ location, side, alignment, edge, cause, influence }) => ({
      location,
      side,
      alignment,
      edge,
      cause,
      influence,
    })),
    silent,
    margins,
    words,
  };
}
