/** Features that are not Gaussian, beside the law of Gaussian ones: the setting of figure 1b. */

import { compare } from '../compare/compare';
import { defineModel } from '../model/define-model';
import type { EntriesInput } from '../model/entries';
import { modelFileOf } from '../model/model-file';
import { renderFigure } from '../plot/figure';
import { stackPanels } from '../plot/stack';
import { verdictOf } from './check';
import type { FigureRecipe } from './figure';
import { presetModel } from './sized-model';
import { spectrumChecks } from './spectrum-checks';
import { SPECTRUM_TRIALS, spectrumNumbers } from './spectrum-figure';

const ENTRIES: readonly (readonly [string, EntriesInput])[] = [
  ['Rademacher features', 'rademacher'],
  ['Student-t features, 10 degrees of freedom', { kind: 'student-t', degrees: 10 }],
  ['uniform features', 'uniform'],
];

export const universalityFigure: FigureRecipe = {
  id: 'universality',
  title: 'features that are not Gaussian',
  async make({ seed, quick, signal, onProgress }) {
    const gaussian = modelFileOf(presetModel('figure-1b', quick));
    const parts = [];
    for (const [k, [name, entries]] of ENTRIES.entries()) {
      const comparison = await compare(defineModel({ ...gaussian, entries }), {
        trials: SPECTRUM_TRIALS,
        seed,
        ...(signal && { signal }),
        onProgress: ({ trial, fraction }) => onProgress?.((k + (trial + fraction) / SPECTRUM_TRIALS) / ENTRIES.length),
      });
      const { checks, notes } = spectrumChecks(comparison);
      parts.push({
        svg: await renderFigure(comparison, { title: `Figure universality: ${name}`, height: 430 }),
        numbers: [name, spectrumNumbers(comparison)] as const,
        checks: checks.map((check) => ({ ...check, quantity: `${name}: ${check.quantity}` })),
        notes: notes.map((note) => `${name}: ${note}`),
      });
    }
    return {
      svg: stackPanels('Figure universality: features that are not Gaussian', parts),
      numbers: Object.fromEntries(parts.map(({ numbers }) => numbers)),
      verdict: verdictOf(
        parts.flatMap(({ checks }) => checks),
        parts.flatMap(({ notes }) => notes),
      ),
    };
  },
};
