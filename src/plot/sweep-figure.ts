/**
 * A sweep as a picture: dots with error bars and the law's curve along one axis, heat maps of simulation and law over two.
 * Self-contained SVG with the sweep inside.
 */

import { ModelError } from '../errors';
import { formatShort } from '../words/format';
import { entryOf, type FigureOptions, framed, headOf, LEFT, lineSign, ringSign, textOf } from './frame';
import { hostOf, type PlotModule } from './host';
import { asciiJson } from './metadata';
import { AXIS, COLORS, ERRORS, FAMILY_COLORS, textWidth } from './style';
import { element, makeSelfContained } from './svg';

export interface ChartAxis {
  readonly label: string;
  readonly scale: 'linear' | 'log';
}

export interface ChartPoint {
  readonly x: number;
  /** The second axis; 0 where there is one alone. */
  readonly y: number;
  /** Mean over trials. */
  readonly mean: number;
  readonly standardError: number | null;
  readonly predicted: number | null;
  /** Index into `families`; 0 where there are none. */
  readonly family: number;
}

/** The law between the points; null interrupts it. */
export interface CurvePoint {
  readonly x: number;
  readonly predicted: number | null;
  readonly family: number;
}

export interface SweepChart {
  readonly title: string;
  readonly subtitle: string;
  /** The quantity's name in words. */
  readonly quantity: string;
  readonly axes: readonly ChartAxis[];
  /** The values of an axis that is not of numbers, in words, each with a curve of its own; none for a chart of two axes. */
  readonly families: readonly string[];
  readonly points: readonly ChartPoint[];
  /** For a chart of one axis, ascending within each family. */
  readonly curve: readonly CurvePoint[];
  /** What it takes to compute it again. */
  readonly metadata: unknown;
}

export type SweepFigureOptions = Omit<FigureOptions, 'title'>;

const MARGIN = { top: 84, panels: 18, left: 70, right: 24, bottom: 48 };
/** The height at which the legend stands, and that of one of its lines. */
const LEGEND = 62;
const FAMILY_LINE = 18;
/** The lowest value is light and the highest dark, told apart with every kind of color vision. */
const RAMP = ['#f7fbff', '#c6dbef', '#6baed6', '#2171b5', '#08306b'];
const RAMP_STEPS = 60;

/** The SVG text of a sweep's chart. */
export async function renderSweepFigure(chart: SweepChart, options: SweepFigureOptions = {}): Promise<string> {
  const { width = 720, height = 460 } = options;
  if (chart.points.length === 0) throw new ModelError('renderSweepFigure: points', 'at least one', 'none');
  const { Plot, document } = await hostOf(options.document);
  const size = { document, width, height };
  const svg = chart.axes.length === 1 ? curvePlot(Plot, chart, size) : heatMap(Plot, chart, size);
  makeSelfContained(svg);
  const { title, subtitle } = chart;
  return framed(document, svg, {
    ...{ title, summary: `${title}. ${subtitle}.`, metadata: asciiJson(chart.metadata), width, height },
    head: [
      ...headOf(document, { title, subtitle: [subtitle], fits: 'subtitle' }, width),
      ...legendOf(document, chart, width),
    ],
  });
}

interface Size {
  readonly document: Document;
  readonly width: number;
  readonly height: number;
}

function margins({ document, width, height }: Size) {
  const { top, left, right, bottom } = MARGIN;
  return { document, width, height, marginTop: top, marginLeft: left, marginRight: right, marginBottom: bottom };
}

function curvePlot(Plot: PlotModule, chart: SweepChart, size: Size): Element {
  const bars = chart.points
    .filter(({ standardError }) => standardError !== null)
    .map(({ x, mean, standardError, family }) => ({
      x,
      family,
      low: mean - ERRORS * (standardError as number),
      high: mean + ERRORS * (standardError as number),
    }));
  const several = chart.families.length > 0;
  const simulated = several ? ({ family }: { family: number }) => FAMILY_COLORS[family] : COLORS.simulated;
  const law = several ? ({ family }: { family: number }) => FAMILY_COLORS[family] : COLORS.law;
  return Plot.plot({
    ...margins(size),
    marginTop: MARGIN.top + (several ? FAMILY_LINE * chart.families.length : 0),
    // The families' colors are meant as they are.
    color: { type: 'identity' },
    x: { type: chart.axes[0].scale, inset: 8 },
    y: { inset: 8, nice: true },
    marks: [
      Plot.axisX({ ...AXIS, label: chart.axes[0].label, labelOffset: 40 }),
      Plot.axisY({ ...AXIS, label: chart.quantity, labelOffset: 58, ticks: 6 }),
      Plot.line(chart.curve, {
        x: 'x',
        y: ({ predicted }) => predicted ?? Number.NaN,
        z: 'family',
        stroke: law,
        strokeWidth: 2,
        ariaDescription: 'limiting law',
      }),
      Plot.ruleX(bars, { x: 'x', y1: 'low', y2: 'high', stroke: simulated, strokeWidth: 1.5 }),
      Plot.dot(chart.points, {
        x: 'x',
        y: 'mean',
        r: 3.5,
        fill: 'white',
        stroke: simulated,
        strokeWidth: 2,
        ariaDescription: 'simulated',
      }),
      Plot.frame({ anchor: 'bottom', stroke: COLORS.ink }),
      Plot.frame({ anchor: 'left', stroke: COLORS.ink }),
    ],
  });
}

function heatMap(Plot: PlotModule, chart: SweepChart, size: Size): Element {
  const cells = chart.points.flatMap(({ x, y, mean, predicted }) => [
    { x, y, value: mean, panel: 'simulated' },
    ...(predicted === null ? [] : [{ x, y, value: predicted, panel: 'limiting law' }]),
  ]);
  const distinct = (values: readonly number[]) => [...new Set(values)].sort((a, b) => a - b);
  const [xs, ys] = [distinct(cells.map(({ x }) => x)), distinct(cells.map(({ y }) => y))];
  const few = (values: readonly number[], most: number) => {
    const step = Math.ceil(values.length / most);
    return values.filter((_, k) => k % step === 0);
  };
  const tickFormat = (value: number) => formatShort(value, 3);
  const [first, second] = chart.axes;
  return Plot.plot({
    ...margins(size),
    marginTop: MARGIN.top + MARGIN.panels,
    fx: {
      domain: ['simulated', 'limiting law'].filter((panel) => cells.some((cell) => cell.panel === panel)),
      padding: 0.1,
    },
    x: { type: 'band', domain: xs, padding: 0 },
    y: { type: 'band', domain: [...ys].reverse(), padding: 0 },
    color: { type: 'linear', range: RAMP, interpolate: 'rgb', domain: ramp(extentOf(chart)) },
    marks: [
      Plot.axisFx({ anchor: 'top', label: null, fontSize: 12 }),
      Plot.axisX({ ...AXIS, label: first.label, labelOffset: 40, ticks: few(xs, 6), tickFormat }),
      Plot.axisY({ ...AXIS, label: second.label, labelOffset: 58, ticks: few(ys, 12), tickFormat }),
      Plot.cell(cells, { x: 'x', y: 'y', fx: 'panel', fill: 'value' }),
    ],
  });
}

function extentOf({ points }: SweepChart): [number, number] {
  const values = points.flatMap(({ mean, predicted }) => (predicted === null ? [mean] : [mean, predicted]));
  return [Math.min(...values), Math.max(...values)];
}

/** The values at which the ramp's colors stand. */
function ramp([low, high]: readonly [number, number]): number[] {
  return RAMP.map((_, k) => low + ((high - low) * k) / (RAMP.length - 1));
}

function legendOf(document: Document, chart: SweepChart, width: number): Element[] {
  if (chart.axes.length > 1) return rampLegend(document, extentOf(chart));
  const several = chart.families.length > 0;
  const [simulated, law] = several ? [COLORS.note, COLORS.note] : [COLORS.simulated, COLORS.law];
  const label = `simulated, mean ± ${ERRORS} standard errors`;
  const place = { x: LEFT, width: 16, pad: 4 };
  const widest = textWidth(chart.families, 1) || 1;
  return [
    ...entryOf(document, { label, sign: ringSign(simulated, 3.5) }, { ...place, y: LEGEND }),
    ...entryOf(document, { label: 'limiting law', sign: lineSign(law) }, { x: 290, y: LEGEND }),
    ...chart.families.flatMap((name, family) => {
      const y = LEGEND + FAMILY_LINE * (family + 1);
      const size = Math.min(11.5, (width - LEFT - 44) / widest);
      return entryOf(document, { label: name, sign: lineSign(FAMILY_COLORS[family]) }, { ...place, y, size });
    }),
  ];
}

/** A ramp of colors between its two values. */
function rampLegend(document: Document, [low, high]: readonly [number, number]): Element[] {
  const [y, start, width] = [55, LEFT + 60, 180];
  const step = width / RAMP_STEPS;
  const blocks = Array.from({ length: RAMP_STEPS }, (_, k) =>
    element(document, 'rect', {
      x: start + k * step,
      y,
      width: step + 0.5,
      height: 10,
      fill: colorAt(k / (RAMP_STEPS - 1)),
    }),
  );
  const text = { y: y + 9, 'font-size': 11.5, fill: COLORS.ink };
  return [
    ...blocks,
    textOf(document, formatShort(low, 3), { ...text, x: start - 6, 'text-anchor': 'end' }),
    textOf(document, formatShort(high, 3), { ...text, x: start + width + 6 }),
  ];
}

function colorAt(share: number): string {
  const position = share * (RAMP.length - 1);
  const below = Math.min(Math.floor(position), RAMP.length - 2);
  const channel = (color: string, k: number) => Number.parseInt(color.slice(1 + 2 * k, 3 + 2 * k), 16);
  const mixed = [0, 1, 2].map((k) => {
    const [a, b] = [channel(RAMP[below], k), channel(RAMP[below + 1], k)];
    return Math.round(a + (position - below) * (b - a));
  });
  return `rgb(${mixed.join(',')})`;
}
