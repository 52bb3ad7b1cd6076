/** `initialize <model> --design`: the T of largest alignment with values in a range, as numbers over y, and what a range costs. */

import { designPreprocessing } from '../../../initialization/designed-preprocessing';
import { optimalAlignment, weakRecoveryThreshold } from '../../../initialization/optimal-preprocessing';
import { secondMoment } from '../../../initialization/second-moment';
import type { Model } from '../../../model/model';
import { withParameter } from '../../../model/variation';
import { reportMetadataOf } from '../../../plot/metadata';
import { renderSeries } from '../../../plot/series-figure';
import { formatCosine, formatNumber, formatShort } from '../../../words/format';
import { describeResponse } from '../../../words/model-words';
import { type Flags, parseNumbers, UsageError } from '../../arguments';
import { loadModel } from '../../load';
import { checkFigurePath, json, print, writeFigure } from '../../output';
import { plainTable } from '../../plain-table';

export type DesignFlags = Flags<'at' | 'range' | 'out', 'json'>;

const DEFAULT_RANGE = [-1, 1] as const;
/** -least / largest of the ranges that are compared. */
const BOUNDS = [0, 0.5, 1, 2, 5, 20, 100];
/** Probabilities of the y at which T is printed. */
const PRINTED = [0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99];
const CURVE_POINTS = 160;
const CURVE_ENDS = [0.005, 0.99] as const;

export async function runDesign(name: string, flags: DesignFlags): Promise<void> {
  const [ratio, ...more] = parseNumbers('at', flags.at);
  if (more.length > 0 || ratio <= 0) throw new UsageError('--at: expected one number above 0');
  const given = flags.range === undefined ? DEFAULT_RANGE : parseNumbers('range', flags.range);
  if (given.length !== 2 || !(given[0] <= 0 && given[1] > 0)) {
    throw new UsageError('--range: expected least,largest with least <= 0 < largest (--range=-1,1)');
  }
  const [least, largest] = given;
  const out = await checkFigurePath(flags.out);
  const loaded = await loadModel(name);
  const model = ratio === undefined ? loaded : withParameter(loaded, 'aspectRatio', ratio);
  const quantile = quantilesOf(model);
  const design = designPreprocessing(model, { range: [least, largest] });
  const values = [...new Set(PRINTED.map(quantile))].map((y) => ({ y, T: design.preprocessing.transform(y) }));
  const ranges = BOUNDS.map((bound) => {
    const { alignment, threshold } = designPreprocessing(model, { range: [-bound, 1] });
    return { bound, alignment, threshold };
  });
  const report = {
    aspectRatio: model.aspectRatio,
    range: [least, largest],
    alignment: design.alignment,
    threshold: design.threshold,
    values,
    ranges,
    unbounded: { alignment: optimalAlignment(model), threshold: weakRecoveryThreshold(model) },
  };
  print(flags.json ? json(report) : wordsOf(report));
  if (out !== null) await writeFigure(out, await figureOf(model, quantile, report));
}

/** The y below which a share of the labels lies. */
function quantilesOf(model: Model): (probability: number) => number {
  const nodes = [...secondMoment(model).nodes].sort((a, b) => a.y - b.y);
  return (probability) => {
    let below = 0;
    for (const { y, mass } of nodes) {
      below += mass;
      if (below >= probability) return y;
    }
    return nodes[nodes.length - 1].y;
  };
}

interface DesignReport {
  readonly aspectRatio: number;
  readonly range: readonly number[];
  readonly alignment: number;
  readonly threshold: number;
  readonly values: readonly { readonly y: number; readonly T: number }[];
  readonly ranges: readonly { readonly bound: number; readonly alignment: number; readonly threshold: number }[];
  readonly unbounded: { readonly alignment: number; readonly threshold: number };
}

function wordsOf({ aspectRatio, range, alignment, threshold, values, ranges, unbounded }: DesignReport): string {
  const shape = plainTable(['y', 'T(y)']);
  for (const { y, T } of values) shape.push([formatNumber(y), formatNumber(T)]);
  const costs = plainTable(['T within', 'cos² wStar', 'finds wStar for p/n below']);
  const add = (name: string, row: { readonly alignment: number; readonly threshold: number }) =>
    costs.push([name, formatCosine(row.alignment, 4), formatNumber(row.threshold, 6)]);
  for (const row of ranges) add(`${-row.bound || 0} to 1`, row);
  add('any', unbounded);
  return [
    `the best T from ${formatShort(range[0])} to ${formatShort(range[1])} at p/n = ${formatNumber(aspectRatio, 5)}: cos² with w* ${formatCosine(alignment, 4)}, finds w* for p/n below ${formatNumber(threshold, 6)}`,
    '',
    shape.toString(),
    '',
    'The scale of T does not matter, only how far it may go below zero:',
    '',
    `${costs}`,
  ].join('\n');
}

function figureOf(model: Model, quantile: (probability: number) => number, report: DesignReport): Promise<string> {
  const [from, to] = CURVE_ENDS.map(quantile);
  const ys = Array.from({ length: CURVE_POINTS }, (_, k) => from + ((to - from) * k) / (CURVE_POINTS - 1));
  const discrete = secondMoment(model).discrete;
  const labels = discrete
    ? secondMoment(model)
        .nodes.map(({ y }) => y)
        .filter((y) => y >= from && y <= to)
    : ys;
  const shown = report.ranges.filter(({ bound }) => bound > 0 && bound <= 20);
  const series = shown.map(({ bound, alignment }) => {
    const { transform } = designPreprocessing(model, { range: [-bound, 1] }).preprocessing;
    const top = Math.max(...labels.map(transform));
    const points = labels.map((y) => ({ x: y, y: transform(y) / top }));
    return {
      label: `-${formatShort(bound)} to 1: cos² ${alignment.toFixed(3)}`,
      curve: points,
      dots: discrete ? points.map(({ x, y }) => ({ x, mean: y, standardError: null })) : [],
      threshold: null,
    };
  });
  const title = 'The best preprocessing T(y) within a range';
  const subtitle = `${describeResponse(model.response)}, p/n = ${formatShort(model.aspectRatio)}; each drawn with its largest value 1; without a bound cos² ${report.unbounded.alignment.toFixed(3)}`;
  return renderSeries({
    ...{ title, subtitle, series, axes: ['y', 'T(y), largest value 1'] as const, range: [-4, 1] as const },
    summary: `${title}. ${subtitle}. ${series.map(({ label }) => label).join('; ')}.`,
    metadata: reportMetadataOf(report, title),
  });
}
