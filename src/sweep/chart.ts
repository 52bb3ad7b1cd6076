/** The chart that a figure draws, made of the statistics of a quantity. */

import { ModelError } from '../errors';
import { FAMILY_COLORS } from '../plot/style';
import type { ChartPoint, SweepChart } from '../plot/sweep-figure';
import { VERSION } from '../version';
import { formatCount } from '../words/format';
import { type Axis, isNumeric } from './axis';
import { modelOf, substitute } from './cell';
import { predict, type QuantitySummary } from './statistics';
import { type Sweep, sweepFileOf } from './sweep-file';

/** Points of the law's curve. */
const CURVE_POINTS = 81;

/** Curves that can still be told apart. */
const FAMILIES = FAMILY_COLORS.length;

/** @throws ModelError unless one or two axes of numbers are swept, or one of numbers and one of few other values */
export function chartOf({ sweep, quantity, cells }: QuantitySummary): SweepChart {
  const { axes } = sweep;
  const numeric = axes.filter(isNumeric);
  const family = axes.findIndex((axis) => !isNumeric(axis));
  const others = axes.length - numeric.length;
  const drawable =
    others === 0
      ? numeric.length === 1 || numeric.length === 2
      : others === 1 && numeric.length === 1 && axes[family].values.length <= FAMILIES;
  if (!drawable) {
    const found = axes.map(({ name, values }) => `${name} (${values.length})`).join(', ') || 'none';
    const wanted = `one or two axes of numbers, or one of numbers and one of at most ${FAMILIES} other values`;
    throw new ModelError('sweep plot', wanted, found);
  }
  const places = numeric.map((axis) => axes.indexOf(axis));
  const points = cells.map(({ cell: { values }, statistics }): ChartPoint => {
    const { mean, standardError, predicted } = statistics;
    const [x, y = 0] = places.map((place) => values[place] as number);
    return { x, y, mean, standardError, predicted, family: familyOf(sweep, family, values) };
  });
  const names = numeric.map(({ name }) => name);
  return {
    title: `${quantity.label} against ${names.join(' and ')}`,
    subtitle: [
      formatCount(cells.length, 'cell'),
      `up to ${formatCount(sweep.trials, 'trial')} each`,
      `seed ${sweep.seed}`,
    ].join(', '),
    quantity: quantity.label,
    axes: numeric.map(({ name, scale }) => ({ label: name, scale: scale === 'log' ? 'log' : 'linear' })),
    families: others === 0 ? [] : axes[family].values.map((value) => `${axes[family].name} ${inWords(value)}`),
    points,
    curve: numeric.length === 1 ? curvesOf({ sweep, quantity, cells }, places[0], family, points) : [],
    metadata: {
      generator: 'hessian-eigenspectra',
      version: VERSION,
      quantity: quantity.name,
      sweep: sweepFileOf(sweep),
    },
  };
}

/** @param axis the place of the axis of the families, -1 without */
function familyOf({ axes }: Sweep, axis: number, values: readonly unknown[]): number {
  return axis < 0 ? 0 : axes[axis].values.indexOf(values[axis]);
}

function inWords(value: unknown): string {
  if (value === null || typeof value !== 'object') return String(value);
  const { kind, ...fields } = value as { kind?: unknown };
  const rest = Object.entries(fields).map(([name, field]) => `${name} ${JSON.stringify(field)}`);
  return [...(kind === undefined ? [] : [String(kind)]), ...rest].join(' ');
}

/** The law between the cells, too, where the axis takes any number; else at the cells alone. */
function curvesOf(
  { sweep, quantity }: QuantitySummary,
  place: number,
  familyAxis: number,
  points: readonly ChartPoint[],
): SweepChart['curve'] {
  const families = familyAxis < 0 ? [undefined] : sweep.axes[familyAxis].values;
  return families.flatMap((value, family) => {
    const atCells = points.filter((point) => point.family === family).map(({ x, predicted }) => ({ x, predicted }));
    if (!atCells.some(({ predicted }) => predicted !== null)) return [];
    const inner = between(sweep.axes[place]).flatMap((x) => predictAt(x, value));
    return [...atCells, ...inner].sort((a, b) => a.x - b.x).map((point) => ({ ...point, family }));
  });

  function predictAt(x: number, family: unknown): { x: number; predicted: number | null }[] {
    const values = sweep.axes.map((_, axis) => (axis === place ? x : family));
    try {
      const model = modelOf({ index: 0, values, model: substitute(sweep.model, sweep, values), seed: 0 });
      return [{ x, predicted: predict(quantity, model) }];
    } catch (error) {
      // A number of samples or features is whole.
      if (error instanceof ModelError) return [];
      throw error;
    }
  }
}

function between({ values, scale }: Axis): number[] {
  const [low, high] = [Math.min(...(values as number[])), Math.max(...(values as number[]))];
  const at = (share: number) => (scale === 'log' ? low * (high / low) ** share : low + (high - low) * share);
  const inner = Array.from({ length: CURVE_POINTS }, (_, k) => at(k / (CURVE_POINTS - 1)));
  return inner.filter((x) => !values.includes(x));
}
