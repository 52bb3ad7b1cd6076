/** Figures 4 and 5: a spectrum, and an outlier's distance from the bulk and its alignment against the norm of its signal. */

import { edgeFluctuation } from '../law/finite-size/fluctuation';
import { limitingLaw } from '../law/limiting-law';
import { type Transition, transition } from '../law/transitions/transition';
import type { Model, Signal } from '../model/model';
import { withParameter } from '../model/variation';
import { mean, standardError } from '../numerics/sample-statistics';
import { renderFigure } from '../plot/comparison-figure';
import { stackFigures } from '../plot/frame';
import { type PanelOptions, renderPanel } from '../plot/panel';
import { COLORS } from '../plot/style';
import { simulateTrials } from '../simulation/simulate';
import { formatShort } from '../words/format';
import { type Check, checkOf, ERRORS, spectrumChecks, verdictOf } from './checks';
import { type FigureRecipe, type MakeOptions, presetModel } from './figure';
import { resolutionOf } from './finite-size';
import { comparePreset, spectrumNumbers } from './spectrum-figure';

export interface PhaseRecipe {
  readonly id: '4' | '5';
  readonly title: string;
  readonly vary: Signal;
  /** The axis shows the norm to this power. */
  readonly power: 1 | 2;
  readonly axis: string;
  readonly side: 'left' | 'right';
  /** Values on the axis, ascending. */
  readonly values: readonly number[];
  readonly quickValues: readonly number[];
}

export interface PhasePoint {
  /** The place on the axis. */
  readonly value: number;
  readonly predicted: { readonly gap: number; readonly alignment: number };
  /** Means over the runs with their standard errors. */
  readonly gap: Mean;
  readonly alignment: Mean;
  readonly runs: number;
}

interface Mean {
  readonly mean: number;
  readonly standardError: number;
}

const RUNS = { full: 50, quick: 8 } as const;
const CURVE_POINTS = 121;
/** Squared cosines that finite size changes by more than this are not judged. */
const TRUSTED = 0.125;

export function phaseFigure(recipe: PhaseRecipe): FigureRecipe {
  const { id, title, vary, power, side } = recipe;
  return {
    id,
    title,
    async make(options) {
      const values = options.quick ? recipe.quickValues : recipe.values;
      const runs = options.quick ? RUNS.quick : RUNS.full;
      const stages = values.length + 1;
      const progress = (stage: number) => (share: number) => options.onProgress?.((stage + share) / stages);
      const comparison = await comparePreset(`figure-${id}`, { ...options, onProgress: progress(0) }, runs);
      const model = presetModel(`figure-${id}`, options.quick);
      const ends = [values[0], values[values.length - 1]].map((value) => value ** (1 / power));
      const curve = transition(model, { vary, from: ends[0], to: ends[1], points: CURVE_POINTS });
      const points: PhasePoint[] = [];
      const checks: Check[] = [];
      const unjudged: number[] = [];
      for (const [k, value] of values.entries()) {
        const varied = withParameter(model, vary, value ** (1 / power));
        const point = await simulatePoint(varied, recipe, value, runs, { ...options, onProgress: progress(k + 1) });
        points.push(point);
        const judged = pointChecks(varied, recipe, point, curve);
        if (judged.length === 1) unjudged.push(value);
        checks.push(...judged);
      }
      const { checks: spectrum, notes } = spectrumChecks(comparison);
      const near = unjudged.length === 0 ? [] : [`alignment too near the threshold to judge at ${unjudged.join(', ')}`];
      const threshold = curve.critical === null ? Number.NaN : curve.critical ** power;
      return {
        svg: stackFigures(`Figure ${id}: ${title}`, [
          await renderFigure(comparison, { title: `Figure ${id}: ${title}`, height: 430 }),
          ...(await phasePanels(recipe, points, curve, threshold, runs)),
        ]),
        numbers: {
          spectrum: spectrumNumbers(comparison),
          axis: recipe.axis,
          side,
          threshold,
          runs,
          points,
          curve: curve.curve.map((at) => ({
            value: Number((at.value ** power).toPrecision(7)),
            gap: Number(at.gap.toPrecision(7)),
            alignment: Number(at.alignment.toPrecision(7)),
          })),
        },
        verdict: verdictOf(
          [...spectrum, ...checks],
          [`threshold ${recipe.axis} = ${formatShort(threshold, 5)}`, ...near, ...notes],
        ),
      };
    },
  };
}

async function simulatePoint(
  model: Model,
  { vary, side }: PhaseRecipe,
  value: number,
  runs: number,
  { seed, signal, onProgress }: MakeOptions,
): Promise<PhasePoint> {
  const law = limitingLaw(model);
  const last = law.bulks.length - 1;
  const edge = (side === 'left' ? law.bulks[0].left : law.bulks[last].right).location as number;
  const outlier = law.outliers.find((candidate) => candidate.side === side);
  const index = side === 'left' ? 0 : (model.features as number) - 1;
  const gaps: number[] = [];
  const alignments: number[] = [];
  const options = { seed, trials: runs, pairs: [index], ...(signal && { signal }) };
  for await (const { pairs, trial } of simulateTrials(model, options)) {
    const [{ eigenvalue, alignment }] = pairs;
    gaps.push(Math.max(0, side === 'left' ? edge - eigenvalue : eigenvalue - edge));
    alignments.push(alignment[vary] as number);
    onProgress?.((trial + 1) / runs);
  }
  return {
    value,
    predicted: {
      gap: outlier ? Math.abs(outlier.location - edge) : 0,
      alignment: outlier ? (outlier.alignment[vary] as number) : 0,
    },
    gap: meanOf(gaps),
    alignment: meanOf(alignments),
    runs,
  };
}

function pointChecks(model: Model, { axis, side, power }: PhaseRecipe, point: PhasePoint, curve: Transition): Check[] {
  const { value, predicted, gap, alignment } = point;
  const size = { samples: model.samples as number, features: model.features as number };
  const law = limitingLaw(model);
  const end = { bulk: side === 'left' ? 0 : law.bulks.length - 1, side };
  const { scale } = edgeFluctuation(law, end, size);
  const outlier = law.outliers.find((candidate) => candidate.side === side);
  const bias = outlier ? resolutionOf(law, outlier, size) : null;
  // Without an outlier there is no distance to the edge: 1 / (p delta^3) itself, with delta from the threshold.
  const delta = Math.abs(value / (curve.critical as number) ** power - 1);
  const cosine = bias ? bias.cosine : 1 / (size.features * delta ** 3);
  const location = bias ? bias.location : (scale as number);
  const at = `at ${axis} = ${formatShort(value)}`;
  const checks = [
    checkOf(
      `distance from the bulk ${at}`,
      { predicted: predicted.gap, simulated: gap.mean, tolerance: ERRORS * gap.standardError + location },
      `${ERRORS} standard errors + s (s/d)^(1/2), at most the Tracy-Widom scale s, of finite size`,
    ),
  ];
  if (!(cosine < TRUSTED)) return checks;
  checks.push(
    checkOf(
      `cos² ${at}`,
      {
        predicted: predicted.alignment,
        simulated: alignment.mean,
        tolerance: ERRORS * alignment.standardError + cosine,
      },
      `${ERRORS} standard errors + (s/d)^(3/2), without an outlier 1 / (p delta^3), of finite size`,
    ),
  );
  return checks;
}

function meanOf(values: readonly number[]): Mean {
  return { mean: mean(values), standardError: standardError(values) as number };
}

const QUANTITIES = [
  { key: 'gap', title: 'distance of the extreme eigenvalue from the bulk', label: 'distance' },
  { key: 'alignment', title: 'alignment of its eigenvector', label: 'cos²' },
] as const;

function phasePanels(
  { id, axis, power }: PhaseRecipe,
  points: readonly PhasePoint[],
  { curve }: Transition,
  threshold: number,
  runs: number,
): Promise<string[]> {
  return Promise.all(
    QUANTITIES.map(({ key, title, label }) => {
      const dots = points.map((point) => {
        const { mean, standardError } = point[key];
        return { x: point.value, y: mean, low: mean - 2 * standardError, high: mean + 2 * standardError };
      });
      const line = curve.map((at) => ({ x: at.value ** power, y: at[key] }));
      const top = 1.08 * Math.max(...dots.map(({ high }) => high), ...line.map(({ y }) => y));
      const options: PanelOptions = {
        title: `Figure ${id}: ${title}`,
        facts: `against ${axis}, ${runs} runs a point`,
        keys: [
          { kind: 'dot', label: 'simulated, mean ± 2 standard errors' },
          { kind: 'line', label: 'limiting law' },
        ],
        x: { label: axis, inset: 6 },
        y: { label, domain: [0, key === 'alignment' ? 1 : top] },
        marks: (Plot) => [
          Plot.ruleX([threshold], {
            stroke: COLORS.marchenkoPastur,
            strokeDasharray: '7,4',
            ariaDescription: 'threshold',
          }),
          Plot.text([{ x: threshold, y: key === 'alignment' ? 1 : top }], {
            x: 'x',
            y: 'y',
            text: () => `threshold ${formatShort(threshold, 4)}`,
            textAnchor: 'start',
            dx: 5,
            dy: 8,
            fontSize: 11,
            fill: COLORS.ink,
            ariaDescription: 'threshold',
          }),
          Plot.line(line, { x: 'x', y: 'y', stroke: COLORS.law, strokeWidth: 2, ariaDescription: 'limiting law' }),
          Plot.ruleX(dots, { x: 'x', y1: 'low', y2: 'high', stroke: COLORS.simulated, strokeWidth: 1.5 }),
          Plot.dot(dots, { x: 'x', y: 'y', r: 3, fill: COLORS.simulated, ariaDescription: 'simulated' }),
        ],
      };
      return renderPanel(options);
    }),
  );
}
