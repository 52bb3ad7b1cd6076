/** The picture as SVG: Plot draws bars, curves and axes, the outliers' marks are laid over them. */

import * as Plot from '@observablehq/plot';
import { SIGNALS } from '../../model/model';
import { placeLabels } from '../../plot/labels';
import { textWidth } from '../../plot/style';
import { element } from '../../plot/svg';
import { formatNumber } from '../../words/format';
import { SIGNAL_NAMES } from '../../words/model-words';
import { adaptToPage } from './adapt';
import type { Palette } from './palette';
import { BAND, type OutlierScenery, type Scenery } from './scenery';

export interface Frame {
  readonly width: number;
  readonly height: number;
}

export interface Drawing {
  readonly svg: SVGSVGElement;
  /** The frame's, and a band more where two rows of labels do not fit into one. */
  readonly height: number;
  /** Eigenvalue to pixel, and back. */
  readonly x: { apply(value: number): number; invert(pixel: number): number };
  readonly plot: { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number };
}

const MARGIN = { left: 60, right: 14, bottom: 40, top: 10 };
/** Above the curves: labels of outliers, each with its bars. */
const LABELS = { row: 58, bars: 34, bar: 8, space: 4, label: 14 };
const FONT_SIZE = 12;
/** On logarithmic axes: 0.2, where Plot by itself writes 200m. */
const PLAIN = { tickFormat: '~g' };

export function draw(scenery: Scenery, { width, height }: Frame, palette: Palette): Drawing {
  const { window, heights } = scenery;
  const inside = scenery.outliers.filter(
    ({ predicted }) => predicted.location >= window[0] && predicted.location <= window[1],
  );
  const plot = { left: MARGIN.left, right: width - MARGIN.right, top: MARGIN.top, bottom: height - MARGIN.bottom };
  const places = placeLabels(
    inside.map(({ predicted }) => ({
      x: roughPixel(scenery, plot, predicted.location),
      width: labelWidth(predicted.location),
    })),
    [plot.left, plot.right],
  );
  const rows = Math.min(2, Math.max(0, ...places.map(({ row }) => row + 1)));
  plot.top += rows * LABELS.row;
  const total = height + Math.max(0, rows - 1) * LABELS.row;
  plot.bottom = total - MARGIN.bottom;
  const svg = Plot.plot({
    document,
    width,
    height: total,
    marginLeft: MARGIN.left,
    marginRight: MARGIN.right,
    marginTop: plot.top,
    marginBottom: MARGIN.bottom,
    x: { domain: [...window], type: scenery.x, clamp: false },
    y: { domain: [heights[0], heights[1] * (scenery.y === 'log' ? 1.3 : 1.04)], type: scenery.y },
    marks: marksOf(scenery, palette, width),
  }) as SVGSVGElement & { scale(name: 'x'): Drawing['x'] };
  adaptToPage(svg, palette.ink);
  svg.setAttribute('font-size', String(FONT_SIZE));
  const x = svg.scale('x');
  inside.forEach((outlier, k) => {
    const row = Math.min(places[k].row, 1);
    const at = {
      x: x.apply(outlier.predicted.location),
      y: MARGIN.top + (rows - 1 - row) * LABELS.row,
      anchor: places[k].anchor,
    };
    svg.appendChild(outlierMark(outlier, at, plot, x, palette));
  });
  for (const side of ['left', 'right'] as const) {
    if (scenery.open[side]) svg.appendChild(tailNote(side, plot, palette));
  }
  return { svg, height: total, x, plot };
}

function roughPixel({ window: [from, to], x }: Scenery, { left, right }: Drawing['plot'], value: number): number {
  const of = x === 'log' ? Math.log : (v: number) => v;
  return left + ((of(value) - of(from)) / (of(to) - of(from))) * (right - left);
}

function labelWidth(location: number): number {
  return Math.max(textWidth([`λ ${formatNumber(location)}`], FONT_SIZE - 1), barsWidth()) + 14;
}

function barsWidth(): number {
  return SIGNALS.length * (LABELS.bar + LABELS.space) - LABELS.space;
}

function marksOf(scenery: Scenery, palette: Palette, width: number): Plot.Markish[] {
  const { histogram, window, heights, estimate } = scenery;
  const axis = { tickSize: 5, labelAnchor: 'center', labelArrow: 'none', fontSize: FONT_SIZE } as const;
  const format = scenery.x === 'log' ? PLAIN : {};
  const bars = histogram
    ? Array.from(histogram.density, (density, k) => ({
        x1: Math.max(histogram.edges[k], window[0]),
        x2: Math.min(histogram.edges[k + 1], window[1]),
        density: Math.min(density, heights[1]),
      })).filter(({ x1, x2, density }) => x1 < x2 && density > heights[0])
    : [];
  const spread = (estimate?.density ?? []).filter(({ x }) => x >= window[0] && x <= window[1]);
  const floor = (value: number) => Math.max(heights[0], Math.min(heights[1], value));
  return [
    Plot.axisX({
      ...axis,
      label: 'eigenvalue of H',
      labelOffset: 34,
      ticks: Math.max(3, Math.round(width / 90)),
      ...format,
    }),
    Plot.axisY({ ...axis, label: 'density', labelOffset: 52, ticks: 5, ...(scenery.y === 'log' && PLAIN) }),
    Plot.rectY(bars, {
      x1: 'x1',
      x2: 'x2',
      y1: heights[0],
      y2: 'density',
      fill: palette.bar,
      stroke: palette.simulated,
      strokeWidth: 0.6,
    }),
    Plot.areaY(spread, {
      x: 'x',
      y1: (d) => floor(d.density - BAND * d.standardError),
      y2: (d) => floor(d.density + BAND * d.standardError),
      fill: palette.bar,
      fillOpacity: 0.8,
    }),
    Plot.line(spread, { x: 'x', y: (d) => floor(d.density), stroke: palette.simulated, strokeWidth: 1.2 }),
    Plot.line(scenery.marchenkoPastur, {
      x: 'x',
      y: 'y',
      stroke: palette.marchenkoPastur,
      strokeWidth: 1.75,
      strokeDasharray: '7,4',
    }),
    ...scenery.law.map((curve) => Plot.line(curve, { x: 'x', y: 'y', stroke: palette.law, strokeWidth: 2 })),
    Plot.frame({ anchor: 'bottom', stroke: palette.ink }),
    Plot.frame({ anchor: 'left', stroke: palette.ink }),
  ];
}

/** A rule at the predicted place, a dot at the observed one, and a bar for each signal: filled as observed, a line where predicted. */
function outlierMark(
  { predicted, observed, alignment }: OutlierScenery,
  at: { readonly x: number; readonly y: number; readonly anchor: 'start' | 'end' },
  plot: Drawing['plot'],
  x: Drawing['x'],
  palette: Palette,
): SVGElement {
  const group = element(document, 'g', { 'font-size': FONT_SIZE - 1 });
  const add = (name: string, attributes: Record<string, string | number>, ...children: string[]) =>
    group.appendChild(element(document, name, attributes, ...children));
  add('line', { x1: at.x, x2: at.x, y1: at.y + 2, y2: plot.bottom, stroke: palette.law, 'stroke-dasharray': '2,3' });
  add('path', {
    d: `M${at.x},${plot.bottom}l-5,9h10z`,
    fill: palette.paper,
    stroke: palette.law,
    'stroke-width': 1.5,
  });
  if (observed !== null) {
    const seen = x.apply(observed);
    if (seen >= plot.left && seen <= plot.right) {
      add('circle', { cx: seen, cy: plot.bottom - 5, r: 4.5, fill: palette.simulated, stroke: palette.paper });
    }
  }
  const toStart = at.anchor === 'start';
  add(
    'text',
    {
      x: at.x + (toStart ? 7 : -7),
      y: at.y + LABELS.label - 3,
      'text-anchor': toStart ? 'start' : 'end',
      fill: palette.ink,
    },
    `λ ${formatNumber(predicted.location).replace('-', '−')}`,
  );
  const top = at.y + LABELS.label + 2;
  let left = toStart ? at.x + 7 : at.x - 7 - barsWidth();
  for (const signal of SIGNALS) {
    const expected = predicted.alignment[signal];
    if (expected !== undefined) {
      const seen = alignment[signal] ?? 0;
      const bottom = top + LABELS.bars;
      add('rect', {
        x: left,
        y: top,
        width: LABELS.bar,
        height: LABELS.bars,
        fill: palette.paper,
        stroke: palette.note,
        'stroke-width': 0.6,
      });
      add('rect', {
        x: left,
        y: bottom - seen * LABELS.bars,
        width: LABELS.bar,
        height: seen * LABELS.bars,
        fill: palette.simulated,
      });
      const level = bottom - expected * LABELS.bars;
      add('line', {
        x1: left - 2,
        x2: left + LABELS.bar + 2,
        y1: level,
        y2: level,
        stroke: palette.law,
        'stroke-width': 2,
      });
      add('title', {}, `cos² with ${SIGNAL_NAMES[signal]}: predicted ${expected.toFixed(3)}`);
    }
    left += LABELS.bar + LABELS.space;
  }
  return group;
}

function tailNote(side: 'left' | 'right', plot: Drawing['plot'], palette: Palette): SVGElement {
  const isLeft = side === 'left';
  return element(
    document,
    'text',
    {
      x: isLeft ? plot.left + 6 : plot.right - 4,
      y: plot.top + 12,
      'text-anchor': isLeft ? 'start' : 'end',
      'font-size': FONT_SIZE - 1,
      fill: palette.law,
    },
    isLeft ? '← no edge: g is unbounded' : 'no edge: g is unbounded →',
  );
}
