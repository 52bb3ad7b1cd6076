/** A spectrum beside its law: figures 1 (a-c), 2, and the examples; three of them where features are not Gaussian. */

import { compare } from '../compare/compare';
import { type Comparison, marchenkoPasturNumbers, outlierNumbers } from '../compare/comparison';
import { defineModel } from '../model/define-model';
import type { EntriesInput } from '../model/entries';
import type { Model } from '../model/model';
import { modelFileOf } from '../model/model-file';
import type { PresetName } from '../model/presets';
import { renderFigure } from '../plot/comparison-figure';
import { stackFigures } from '../plot/frame';
import { sceneOf } from '../plot/scene';
import { type Check, spectrumChecks, verdictOf } from './checks';
import { type FigureRecipe, type MakeOptions, presetModel } from './figure';

/** So few trials still give a simulated spread where theory has none. */
const SPECTRUM_TRIALS = 8;

export interface SpectrumRecipe {
  readonly id: string;
  readonly title: string;
  readonly preset: PresetName;
  /** Checks beside those of every spectrum. */
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

const ENTRIES: readonly (readonly [string, EntriesInput])[] = [
  ['Rademacher features', 'rademacher'],
  ['Student-t features, 10 degrees of freedom', { kind: 'student-t', degrees: 10 }],
  ['uniform features', 'uniform'],
];

/** Features that are not Gaussian, beside the law of Gaussian ones: the setting of figure 1b. */
export const universalityFigure: FigureRecipe = {
  id: 'universality',
  title: 'features that are not Gaussian',
  async make(options) {
    const gaussian = modelFileOf(presetModel('figure-1b', options.quick));
    const parts = [];
    for (const [k, [name, entries]] of ENTRIES.entries()) {
      const onProgress = (share: number) => options.onProgress?.((k + share) / ENTRIES.length);
      const comparison = await compareModel(defineModel({ ...gaussian, entries }), { ...options, onProgress });
      const { checks, notes } = spectrumChecks(comparison);
      parts.push({
        svg: await renderFigure(comparison, { title: `Figure universality: ${name}`, height: 430 }),
        numbers: [name, spectrumNumbers(comparison)] as const,
        checks: checks.map((check) => ({ ...check, quantity: `${name}: ${check.quantity}` })),
        notes: notes.map((note) => `${name}: ${note}`),
      });
    }
    return {
      svg: stackFigures(
        'Figure universality: features that are not Gaussian',
        parts.map(({ svg }) => svg),
      ),
      numbers: Object.fromEntries(parts.map(({ numbers }) => numbers)),
      verdict: verdictOf(
        parts.flatMap(({ checks }) => checks),
        parts.flatMap(({ notes }) => notes),
      ),
    };
  },
};

export function comparePreset(preset: PresetName, options: MakeOptions, trials = SPECTRUM_TRIALS): Promise<Comparison> {
  return compareModel(presetModel(preset, options.quick), options, trials);
}

function compareModel(model: Model, options: MakeOptions, trials = SPECTRUM_TRIALS): Promise<Comparison> {
  const { seed, signal, onProgress } = options;
  return compare(model, {
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
