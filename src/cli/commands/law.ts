/** `law <model>`: the limiting law, as a table or as JSON. */

import { assembledLaw } from '../../law/limiting-law';
import { sizeOf } from '../../model/model';
import { parseComplexes, parseNumbers } from '../arguments';
import { noteEntries } from '../entries-note';
import { lawJson } from '../law-json';
import { lawTable } from '../law-table';
import { loadModel } from '../load-model';

interface LawFlags {
  readonly at?: string | number;
  readonly z?: string | number;
  readonly json?: boolean;
}

export async function runLaw(name: string, flags: LawFlags): Promise<void> {
  const points = parseNumbers('at', flags.at);
  const zs = parseComplexes('z', flags.z);
  const model = await loadModel(name);
  noteEntries(model);
  const report = lawJson(assembledLaw(model), points, zs, sizeOf(model));
  process.stdout.write(flags.json ? `${JSON.stringify(report, null, 2)}\n` : lawTable(report));
}
