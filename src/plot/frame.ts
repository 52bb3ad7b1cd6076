/**
 * The frame that all figures share: on a white ground the title, what the figure is of, and a legend; for those who
 * cannot see it the same in words; and the metadata that it can be computed from again.
 */

import { COLORS, fittingSize, textWidth } from './style';
import { element, escapeText, SVG_NAMESPACE, serialize } from './svg';

export interface FigureOptions {
  /** The size in pixels, of most figures 720 x 460 by default. */
  readonly width?: number;
  readonly height?: number;
  readonly title?: string;
  /** The document in which the elements are made; by default the page's own, and in Node a new one. */
  readonly document?: Document;
}

/** All texts begin here, in pixels. */
export const LEFT = 16;
const TEXT = 11.5;
const LINE = 16;
/** Bold type is wider by about this factor. */
const BOLD = 1.12;
/** Baselines of the title and of the first line below it, and the title's size; a panel of a larger figure is a little smaller. */
const HEADS = { figure: { title: 24, size: 15, subtitle: 43 }, panel: { title: 22, size: 14, subtitle: 40 } } as const;

export interface HeadContent {
  readonly title: string;
  readonly subtitle: readonly string[];
  readonly kind?: keyof typeof HEADS;
  /** Makes the title, or the subtitle, as small as it takes to fit. */
  readonly fits?: 'title' | 'subtitle';
}

/** Title and subtitle. */
export function headOf(document: Document, content: HeadContent, width: number): Element[] {
  const { title, subtitle, kind = 'figure', fits } = content;
  const { title: top, size, subtitle: first } = HEADS[kind];
  const titleSize = fits === 'title' ? fittingSize(title, size, width - 2 * LEFT, BOLD) : size;
  return [
    textOf(document, title, { x: LEFT, y: top, 'font-size': titleSize, 'font-weight': 600, fill: COLORS.ink }),
    ...subtitle.map((line, k) => {
      const lineSize = fits === 'subtitle' ? fittingSize(line, TEXT, width - 2 * LEFT) : TEXT;
      return textOf(document, line, { x: LEFT, y: first + LINE * k, 'font-size': lineSize, fill: COLORS.note });
    }),
  ];
}

/** Phrases packed into as few lines as fit between the margins of a figure. */
export function packed(phrases: readonly string[], width: number): string[] {
  const lines: string[] = [];
  for (const phrase of phrases) {
    const longer = lines.length === 0 ? phrase : `${lines[lines.length - 1]}, ${phrase}`;
    if (lines.length > 0 && textWidth([longer], TEXT) > width - 2 * LEFT) lines.push(phrase);
    else lines[Math.max(lines.length - 1, 0)] = longer;
  }
  return lines;
}

/** A sign of the legend: its middle is at the height y, its left end at x. */
export type Sign = (document: Document, x: number, y: number, width: number) => Element;

export const lineSign =
  (stroke: string, dashes?: string): Sign =>
  (document, x, y, width) =>
    element(document, 'line', {
      ...{ x1: x, x2: x + width, y1: y, y2: y, stroke, 'stroke-width': 2 },
      ...(dashes !== undefined && { 'stroke-dasharray': dashes }),
    });

export const barSign: Sign = (document, x, y, width) => {
  const colors = { fill: COLORS.bar, stroke: COLORS.simulated, 'stroke-width': 0.6 };
  return element(document, 'rect', { x, y: y - 5, width, height: 10, ...colors });
};

export const ringSign =
  (stroke: string, r = 4.5): Sign =>
  (document, x, y, width) =>
    element(document, 'circle', { cx: x + width / 2, cy: y, r, fill: 'white', stroke, 'stroke-width': 2 });

export interface Key {
  readonly label: string;
  readonly sign: Sign;
}

/** The sizes of a legend's entries, in pixels. */
const KEY = { width: 22, pad: 6, gap: 16, row: 19 } as const;

/** One entry: the sign, and its label right of it. */
export function entryOf(
  document: Document,
  { label, sign }: Key,
  {
    x,
    y,
    width = KEY.width,
    pad = KEY.pad,
    size = TEXT,
  }: Record<'x' | 'y', number> & Partial<Record<'width' | 'pad' | 'size', number>>,
): Element[] {
  const at = { x: x + width + pad, y: y + 4, 'font-size': size, fill: COLORS.ink };
  return [sign(document, x, y, width), textOf(document, label, at)];
}

export interface LegendLayout {
  /** The middle of the first row. */
  readonly y: number;
  /** The width of the figure. */
  readonly width: number;
  readonly keyWidth?: number;
  readonly gap?: number;
  readonly row?: number;
}

/** Entries side by side, in as many rows as they need; `y` is the middle of the last row. */
export function legendOf(
  document: Document,
  keys: readonly Key[],
  { y: first, width, keyWidth = KEY.width, gap = KEY.gap, row = KEY.row }: LegendLayout,
): { readonly elements: Element[]; readonly y: number } {
  let [x, y] = [LEFT, first];
  const elements = keys.flatMap((key) => {
    const needed = keyWidth + KEY.pad + textWidth([key.label], TEXT);
    if (x > LEFT && x + needed + gap > width) [x, y] = [LEFT, y + row];
    const entry = entryOf(document, key, { x, y, width: keyWidth });
    x += needed + gap;
    return entry;
  });
  return { elements, y };
}

export function textOf(document: Document, text: string, attributes: Record<string, string | number>): Element {
  return element(document, 'text', attributes, text);
}

export interface FrameContent {
  readonly title: string;
  /** The figure in words, for those who cannot see it. */
  readonly summary: string;
  /** JSON in ASCII; left out for a panel of a larger figure. */
  readonly metadata?: string;
  readonly width: number;
  readonly height: number;
  /** Title, subtitle and legend. */
  readonly head: readonly Element[];
}

/** The SVG text of a drawing in its frame. */
export function framed(document: Document, drawing: Element, content: FrameContent): string {
  const { title, summary, metadata, width, height, head } = content;
  // Plot centers text by default.
  if (drawing.hasAttribute('text-anchor')) {
    for (const part of head) {
      if (part.localName === 'text' && !part.hasAttribute('text-anchor')) part.setAttribute('text-anchor', 'start');
    }
  }
  const front = [
    element(document, 'title', {}, title),
    element(document, 'desc', {}, summary),
    ...(metadata === undefined ? [] : [element(document, 'metadata', {}, metadata)]),
    element(document, 'rect', { width, height, fill: COLORS.paper }),
    ...head,
  ];
  for (const node of front.reverse()) drawing.insertBefore(node, drawing.firstChild);
  return serialize(drawing);
}

/** Whole figures from top to bottom in one SVG, as wide as the widest; the title is for a reader that sees no picture. */
export function stackFigures(title: string, figures: readonly string[]): string {
  let y = 0;
  let width = 0;
  const placed = figures.map((svg) => {
    const start = svg.slice(0, svg.indexOf('>'));
    const size = (name: string) => Number(new RegExp(` ${name}="([\\d.]+)"`).exec(start)?.[1]);
    const text = svg.trim().replace('<svg', `<svg y="${y}"`);
    y += size('height');
    width = Math.max(width, size('width'));
    return text;
  });
  const size = `height="${y}" viewBox="0 0 ${width} ${y}" width="${width}"`;
  const head = `<svg ${size} role="img" xmlns="${SVG_NAMESPACE}"><title>${escapeText(title)}</title>`;
  return `${head}${placed.join('')}</svg>\n`;
}
