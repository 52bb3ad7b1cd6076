/** A spectrum beside its law: figures 1 (a-c), 2, and the examples. */

import { compare } from '../compare/compare';
import { type Comparison, marchenkoPasturNumbers, outlierNumbers } from '../compare/comparison';
import { modelFileOf } from '../model/model-file';
import type { PresetName } from '../model/presets';
import { renderFigure } from '../plot/figure';
import { sceneOf } from '../plot/scene';
import { type Check, verdictOf } from './check';
import type { FigureRecipe, MakeOptions } from './figure';
import { presetModel } from './sized-model';
import { spectrumChecks } from './spectrum-checks';

/** As few as give a simulated spread where theory has none. */
export const SPECTRUM_TRIALS = 8;

export interface SpectrumRecipe {
  readonly id: string;
  readonly title: string;
  readonly preset: PresetName;
  /** Beside those of every spectrum. */
  readonly more?: (comparison: Comparison) => readonly Check[];
}

export function spectrumFigure({ id, title, preset, more = () => [] }: SpectrumRecipe): FigureRecipe {
  return {
    id,
    title,
    async make(options) {
      const comparison = await comparePreset(preset, options);
      const { checks, notes } = spectrumChecks(comparison);
      return {
        svg: await renderFigure(comparison, { title: `Figure ${id}: ${title}` }),
        numbers: spectrumNumbers(comparison),
        verdict: verdictOf([...checks, ...more(comparison)], notes),
      };
    },
  };
}

export function comparePreset(preset: PresetName, options: MakeOptions, trials = SPECTRUM_TRIALS): Promise<Comparison> {
  const { seed, signal, onProgress, quick } = options;
  return compare(presetModel(preset, quick), {
    trials,
    seed,
    ...(signal && { signal }),
    onProgress: ({ trial, fraction }) => onProgress?.((trial + fraction) / trials),
  });
}

/** The comparison, and the points of its curves and bars. */
export function spectrumNumbers(comparison: Comparison) {
  const { model, law, seed, trials, edges, distance } = comparison;
  const { histogram, law: curves, marchenkoPastur } = sceneOf(comparison);
  return {
    model: modelFileOf(model),
    seed: Number(seed),
    trials: trials.length,
    support: law.support,
    edges,
    outliers: outlierNumbers(comparison),
    distance,
    marchenkoPastur: marchenkoPasturNumbers(comparison),
    histogram: { edges: Array.from(histogram.edges), density: Array.from(histogram.density) },
    density: curves.map(pointsOf),
    marchenkoPasturDensity: pointsOf(marchenkoPastur),
  };
}

/** Six digits: as many as a picture can show. */
function pointsOf(points: readonly { readonly x: number; readonly y: number }[]) {
  const short = (value: number) => Number(value.toPrecision(6));
  return { x: points.map(({ x }) => short(x)), y: points.map(({ y }) => (Number.isFinite(y) ? short(y) : null)) };
}
