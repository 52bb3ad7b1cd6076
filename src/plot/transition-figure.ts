/** Phase curves as a picture: an outlier's distance from the bulk and its alignment, against what is varied. */

import { ModelError } from '../errors';
import type { Transition } from '../law/transitions/transition';
import type { Model } from '../model/model';
import { formatShort } from '../words/format';
import { describeLaws, describeSignals, describeSizes, PARAMETER_NAMES, SIGNAL_NAMES } from '../words/model-words';
import { defaultDocument, makeSelfContained } from './host';
import { transitionMetadataOf } from './metadata';
import { COLORS, FONT, textWidth } from './style';
import { element, serialize } from './svg';

export interface TransitionFigureOptions {
  /** In pixels; by default 720 x 520. */
  readonly width?: number;
  readonly height?: number;
  readonly title?: string;
  /** By default the page's own; in Node one is made. */
  readonly document?: Document;
}

type PlotModule = typeof import('@observablehq/plot');

const SMALLEST = { width: 320, height: 320 };
const MARGIN = { left: 68, right: 20, bottom: 44 };
const LEFT = 16;
const AXIS = { tickSize: 5, labelAnchor: 'center', labelArrow: 'none', fontSize: 12 } as const;

interface Panel {
  readonly label: string;
  readonly top: number;
  readonly height: number;
  readonly domain: readonly [number, number];
  readonly points: readonly { readonly x: number; readonly y: number }[];
  readonly hasAxis: boolean;
}

/** The SVG text of a transition. */
export async function renderTransition(
  model: Model,
  found: Transition,
  options: TransitionFigureOptions = {},
): Promise<string> {
  const { width = 720, height = 520, title = titleOf(found) } = options;
  if (!(width >= SMALLEST.width)) throw new ModelError('renderTransition: width', `at least ${SMALLEST.width}`, width);
  if (!(height >= SMALLEST.height)) {
    throw new ModelError('renderTransition: height', `at least ${SMALLEST.height}`, height);
  }
  const Plot = await import('@observablehq/plot');
  const document = options.document ?? (await defaultDocument());
  const text = (content: string, y: number, size: number, fill: string, more = {}) =>
    element(document, 'text', { x: LEFT, y, 'font-size': size, fill, ...more }, content);

  const lines = subtitleOf(model, width - 2 * LEFT);
  const top = 27 + 16 * lines.length + 30;
  const half = (height - top - MARGIN.bottom) / 2;
  const root = element(
    document,
    'svg',
    { width, height, viewBox: `0 0 ${width} ${height}`, 'font-family': FONT, color: COLORS.ink, role: 'img' },
    element(document, 'title', {}, title),
    element(document, 'desc', {}, summaryOf(model, found)),
    element(document, 'metadata', {}, transitionMetadataOf(model, found, title)),
    element(document, 'rect', { width, height, fill: 'white' }),
    text(title, 24, 15, COLORS.ink, { 'font-weight': 600 }),
    ...lines.map((line, k) => text(line, 43 + 16 * k, 11.5, COLORS.note)),
  );
  if (found.curve.length === 0) {
    root.appendChild(text(found.reason ?? 'nothing to draw', top + half, 12, COLORS.ink));
    return serialize(root);
  }
  const gaps = found.curve.map(({ value, gap }) => ({ x: value, y: gap }));
  const alignments = found.curve.map(({ value, alignment }) => ({ x: value, y: alignment }));
  const largest = Math.max(...gaps.map(({ y }) => y)) || 1;
  const cosine = found.signal === null ? 'squared cosine' : `cos² with ${SIGNAL_NAMES[found.signal]}`;
  const panels: Panel[] = [
    { label: 'outlier to edge', top, height: half, domain: [0, 1.05 * largest], points: gaps, hasAxis: false },
    {
      label: cosine,
      top: top + half,
      height: half + MARGIN.bottom,
      domain: [0, 1],
      points: alignments,
      hasAxis: true,
    },
  ];
  for (const panel of panels) root.appendChild(panelOf(Plot, document, width, panel, found));
  return serialize(root);
}

function panelOf(Plot: PlotModule, document: Document, width: number, panel: Panel, found: Transition): Element {
  const { curve, criticals, parameter, value } = found;
  const range = [curve[0].value, curve[curve.length - 1].value] as const;
  const within = criticals.filter((critical) => critical.value >= range[0] && critical.value <= range[1]);
  const marks = [
    Plot.axisY({ ...AXIS, label: panel.label, labelOffset: 56, ticks: 4 }),
    ...(panel.hasAxis ? [Plot.axisX({ ...AXIS, label: PARAMETER_NAMES[parameter], labelOffset: 38 })] : []),
    Plot.ruleX(within, {
      x: 'value',
      stroke: COLORS.marchenkoPastur,
      strokeDasharray: '7,4',
      ariaDescription: 'threshold',
    }),
    Plot.ruleX([value], { stroke: COLORS.simulated, strokeWidth: 1, ariaDescription: 'the model' }),
    Plot.line(panel.points, { x: 'x', y: 'y', stroke: COLORS.law, strokeWidth: 2, ariaDescription: panel.label }),
    Plot.frame({ anchor: 'bottom', stroke: COLORS.ink }),
    Plot.frame({ anchor: 'left', stroke: COLORS.ink }),
  ];
  if (!panel.hasAxis) {
    const labels = [
      ...within.map((critical) => ({ x: critical.value, text: `threshold ${formatShort(critical.value, 6)}` })),
      { x: value, text: 'the model' },
    ].filter(({ x }) => x >= range[0] && x <= range[1]);
    for (const [k, { x, text }] of labels.sort((a, b) => a.x - b.x).entries()) {
      const anchor = x > (range[0] + range[1]) / 2 ? 'end' : 'start';
      marks.push(
        Plot.text([{ x, y: panel.domain[1] }], {
          x: 'x',
          y: 'y',
          text: () => text,
          textAnchor: anchor,
          dx: anchor === 'start' ? 5 : -5,
          dy: -2 + 13 * k,
          fontSize: 11,
          fill: COLORS.ink,
          stroke: 'white',
          strokeWidth: 4,
          ariaDescription: 'label',
        }),
      );
    }
  }
  const svg = Plot.plot({
    document,
    width,
    height: panel.height,
    marginTop: 12,
    marginBottom: panel.hasAxis ? MARGIN.bottom : 8,
    marginLeft: MARGIN.left,
    marginRight: MARGIN.right,
    x: { domain: [...range], axis: null },
    y: { domain: [...panel.domain] },
    marks,
  });
  makeSelfContained(svg);
  svg.setAttribute('y', String(panel.top));
  return svg;
}

function titleOf({ parameter }: Transition): string {
  return `Outlier against ${PARAMETER_NAMES[parameter]}: distance from the bulk and alignment`;
}

/** The model in as many lines as it needs. */
function subtitleOf(model: Model, width: number): string[] {
  const lines: string[] = [];
  for (const phrase of [...describeLaws(model), ...describeSignals(model), ...describeSizes(model)]) {
    const longer = lines.length === 0 ? phrase : `${lines[lines.length - 1]}, ${phrase}`;
    if (lines.length > 0 && textWidth([longer], 11.5) > width) lines.push(phrase);
    else lines[Math.max(lines.length - 1, 0)] = longer;
  }
  return lines;
}

/** For those who cannot see the picture. */
function summaryOf(model: Model, { parameter, criticals, reason }: Transition): string {
  const name = PARAMETER_NAMES[parameter];
  const found = criticals.map(
    ({ value, present, side }) => `an outlier on the ${side} is there ${present} ${name} = ${formatShort(value, 6)}`,
  );
  const words = found.length > 0 ? `In the limit ${found.join('; ')}.` : `No threshold: ${reason}.`;
  return `Phase curves. Model: ${[...describeLaws(model), ...describeSignals(model)].join(', ')}. ${words}`;
}
