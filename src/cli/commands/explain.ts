/** `explain <model>`: each outlier's cause, and why a signal has none, in words or as JSON. */

import { explain } from '../../law/transitions/explanation';
import { explanationWords } from '../../words/explanation-words';
import { noteEntries } from '../entries-note';
import { explanationJson } from '../explanation-json';
import { loadModel } from '../load-model';

interface ExplainFlags {
  readonly json?: boolean;
}

export async function runExplain(name: string, flags: ExplainFlags): Promise<void> {
  const model = await loadModel(name);
  noteEntries(model);
  const explanation = explain(model);
  const words = explanationWords(explanation);
  const text = flags.json ? JSON.stringify(explanationJson(explanation, words), null, 2) : words.join('\n\n');
  process.stdout.write(`${text}\n`);
}
