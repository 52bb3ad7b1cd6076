/** Spectral initialization as a picture: squared cosine with wStar against p / n, a curve and dots for each preprocessing. */

import { formatCount, formatShort } from '../format';
import type { SimulatedInitialization } from '../initialization/simulated-initialization';
import type { Model } from '../model';
import { describeLaws } from '../model-words';
import { defaultDocument, makeSelfContained } from './host';
import { initializationMetadataOf } from './metadata';
import { COLORS, textWidth } from './style';
import { element, serialize } from './svg';

export interface InitializationSeries {
  readonly label: string;
  /** The p / n below which wStar is found; null for none. */
  readonly threshold: number | null;
  readonly curve: readonly { readonly ratio: number; readonly alignment: number }[];
  readonly points: readonly {
    readonly ratio: number;
    readonly alignment: number;
    readonly simulated: SimulatedInitialization | null;
  }[];
}

export interface InitializationChart {
  readonly model: Model;
  readonly seed: number;
  readonly weakRecoveryThreshold: number;
  readonly series: readonly InitializationSeries[];
}

export interface InitializationFigureOptions {
  /** In pixels; by default 720 x 480. */
  readonly width?: number;
  readonly height?: number;
  readonly document?: Document;
}

/** Okabe & Ito, the darker ones first. */
const HUES = ['#D55E00', '#0072B2', '#009E73', '#CC79A7', '#E69F00', '#56B4E9', '#1a1a1a'];
const MARGIN = { top: 78, left: 62, right: 24, bottom: 48 };
const LEGEND = { row: 18, column: 20 };
const LEFT = 16;
/** Error bars: this many standard errors either way, about 95%. */
const ERRORS = 2;

/** The SVG text. */
export async function renderInitialization(
  chart: InitializationChart,
  { width = 720, height = 480, document: given }: InitializationFigureOptions = {},
): Promise<string> {
  const Plot = await import('@observablehq/plot');
  const document = given ?? (await defaultDocument());
  const series = chart.series.map((one, k) => ({ ...one, color: HUES[k % HUES.length] }));
  const legend = legendOf(document, series, width);
  const top = MARGIN.top + legend.height;
  const ratios = series.flatMap(({ curve, points }) => [...curve, ...points].map(({ ratio }) => ratio));
  const domain = [Math.min(...ratios), Math.max(...ratios)] as const;
  const within = series.filter(
    ({ threshold }) => threshold !== null && threshold >= domain[0] && threshold <= domain[1],
  );
  const svg = Plot.plot({
    document,
    width,
    height,
    marginTop: top,
    marginLeft: MARGIN.left,
    marginRight: MARGIN.right,
    marginBottom: MARGIN.bottom,
    x: { domain: [...domain], inset: 8, axis: null },
    y: { domain: [0, 1], axis: null },
    marks: [
      Plot.axisX({
        tickSize: 5,
        labelAnchor: 'center',
        labelArrow: 'none',
        fontSize: 12,
        label: 'p/n',
        labelOffset: 40,
      }),
      Plot.axisY({
        ...{ tickSize: 5, labelAnchor: 'center', labelArrow: 'none', fontSize: 12, ticks: 6 },
        ...{ label: 'cos² with w*', labelOffset: 50 },
      }),
      ...within.map(({ threshold, color, label }) =>
        Plot.ruleX([threshold], { stroke: color, strokeDasharray: '3,4', ariaDescription: `threshold of ${label}` }),
      ),
      ...series.flatMap(({ curve, points, color, label }) => {
        const drawn = points.flatMap(({ ratio, simulated }) => (simulated ? [{ ratio, ...simulated.alignment }] : []));
        const bars = drawn.filter(({ standardError }) => standardError !== null);
        return [
          Plot.line(curve, {
            x: 'ratio',
            y: 'alignment',
            stroke: color,
            strokeWidth: 2,
            ariaDescription: `law, ${label}`,
          }),
          Plot.ruleX(bars, {
            x: 'ratio',
            y1: ({ mean, standardError }) => mean - ERRORS * (standardError as number),
            y2: ({ mean, standardError }) => mean + ERRORS * (standardError as number),
            stroke: color,
            strokeWidth: 1.5,
          }),
          Plot.dot(drawn, {
            ...{ x: 'ratio', y: 'mean', r: 3.5, fill: 'white', stroke: color, strokeWidth: 2 },
            ariaDescription: `simulated, ${label}`,
          }),
        ];
      }),
      Plot.frame({ anchor: 'bottom', stroke: COLORS.ink }),
      Plot.frame({ anchor: 'left', stroke: COLORS.ink }),
    ],
  });
  makeSelfContained(svg);
  const title = 'Spectral initialization: what the extreme eigenvector knows of w*';
  const text = (content: string, y: number, size: number, fill: string, more = {}) =>
    element(document, 'text', { x: LEFT, y, 'font-size': size, 'text-anchor': 'start', fill, ...more }, content);
  const front = [
    element(document, 'title', {}, title),
    element(document, 'desc', {}, summaryOf(chart)),
    element(document, 'metadata', {}, initializationMetadataOf(chart, title)),
    element(document, 'rect', { width, height, fill: 'white' }),
    text(title, 24, 15, COLORS.ink, { 'font-weight': 600 }),
    text(subtitleOf(chart), 43, 11.5, COLORS.note),
    ...legend.nodes,
  ];
  for (const node of front.reverse()) svg.insertBefore(node, svg.firstChild);
  return serialize(svg);
}

function subtitleOf({ model, series, weakRecoveryThreshold }: InitializationChart): string {
  const simulated = series.flatMap(({ points }) => points.flatMap((point) => point.simulated ?? []))[0];
  const [response] = describeLaws(model);
  const effort = simulated
    ? [`p = ${simulated.features}, ${formatCount(simulated.trials, 'trial')}, bars ± ${ERRORS} standard errors`]
    : [];
  return [response, `nothing works beyond p/n = ${formatShort(weakRecoveryThreshold, 5)}`, ...effort].join('; ');
}

/** One entry beside the other, in as many rows as they need. */
function legendOf(document: Document, series: readonly { label: string; color: string }[], width: number) {
  const nodes: Element[] = [];
  let [x, y] = [LEFT, 63];
  for (const { label, color } of series) {
    const needed = 28 + textWidth([label], 11.5) + LEGEND.column;
    if (x > LEFT && x + needed > width) [x, y] = [LEFT, y + LEGEND.row];
    nodes.push(
      element(document, 'line', { x1: x, x2: x + 20, y1: y, y2: y, stroke: color, 'stroke-width': 2 }),
      element(
        document,
        'text',
        { x: x + 26, y: y + 4, 'font-size': 11.5, 'text-anchor': 'start', fill: COLORS.ink },
        label,
      ),
    );
    x += needed;
  }
  return { nodes, height: y - 63 };
}

/** For those who cannot see the picture. */
function summaryOf({ model, series }: InitializationChart): string {
  const words = series.map(({ label, threshold }) =>
    threshold === null ? `${label} finds nothing` : `${label} up to p/n = ${formatShort(threshold, 5)}`,
  );
  return `Squared cosine of the extreme eigenvector with w*, against p/n. ${describeLaws(model)[0]}: ${words.join('; ')}.`;
}
