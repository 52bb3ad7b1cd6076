/** A scene between its axes, by Plot: bars, curves, and above them the labels of outliers; the figures' and the page's. */

import type { Annotation } from './annotations';
import type { PlotModule, PlotOptions } from './host';
import { placeLabels } from './labels';
import { outlierMarks, type Rule, rowHeight, widthOf } from './outlier-marks';
import { BAND, type Scene } from './scene';
import { AXIS, type Palette } from './style';

export interface DrawingOptions {
  readonly document: Document;
  readonly width: number;
  readonly height: number;
  readonly margin: Readonly<Record<'top' | 'right' | 'bottom' | 'left', number>>;
  /** A second row of labels is added to the height, in place of taking it from the curves. */
  readonly isGrowing?: boolean;
  readonly palette: Palette;
  /** The name of the horizontal axis. */
  readonly horizontal: string;
  readonly annotations: readonly Annotation[];
  /** What stands at the end of a tail without an edge. */
  readonly openEnd: string;
}

export interface Drawing {
  readonly svg: SVGSVGElement;
  /** Eigenvalue to pixel, and back. */
  readonly x: { apply(value: number): number; invert(pixel: number): number };
}

/** The share of the height that labels take at most. */
const MOST_LABELS = 0.6;
/** Above the highest curve: so much of its height, or on a logarithmic axis of its density. */
const ROOM = { linear: 1.04, log: 1.3 };
/** Below the labels, and from the top of a row of them to the middle of its text, in pixels. */
const SPACE = 10;
const FIRST = 15.5;
/** 0.2, where Plot by itself writes 200m. */
const LOGARITHMIC = { tickFormat: '~g' };

export function drawScene(Plot: PlotModule, scene: Scene, options: DrawingOptions): Drawing {
  const { document, width, margin, annotations, palette, horizontal } = options;
  const { window, scales } = scene;
  const [from, to] = window.map(scales.x === 'log' ? Math.log : Number);
  const pixelOf = (x: number) => {
    const at = scales.x === 'log' ? Math.log(x) : x;
    return margin.left + ((at - from) / (to - from)) * (width - margin.left - margin.right);
  };
  const places = placeLabels(
    annotations.map((annotation) => ({ x: pixelOf(annotation.x), width: widthOf(annotation) })),
    [margin.left, width - margin.right],
  );
  // The labels have a band of their own above the curves.
  const rows = Math.max(0, ...places.map(({ row }) => row + 1));
  const line = rowHeight(annotations);
  const height = options.height + (options.isGrowing && rows > 1 ? line : 0);
  const inner = height - margin.top - margin.bottom;
  const band = Math.min(rows * line + SPACE, MOST_LABELS * inner);
  const above = rulerOf(scene, inner - band);
  // The first line of a label is at the top of its row.
  const middleOf = (row: number) => (row + 1) * line - FIRST;
  const rules: Rule[] = annotations.map((annotation, k) => {
    const y = above(scene.bottom, inner - band + SPACE + middleOf(places[k].row));
    return { ...annotation, ...places[k], y };
  });
  const svg = Plot.plot({
    document,
    width,
    height,
    marginTop: margin.top,
    marginBottom: margin.bottom,
    marginLeft: margin.left,
    marginRight: margin.right,
    x: { domain: [...window], type: scales.x },
    y: { domain: [scene.bottom, above(scene.bottom, inner)], type: scales.y },
    marks: [
      Plot.axisX({ ...AXIS, label: horizontal, labelOffset: 38, ...(scales.x === 'log' && LOGARITHMIC) }),
      Plot.axisY({ ...AXIS, label: 'density', labelOffset: 52, ticks: 5, ...(scales.y === 'log' && LOGARITHMIC) }),
      ...simulatedMarks(Plot, scene, palette),
      ...lawMarks(Plot, scene, palette),
      Plot.frame({ anchor: 'bottom', stroke: palette.ink }),
      Plot.frame({ anchor: 'left', stroke: palette.ink }),
      ...outlierMarks(Plot, rules, scene.bottom, palette),
      ...tailNotes(Plot, scene, above, options),
    ],
  }) as SVGSVGElement & { scale(name: 'x'): Drawing['x'] };
  return { svg, x: svg.scale('x') };
}

/** The density so many pixels above another one, where `pixels` hold those that are shown. */
function rulerOf({ scales, bottom, top }: Scene, pixels: number): (density: number, by: number) => number {
  if (scales.y === 'linear') {
    const perPixel = (ROOM.linear * top) / pixels;
    return (density, by) => density + by * perPixel;
  }
  const perPixel = Math.log((ROOM.log * top) / bottom) / pixels;
  return (density, by) => density * Math.exp(by * perPixel);
}

/** Bars, or the band of an estimate. */
function simulatedMarks(Plot: PlotModule, scene: Scene, palette: Palette): PlotOptions['marks'] & object {
  const { histogram, window, bottom, top, estimate } = scene;
  const bars = Array.from(histogram.density, (density, k) => ({
    x1: Math.max(histogram.edges[k], window[0]),
    x2: Math.min(histogram.edges[k + 1], window[1]),
    density: Math.min(density, top),
  })).filter(({ x1, x2, density }) => x1 < x2 && density > bottom);
  const marks = [
    Plot.rectY(bars, {
      ...{ x1: 'x1', x2: 'x2', y1: bottom, y2: 'density' },
      ...{ fill: palette.bar, stroke: palette.simulated, strokeWidth: 0.6 },
      ariaDescription: 'simulated eigenvalues',
    }),
  ];
  if (estimate.length === 0) return marks;
  const inside = (density: number) => Math.max(bottom, Math.min(top, density));
  const points = estimate.map(({ x, density, standardError }) => ({
    ...{ x, y: inside(density) },
    ...{ low: inside(density - BAND * standardError), high: inside(density + BAND * standardError) },
  }));
  return [
    ...marks,
    Plot.areaY(points, { x: 'x', y1: 'low', y2: 'high', fill: palette.bar, fillOpacity: 0.8 }),
    Plot.line(points, { x: 'x', y: 'y', stroke: palette.simulated, strokeWidth: 1.2 }),
  ];
}

/** The best fit, a fresh sample's law, and above both the law. */
function lawMarks(Plot: PlotModule, { marchenkoPastur, fresh, law }: Scene, palette: Palette) {
  const at = { x: 'x', y: 'y' } as const;
  const dashed = { strokeWidth: 2, strokeDasharray: '7,4' };
  const own = { ...at, stroke: palette.law, strokeWidth: 2, ariaDescription: 'limiting law' };
  const fit = { ...at, ...dashed, stroke: palette.marchenkoPastur, ariaDescription: 'Marchenko-Pastur fit' };
  const marks = [Plot.line(marchenkoPastur, fit)];
  if (fresh !== null) {
    const line = { ...at, stroke: palette.fresh };
    marks.push(
      Plot.line(fresh.simulated, { ...line, strokeWidth: 0.9, ariaDescription: 'simulated, fresh sample' }),
      ...fresh.law.map((curve) => Plot.line(curve, { ...line, ...dashed, ariaDescription: 'law of a fresh sample' })),
    );
  }
  return [...marks, ...law.map((curve) => Plot.line(curve, own))];
}

/** Says where the support goes on for ever, just above the curves' tails. */
function tailNotes(
  Plot: PlotModule,
  { window, bottom, unbounded, law, marchenkoPastur }: Scene,
  above: (density: number, by: number) => number,
  { openEnd, palette }: DrawingOptions,
) {
  const reach = 0.12 * (window[1] - window[0]);
  const curves = [...law.flat(), ...marchenkoPastur].filter(({ y }) => Number.isFinite(y));
  const notes = [
    { open: unbounded.left, x: window[0], text: `← ${openEnd}`, textAnchor: 'start', dx: 4 },
    { open: unbounded.right, x: window[1], text: `${openEnd} →`, textAnchor: 'end', dx: 0 },
  ] as const;
  return notes
    .filter(({ open }) => open)
    .map(({ x, text, textAnchor, dx }) => {
      const tail = curves.filter((point) => Math.abs(point.x - x) < reach).map(({ y }) => y);
      return Plot.text([{ x, y: above(Math.max(bottom, ...tail), 14) }], {
        ...{ x: 'x', y: 'y', text: () => text, textAnchor, dx, fontSize: 11 },
        ...{ fill: palette.law, stroke: palette.paper, strokeWidth: 4 },
        ariaDescription: 'unbounded support',
      });
    });
}
