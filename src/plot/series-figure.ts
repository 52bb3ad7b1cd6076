/** Curves, with dots and error bars where something was simulated, one hue for each: self-contained SVG with its numbers inside. */

import { defaultDocument, makeSelfContained } from './host';
import { COLORS, textWidth } from './style';
import { element, serialize } from './svg';

export interface Series {
  readonly label: string;
  readonly curve: readonly { readonly x: number; readonly y: number }[];
  readonly dots: readonly { readonly x: number; readonly mean: number; readonly standardError: number | null }[];
  /** Where a vertical line is drawn; null for none. */
  readonly threshold: number | null;
}

export interface SeriesChart {
  readonly title: string;
  readonly subtitle: string;
  /** For those who cannot see the picture. */
  readonly summary: string;
  readonly axes: readonly [x: string, y: string];
  /** Of y: from 0 to 1 by default. What lies outside is left out. */
  readonly range?: readonly [number, number];
  /** JSON in ASCII. */
  readonly metadata: string;
  readonly series: readonly Series[];
}

export interface SeriesFigureOptions {
  /** In pixels; by default 720 x 480. */
  readonly width?: number;
  readonly height?: number;
  readonly document?: Document;
}

/** Error bars: this many standard errors either way, about 95%. */
export const BARS = 2;
/** Okabe & Ito, the darker ones first. */
const HUES = ['#D55E00', '#0072B2', '#009E73', '#CC79A7', '#E69F00', '#56B4E9', '#1a1a1a'];
const MARGIN = { top: 78, left: 62, right: 24, bottom: 48 };
const AXIS = { tickSize: 5, labelAnchor: 'center', labelArrow: 'none', fontSize: 12 } as const;
const LEGEND = { top: 63, row: 18, apart: 48 };
const LEFT = 16;

/** The SVG text. */
export async function renderSeries(chart: SeriesChart, options: SeriesFigureOptions = {}): Promise<string> {
  const { width = 720, height = 480 } = options;
  const Plot = await import('@observablehq/plot');
  const document = options.document ?? (await defaultDocument());
  const series = chart.series.map((one, k) => ({ ...one, hue: HUES[k % HUES.length] }));
  const legend = legendOf(document, series, width);
  const xs = series.flatMap(({ curve, dots }) => [...curve, ...dots].map(({ x }) => x));
  const domain = [Math.min(...xs), Math.max(...xs)];
  const [low, high] = chart.range ?? [0, 1];
  const inside = (y: number) => Math.min(Math.max(y, low), high);
  const svg = Plot.plot({
    ...{ document, width, height, marginTop: MARGIN.top + legend.height, marginLeft: MARGIN.left },
    ...{ marginRight: MARGIN.right, marginBottom: MARGIN.bottom },
    x: { domain, inset: 8, axis: null },
    y: { domain: [low, high], axis: null },
    marks: [
      Plot.axisX({ ...AXIS, label: chart.axes[0], labelOffset: 40 }),
      Plot.axisY({ ...AXIS, label: chart.axes[1], labelOffset: 50, ticks: 6 }),
      ...series
        .filter(({ threshold: at }) => at !== null && at >= domain[0] && at <= domain[1])
        .map(({ threshold, hue, label }) =>
          Plot.ruleX([threshold], { stroke: hue, strokeDasharray: '3,4', ariaDescription: `threshold, ${label}` }),
        ),
      ...series.flatMap(({ curve, dots, hue, label }) => [
        Plot.line(curve, {
          x: 'x',
          y: ({ y }) => (y === inside(y) ? y : Number.NaN),
          stroke: hue,
          strokeWidth: 2,
          ariaDescription: label,
        }),
        Plot.ruleX(
          dots.filter(({ standardError }) => standardError !== null),
          {
            x: 'x',
            y1: ({ mean, standardError }) => inside(mean - BARS * (standardError as number)),
            y2: ({ mean, standardError }) => inside(mean + BARS * (standardError as number)),
            stroke: hue,
            strokeWidth: 1.5,
          },
        ),
        Plot.dot(dots, {
          ...{
            x: 'x',
            y: ({ mean }: { mean: number }) => inside(mean),
            r: 3.5,
            fill: 'white',
            stroke: hue,
            strokeWidth: 2,
          },
          ariaDescription: `simulated, ${label}`,
        }),
      ]),
      Plot.frame({ anchor: 'bottom', stroke: COLORS.ink }),
      Plot.frame({ anchor: 'left', stroke: COLORS.ink }),
    ],
  });
  makeSelfContained(svg);
  const text = (content: string, y: number, size: number, fill: string, more = {}) =>
    element(document, 'text', { x: LEFT, y, 'font-size': size, 'text-anchor': 'start', fill, ...more }, content);
  const front = [
    element(document, 'title', {}, chart.title),
    element(document, 'desc', {}, chart.summary),
    element(document, 'metadata', {}, chart.metadata),
    element(document, 'rect', { width, height, fill: 'white' }),
    text(chart.title, 24, 15, COLORS.ink, { 'font-weight': 600 }),
    text(chart.subtitle, 43, 11.5, COLORS.note),
    ...legend.nodes,
  ];
  for (const node of front.reverse()) svg.insertBefore(node, svg.firstChild);
  return serialize(svg);
}

/** One entry beside the other, in as many rows as they need. */
function legendOf(document: Document, series: readonly { label: string; hue: string }[], width: number) {
  const nodes: Element[] = [];
  let [x, y] = [LEFT, LEGEND.top];
  for (const { label, hue } of series) {
    const needed = textWidth([label], 11.5) + LEGEND.apart;
    if (x > LEFT && x + needed > width) [x, y] = [LEFT, y + LEGEND.row];
    const place = { x: x + 26, y: y + 4, 'font-size': 11.5, 'text-anchor': 'start', fill: COLORS.ink };
    nodes.push(
      element(document, 'line', { x1: x, x2: x + 20, y1: y, y2: y, stroke: hue, 'stroke-width': 2 }),
      element(document, 'text', place, label),
    );
    x += needed;
  }
  return { nodes, height: y - LEGEND.top };
}
