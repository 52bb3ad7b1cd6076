/** The model or the sweep that a command names. */

import { readFile } from 'node:fs/promises';
import { parseModelFile } from '../data/model-file';
import { defineModel } from '../model/define-model';
import { hasFourthMoment } from '../model/entries';
import type { Model } from '../model/model';
import { PRESETS, type PresetName } from '../model/presets';
import { parseSweepFile, type Sweep } from '../sweep/sweep-file';
import { UsageError } from './arguments';

/** A preset, or a file. */
export async function loadModel(name: string): Promise<Model> {
  if (Object.hasOwn(PRESETS, name)) return defineModel(PRESETS[name as PresetName]);
  return parseModelFile(await readText('model', name, ` (presets: ${Object.keys(PRESETS).join(', ')})`));
}

export async function loadSweep(name: string): Promise<Sweep> {
  return parseSweepFile(await readText('sweep', name));
}

async function readText(content: 'model' | 'sweep', name: string, hint = ''): Promise<string> {
  try {
    return await readFile(name, 'utf8');
  } catch (cause) {
    throw new UsageError(`cannot read the ${content} file ${name}: ${(cause as Error).message}${hint}`);
  }
}

/** For the commands that show a law: what it leaves out is said beside the output and not in it. */
export async function loadModelOfLaw(name: string): Promise<Model> {
  const model = await loadModel(name);
  const { entries } = model;
  if (entries.kind !== 'gaussian') {
    process.stderr.write(
      `Note: the law is that of Gaussian entries, which ${entries.kind} entries have in the limit only where mean, w and w* are ` +
        'spread over many coordinates (docs/universality.md)\n',
    );
  }
  if (!hasFourthMoment(entries)) {
    process.stderr.write(
      'Note: these entries have no finite fourth moment: the largest and smallest eigenvalues leave the bulk as p grows, whatever the law says\n',
    );
  }
  return model;
}
