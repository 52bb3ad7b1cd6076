/** The model that a command names: a preset, or a file. */

import { readFile } from 'node:fs/promises';
import { parseModelFile } from '../data/model-file';
import { defineModel } from '../model/define-model';
import type { Model } from '../model/model';
import { PRESETS, type PresetName } from '../model/presets';
import { UsageError } from './arguments';

export async function loadModel(name: string): Promise<Model> {
  if (Object.hasOwn(PRESETS, name)) return defineModel(PRESETS[name as PresetName]);
  let text: string;
  try {
    text = await readFile(name, 'utf8');
  } catch (cause) {
    const presets = Object.keys(PRESETS).join(', ');
    throw new UsageError(`cannot read the model file ${name}: ${(cause as Error).message} (presets: ${presets})`);
  }
  return parseModelFile(text);
}
