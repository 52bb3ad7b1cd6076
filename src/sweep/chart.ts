/** From the statistics of a quantity to the chart that a figure draws. */

import { ModelError } from '../errors';
import { formatCount } from '../format';
import type { ChartPoint, SweepChart } from '../plot/sweep-chart';
import { VERSION } from '../version';
import { type Axis, isNumeric } from './axis';
import { modelOf, substitute } from './cell';
import { predict, type QuantitySummary } from './summary';
import { sweepFileOf } from './sweep-file';

/** Points of the law's curve. */
const CURVE_POINTS = 81;

/** @throws ModelError unless one or two axes of numbers are swept */
export function chartOf({ sweep, quantity, cells }: QuantitySummary): SweepChart {
  const { axes } = sweep;
  if (axes.length < 1 || axes.length > 2 || !axes.every(isNumeric)) {
    const found = axes.map(({ name }) => name).join(', ') || 'none';
    throw new ModelError('sweep plot', 'a sweep of one or two axes of numbers', found);
  }
  const points = cells.map(({ cell: { values }, statistics }): ChartPoint => {
    const { mean, standardError, predicted } = statistics;
    return { x: values[0] as number, y: (values[1] ?? 0) as number, mean, standardError, predicted };
  });
  const names = axes.map(({ name }) => name);
  return {
    title: `${quantity.label} against ${names.join(' and ')}`,
    subtitle: [
      formatCount(cells.length, 'cell'),
      `up to ${formatCount(sweep.trials, 'trial')} each`,
      `seed ${sweep.seed}`,
    ].join(', '),
    quantity: quantity.label,
    axes: axes.map(({ name, scale }) => ({ label: name, scale: scale === 'log' ? 'log' : 'linear' })),
    points,
    curve: axes.length === 1 ? curveOf({ sweep, quantity, cells }, points) : [],
    metadata: {
      generator: 'hessian-eigenspectra',
      version: VERSION,
      quantity: quantity.name,
      sweep: sweepFileOf(sweep),
    },
  };
}

/** The law between the cells, too, where the axis takes any number; else at the cells alone. */
function curveOf({ sweep, quantity }: QuantitySummary, points: readonly ChartPoint[]): SweepChart['curve'] {
  const [axis] = sweep.axes;
  const atCells = points.map(({ x, predicted }) => ({ x, predicted }));
  if (!atCells.some(({ predicted }) => predicted !== null)) return [];
  return [...atCells, ...between(axis).flatMap((x) => predictAt(x))].sort((a, b) => a.x - b.x);

  function predictAt(x: number): { x: number; predicted: number | null }[] {
    try {
      const model = modelOf({ index: 0, values: [x], model: substitute(sweep.model, sweep, [x]), seed: 0 });
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
