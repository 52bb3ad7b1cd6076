/** Curves, with dots and error bars where something was simulated, one hue for each: self-contained SVG with its numbers inside. */

import { type FigureOptions, framed, headOf, legendOf, lineSign } from './frame';
import { hostOf } from './host';
import { AXIS, COLORS, ERRORS } from './style';
import { makeSelfContained } from './svg';

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
  /** The picture in words, for those who cannot see it. */
  readonly summary: string;
  readonly axes: readonly [x: string, y: string];
  /** The range of y, by default from 0 to 1; what lies outside of it is left out. */
  readonly range?: readonly [number, number];
  /** JSON in ASCII. */
  readonly metadata: string;
  readonly series: readonly Series[];
}

/** Okabe & Ito, the darker ones first. */
const HUES = ['#D55E00', '#0072B2', '#009E73', '#CC79A7', '#E69F00', '#56B4E9', '#1a1a1a'];
const MARGIN = { top: 78, left: 62, right: 24, bottom: 48 };
const LEGEND = { y: 63, row: 18, keyWidth: 20, gap: 22 };

/** The SVG text, by default of 720 x 480 pixels. */
export async function renderSeries(chart: SeriesChart, options: Omit<FigureOptions, 'title'> = {}): Promise<string> {
  const { width = 720, height = 480 } = options;
  const { Plot, document } = await hostOf(options.document);
  const series = chart.series.map((one, k) => ({ ...one, hue: HUES[k % HUES.length] }));
  const keys = series.map(({ label, hue }) => ({ label, sign: lineSign(hue) }));
  const legend = legendOf(document, keys, { ...LEGEND, width });
  const xs = series.flatMap(({ curve, dots }) => [...curve, ...dots].map(({ x }) => x));
  const domain = [Math.min(...xs), Math.max(...xs)];
  const [low, high] = chart.range ?? [0, 1];
  const inside = (y: number) => Math.min(Math.max(y, low), high);
  const svg = Plot.plot({
    ...{ document, width, height, marginTop: MARGIN.top + legend.y - LEGEND.y, marginLeft: MARGIN.left },
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
            y1: ({ mean, standardError }) => inside(mean - ERRORS * (standardError as number)),
            y2: ({ mean, standardError }) => inside(mean + ERRORS * (standardError as number)),
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
  const { title, subtitle, summary, metadata } = chart;
  const head = [...headOf(document, { title, subtitle: [subtitle] }, width), ...legend.elements];
  return framed(document, svg, { title, summary, metadata, width, height, head });
}
