/** `explain <model>`: each outlier's cause, and why a signal has none, in words or as JSON. */

import { type Explanation, explain } from '../../law/transitions/explanation';
import { modelFileOf } from '../../model/model-file';
import { explanationWords } from '../../words/explanation-words';
import type { Flags } from '../arguments';
import { loadModelOfLaw } from '../load';
import { json, print } from '../output';

type ExplainFlags = Flags<never, 'json'>;

export async function runExplain(name: string, flags: ExplainFlags): Promise<void> {
  const explanation = explain(await loadModelOfLaw(name));
  const words = explanationWords(explanation);
  print(flags.json ? json(explanationJson(explanation, words)) : words.join('\n\n'));
}

function explanationJson({ model, law, outliers, silent, margins }: Explanation, words: readonly string[]) {
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
