/** A plain panel: title, a line of facts, a legend, and Plot's marks below. Self-contained SVG. */

import { defaultDocument, makeSelfContained } from './host';
import { COLORS, textWidth } from './style';
import { element, serialize } from './svg';

export type PlotModule = typeof import('@observablehq/plot');
type PlotOptions = NonNullable<Parameters<PlotModule['plot']>[0]>;

export interface PanelKey {
  readonly label: string;
  readonly kind: 'bar' | 'line' | 'dot';
}

export interface PanelOptions {
  readonly title: string;
  readonly facts: string;
  readonly keys: readonly PanelKey[];
  readonly x: { readonly label: string } & PlotOptions['x'];
  readonly y: { readonly label: string } & PlotOptions['y'];
  readonly height?: number;
  marks(Plot: PlotModule): PlotOptions['marks'];
}

const WIDTH = 720;
const MARGIN = { top: 76, left: 68, right: 20, bottom: 44 };
const AXIS = { tickSize: 5, labelAnchor: 'center', labelArrow: 'none', fontSize: 12 } as const;
const LEFT = 16;
const KEY = { y: 58, width: 22, gap: 16, size: 11.5 };

export async function renderPanel(options: PanelOptions): Promise<string> {
  const { title, facts, keys, x, y, height = 300 } = options;
  const Plot = await import('@observablehq/plot');
  const document = await defaultDocument();
  const svg = Plot.plot({
    document,
    width: WIDTH,
    height,
    marginTop: MARGIN.top,
    marginLeft: MARGIN.left,
    marginRight: MARGIN.right,
    marginBottom: MARGIN.bottom,
    x: { ...x, axis: null },
    y: { ...y, axis: null },
    marks: [
      Plot.axisX({ ...AXIS, label: x.label, labelOffset: 38 }),
      Plot.axisY({ ...AXIS, label: y.label, labelOffset: 56, ticks: 5 }),
      ...(options.marks(Plot) ?? []),
      Plot.frame({ anchor: 'bottom', stroke: COLORS.ink }),
      Plot.frame({ anchor: 'left', stroke: COLORS.ink }),
    ],
  });
  makeSelfContained(svg);
  const text = (content: string, at: number, down: number, size: number, more: Record<string, string | number>) =>
    element(document, 'text', { x: at, y: down, 'font-size': size, 'text-anchor': 'start', ...more }, content);
  const front: Element[] = [
    element(document, 'title', {}, title),
    element(document, 'desc', {}, `${title}. ${facts}.`),
    element(document, 'rect', { width: WIDTH, height, fill: 'white' }),
    text(title, LEFT, 22, 14, { 'font-weight': 600, fill: COLORS.ink }),
    text(facts, LEFT, 40, 11.5, { fill: COLORS.note }),
  ];
  let at = LEFT;
  for (const { label, kind } of keys) {
    front.push(keyOf(document, kind, at), text(label, at + KEY.width + 6, KEY.y + 4, KEY.size, { fill: COLORS.ink }));
    at += KEY.width + 6 + textWidth([label], KEY.size) + KEY.gap;
  }
  for (const node of front.reverse()) svg.insertBefore(node, svg.firstChild);
  return serialize(svg);
}

function keyOf(document: Document, kind: PanelKey['kind'], x: number): Element {
  const { y, width } = KEY;
  if (kind === 'line') {
    return element(document, 'line', { x1: x, x2: x + width, y1: y, y2: y, stroke: COLORS.law, 'stroke-width': 2 });
  }
  const colors = { stroke: COLORS.simulated, 'stroke-width': 0.6, fill: COLORS.bar };
  if (kind === 'bar') return element(document, 'rect', { x, y: y - 5, width, height: 10, ...colors });
  return element(document, 'circle', { cx: x + width / 2, cy: y, r: 3, ...colors, fill: COLORS.simulated });
}
