/** Spectra beside their law as an SVG: what the picture is of is the caller's to say. */

import { ModelError } from '../errors';
import type { Annotation } from './annotations';
import { type Header, headerOf, type Legend } from './header';
import { defaultDocument, makeSelfContained } from './host';
import { placeLabels } from './labels';
import type { Scene } from './scene';
import { COLORS, textWidth } from './style';
import { element, serialize } from './svg';

export interface FigureOptions {
  /** In pixels; by default 720 x 460. */
  readonly width?: number;
  readonly height?: number;
  readonly title?: string;
  /** By default the page's own; in Node one is made. */
  readonly document?: Document;
}

const MARGIN = { left: 62, right: 20, bottom: 44 };
const LABEL = { size: 11, line: 13, row: 31, offset: 5 };
const AXIS = { tickSize: 5, labelAnchor: 'center', labelArrow: 'none', fontSize: 12 } as const;
const FOOTNOTE_LINE = 14;
const SMALLEST = { width: 320, height: 260 };

/** All that a picture shows and says. */
export interface Painting {
  readonly scene: Scene;
  /** The horizontal axis. */
  readonly horizontal: string;
  readonly annotations: readonly Annotation[];
  readonly footnotes: readonly string[];
  /** Lines of phrases, which are broken between phrases where they are too long. */
  readonly subtitle: readonly (readonly string[])[];
  readonly legend: Legend;
  /** For those who cannot see it. */
  readonly summary: string;
  /** JSON. */
  readonly metadata: string;
}

/** The SVG text. */
export async function paint(painting: Painting, options: FigureOptions & { readonly title: string }): Promise<string> {
  const { width = 720, height = 460, title } = options;
  if (!(width >= SMALLEST.width)) throw new ModelError('renderFigure: width', `at least ${SMALLEST.width}`, width);
  if (!(height >= SMALLEST.height)) throw new ModelError('renderFigure: height', `at least ${SMALLEST.height}`, height);

  const Plot = await import('@observablehq/plot');
  const document = options.document ?? (await defaultDocument());
  const { footnotes, summary, metadata, subtitle, legend } = painting;
  const header = headerOf(document, { title, subtitle, legend }, width);
  const svg = Plot.plot(plotOptions(Plot, painting, { document, width, height, header }));
  makeSelfContained(svg);
  const front: Element[] = [
    element(document, 'title', {}, title),
    element(document, 'desc', {}, summary),
    element(document, 'metadata', {}, metadata),
    element(document, 'rect', { width, height, fill: 'white' }),
    ...header.elements,
  ];
  for (const node of front.reverse()) svg.insertBefore(node, svg.firstChild);
  footnotes.forEach((note, k) => {
    const y = height - 9 - FOOTNOTE_LINE * (footnotes.length - 1 - k);
    svg.appendChild(
      element(
        document,
        'text',
        { x: MARGIN.left, y, 'text-anchor': 'start', 'font-size': 10.5, fill: COLORS.note },
        note,
      ),
    );
  });
  return serialize(svg);
}

interface Layout {
  readonly document: Document;
  readonly width: number;
  readonly height: number;
  readonly header: Header;
}

type PlotModule = typeof import('@observablehq/plot');
type PlotOptions = Parameters<PlotModule['plot']>[0];

function plotOptions(Plot: PlotModule, painting: Painting, layout: Layout): PlotOptions {
  const { scene, horizontal, annotations, footnotes } = painting;
  const { document, width, height, header } = layout;
  const marginTop = header.height;
  const marginBottom = MARGIN.bottom + (footnotes.length > 0 ? 6 + FOOTNOTE_LINE * footnotes.length : 0);
  const inner = height - marginTop - marginBottom;
  const pixelOf = (x: number) =>
    MARGIN.left + ((x - scene.window[0]) / (scene.window[1] - scene.window[0])) * (width - MARGIN.left - MARGIN.right);

  const places = placeLabels(
    annotations.map(({ x, lines }) => ({ x: pixelOf(x), width: textWidth(lines, LABEL.size) + LABEL.offset + 4 })),
    [MARGIN.left, width - MARGIN.right],
  );
  // The labels have a band of their own above the curves.
  const rows = Math.max(0, ...places.map(({ row }) => row + 1));
  const band = Math.min(rows * LABEL.row + 10, 0.6 * inner);
  const perPixel = (1.04 * scene.top) / (inner - band);
  const ruleTop = (row: number) => (inner - band + 10 + (row + 0.5) * LABEL.row) * perPixel;
  const rules = annotations.map((annotation, k) => ({ ...annotation, ...places[k], y: ruleTop(places[k].row) }));

  const bars = Array.from(scene.histogram.density, (density, k) => ({
    x1: Math.max(scene.histogram.edges[k], scene.window[0]),
    x2: Math.min(scene.histogram.edges[k + 1], scene.window[1]),
    density: Math.min(density, scene.top),
  })).filter(({ x1, x2, density }) => x1 < x2 && density > 0);

  return {
    document,
    width,
    height,
    marginTop,
    marginBottom,
    marginLeft: MARGIN.left,
    marginRight: MARGIN.right,
    x: { domain: [...scene.window] },
    y: { domain: [0, inner * perPixel] },
    marks: [
      Plot.axisX({ ...AXIS, label: horizontal, labelOffset: 38 }),
      Plot.axisY({ ...AXIS, label: 'density', labelOffset: 52, ticks: 5 }),
      Plot.rectY(bars, {
        x1: 'x1',
        x2: 'x2',
        y1: 0,
        y2: 'density',
        fill: COLORS.bar,
        stroke: COLORS.simulated,
        strokeWidth: 0.6,
        ariaDescription: 'simulated eigenvalues',
      }),
      Plot.line(scene.marchenkoPastur, {
        x: 'x',
        y: 'y',
        stroke: COLORS.marchenkoPastur,
        strokeWidth: 2,
        strokeDasharray: '7,4',
        ariaDescription: 'Marchenko-Pastur fit',
      }),
      ...freshMarks(Plot, scene),
      ...scene.law.map((curve) =>
        Plot.line(curve, { x: 'x', y: 'y', stroke: COLORS.law, strokeWidth: 2, ariaDescription: 'limiting law' }),
      ),
      Plot.frame({ anchor: 'bottom', stroke: COLORS.ink }),
      Plot.frame({ anchor: 'left', stroke: COLORS.ink }),
      ...outlierMarks(Plot, rules),
      ...tailNotes(Plot, scene, perPixel),
    ],
  };
}

function freshMarks(Plot: PlotModule, { fresh }: Scene) {
  if (fresh === null) return [];
  const line = { x: 'x', y: 'y', stroke: COLORS.fresh } as const;
  return [
    Plot.line(fresh.simulated, { ...line, strokeWidth: 0.9, ariaDescription: 'simulated, fresh sample' }),
    ...fresh.law.map((curve) =>
      Plot.line(curve, { ...line, strokeWidth: 2, strokeDasharray: '7,4', ariaDescription: 'law of a fresh sample' }),
    ),
  ];
}

interface Rule extends Annotation {
  readonly anchor: 'start' | 'end';
  /** Height of the rule, on the scale of the densities. */
  readonly y: number;
}

function outlierMarks(Plot: PlotModule, rules: readonly Rule[]) {
  const inside = rules.filter(({ beyond }) => beyond === null);
  const predicted = inside.filter(({ kind }) => kind === 'outlier');
  const observed = inside.filter(({ kind, simulated }) => kind === 'outlier' && simulated !== null);
  const unexplained = inside.filter(({ kind }) => kind === 'unexplained');
  return [
    Plot.ruleX(
      inside.filter(({ kind }) => kind !== 'unexplained'),
      {
        x: 'x',
        y1: 0,
        y2: 'y',
        stroke: COLORS.law,
        strokeWidth: 1,
        ariaDescription: 'predicted position',
      },
    ),
    Plot.dot(predicted, {
      x: 'x',
      y: 'y',
      symbol: 'triangle',
      rotate: 180,
      r: 5,
      fill: COLORS.law,
      ariaDescription: 'predicted outlier',
    }),
    Plot.dot(observed, {
      x: 'simulated',
      y: 0,
      dy: -6,
      r: 4.5,
      fill: 'white',
      stroke: COLORS.simulated,
      strokeWidth: 2,
      ariaDescription: 'simulated outlier',
    }),
    ...(unexplained.length === 0
      ? []
      : [
          Plot.ruleX(unexplained, {
            x: 'x',
            y1: 0,
            y2: 'y',
            stroke: COLORS.unexplained,
            strokeWidth: 0.7,
            strokeDasharray: '2,3',
            ariaDescription: 'unexplained eigenvalue',
          }),
          Plot.dot(unexplained, {
            x: 'simulated',
            y: 0,
            dy: -6,
            r: 4.5,
            fill: 'white',
            stroke: COLORS.unexplained,
            strokeWidth: 2,
            ariaDescription: 'unexplained eigenvalue',
          }),
        ]),
    ...rules.map(({ x, y, anchor, lines, kind }) =>
      Plot.text([{ x, y }], {
        x: 'x',
        y: 'y',
        text: () => lines.join('\n'),
        textAnchor: anchor,
        dx: (anchor === 'start' ? 1 : -1) * (LABEL.offset + (kind === 'outlier' ? 4 : 0)),
        fontSize: LABEL.size,
        lineHeight: LABEL.line / LABEL.size,
        fill: COLORS.ink,
        stroke: 'white',
        strokeWidth: 4,
        ariaDescription: kind,
      }),
    ),
  ];
}

/** "no edge" where the support goes on for ever, just above the curves' tails. */
function tailNotes(Plot: PlotModule, { window, unbounded, law, marchenkoPastur }: Scene, perPixel: number) {
  const reach = 0.12 * (window[1] - window[0]);
  const curves = [...law.flat(), ...marchenkoPastur].filter(({ y }) => Number.isFinite(y));
  const notes = [
    { open: unbounded.left, x: window[0], text: '← no edge', textAnchor: 'start', dx: 4 },
    { open: unbounded.right, x: window[1], text: 'no edge →', textAnchor: 'end', dx: 0 },
  ] as const;
  return notes
    .filter(({ open }) => open)
    .map(({ x, text, textAnchor, dx }) => {
      const tail = curves.filter((point) => Math.abs(point.x - x) < reach).map(({ y }) => y);
      return Plot.text([{ x, y: Math.max(0, ...tail) + 14 * perPixel }], {
        x: 'x',
        y: 'y',
        text: () => text,
        textAnchor,
        dx,
        fontSize: LABEL.size,
        fill: COLORS.law,
        stroke: 'white',
        strokeWidth: 4,
        ariaDescription: 'unbounded support',
      });
    });
}
