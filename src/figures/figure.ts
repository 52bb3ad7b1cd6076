/** A figure of the paper, as it is made: pictures, the numbers behind them, and a verdict. */

import { defineModel } from '../model/define-model';
import type { Model } from '../model/model';
import { PRESETS, type PresetName } from '../model/presets';
import type { Verdict } from './checks';

export interface MakeOptions {
  readonly seed: number;
  /** A quarter of the size, and few trials: to see that all is well, in seconds. */
  readonly quick: boolean;
  readonly signal?: AbortSignal;
  /** Called with the share of the figure that is done. */
  readonly onProgress?: (share: number) => void;
}

export interface MadeFigure {
  readonly svg: string;
  /** JSON. */
  readonly numbers: Readonly<Record<string, unknown>>;
  readonly verdict: Verdict;
}

export interface FigureRecipe {
  /** `1a`, as in the paper. */
  readonly id: string;
  readonly title: string;
  make(options: MakeOptions): Promise<MadeFigure>;
}

/** The share of the paper's size is one over this. */
const QUICK = 4;

/** A preset at the paper's size, or a quarter of it. */
export function presetModel(name: PresetName, quick: boolean): Model {
  const preset = PRESETS[name];
  if (!quick) return defineModel(preset);
  return defineModel({ ...preset, samples: preset.samples / QUICK, features: preset.features / QUICK });
}
