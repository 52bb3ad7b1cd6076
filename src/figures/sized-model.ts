/** The models of the figures at the paper's size, or a quarter of it. */

import { defineModel } from '../model/define-model';
import type { Model } from '../model/model';
import { PRESETS, type PresetName } from '../model/presets';

const QUICK = 4;

export function presetModel(name: PresetName, quick: boolean): Model {
  const preset = PRESETS[name];
  if (!quick) return defineModel(preset);
  return defineModel({ ...preset, samples: preset.samples / QUICK, features: preset.features / QUICK });
}
