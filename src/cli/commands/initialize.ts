/** `initialize <model>`: what spectral initialization finds of wStar, over a grid of p / n. */

import { formatCosine, formatNumber } from '../../format';
import { optimalPreprocessing, weakRecoveryThreshold } from '../../initialization/optimal-preprocessing';
import { limitingLaw } from '../../law/limiting-law';
import { definePreprocessing } from '../../losses';
import type { Model } from '../../model';
import { withParameter } from '../../model-variation';
import { parseNumbers, UsageError } from '../arguments';
import { loadModel } from '../load-model';
import { plainTable } from '../plain-table';

interface InitializeFlags {
  readonly at?: string | number;
  readonly optimal?: boolean;
  readonly json?: boolean;
}

interface Row {
  readonly aspectRatio: number;
  readonly side: string | null;
  readonly outlier: number | null;
  /** Squared cosine with wStar; 0 where there is no outlier. */
  readonly alignment: number;
}

export async function runInitialize(name: string, flags: InitializeFlags): Promise<void> {
  const model = await loadModel(name);
  if (model.preprocessing === null && !flags.optimal) {
    throw new UsageError('initialize: expected a model with a preprocessing, or --optimal');
  }
  const ratios = parseNumbers('at', flags.at);
  if (ratios.some((ratio) => ratio <= 0)) throw new UsageError('--at: expected numbers above 0');
  const threshold = weakRecoveryThreshold(model);
  const grid = ratios.length > 0 ? ratios : [model.aspectRatio];
  const rows: Row[] = grid.map((ratio) => {
    // Beyond the threshold T* is unbounded below, and it is proven that nothing is found.
    if (flags.optimal && ratio >= threshold) return { aspectRatio: ratio, side: null, outlier: null, alignment: 0 };
    return rowOf(withParameter(model, 'aspectRatio', ratio), flags.optimal === true);
  });
  if (flags.json) {
    process.stdout.write(`${JSON.stringify({ weakRecoveryThreshold: threshold, rows }, null, 2)}\n`);
    return;
  }
  const table = plainTable(['p/n', 'outlier', 'side', 'cos² wStar']);
  for (const { aspectRatio, outlier, side, alignment } of rows) {
    const place = outlier === null ? 'none' : formatNumber(outlier, 8);
    table.push([formatNumber(aspectRatio, 5), place, side ?? '', formatCosine(alignment, 4)]);
  }
  process.stdout.write(`some preprocessing works for p/n below ${formatNumber(threshold, 8)}\n\n${table}\n`);
}

/** The outlier that is aligned best. */
function rowOf(model: Model, isOptimal: boolean): Row {
  const preprocessing = isOptimal ? definePreprocessing(optimalPreprocessing(model)) : model.preprocessing;
  const { outliers } = limitingLaw({ ...model, loss: null, preprocessing });
  const found = outliers.map(({ side, location, alignment }) => ({ side, location, cosine: alignment.wStar ?? 0 }));
  const [best] = found.sort((a, b) => b.cosine - a.cosine);
  const { aspectRatio } = model;
  if (best === undefined) return { aspectRatio, side: null, outlier: null, alignment: 0 };
  return { aspectRatio, side: best.side, outlier: best.location, alignment: best.cosine };
}
