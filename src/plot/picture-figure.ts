/** Pictures side by side in shades of gray, each with a caption: self-contained SVG. */

import { defaultDocument } from './host';
import { COLORS, FONT } from './style';
import { element, serialize } from './svg';

export interface CaptionedPicture {
  /** size x size, row by row: -1 is black, 1 white. */
  readonly pixels: Float64Array;
  readonly captions: readonly string[];
}

export interface PictureSheet {
  readonly title: string;
  readonly subtitle: string;
  readonly size: number;
  /** JSON in ASCII. */
  readonly metadata: string;
  /** The pictures of each column, from top to bottom. */
  readonly columns: readonly (readonly CaptionedPicture[])[];
}

const SIDE = 136;
const GAP = 14;
const CAPTION = 15;
const LEFT = 16;
const TOP = 60;
const SHADES = 20;

/** The SVG text. */
export async function renderPictures(sheet: PictureSheet, given?: Document): Promise<string> {
  const document = given ?? (await defaultDocument());
  const { columns, title, subtitle } = sheet;
  const rows = Math.max(...columns.map(({ length }) => length));
  const lines = Math.max(...columns.flat().map(({ captions }) => captions.length));
  const height = TOP + rows * (SIDE + lines * CAPTION + GAP);
  const width = LEFT + columns.length * (SIDE + GAP);
  const text = (content: string, x: number, y: number, size: number, fill: string, more = {}) =>
    element(document, 'text', { x, y, 'font-size': size, fill, ...more }, content);
  const pictures = columns.flatMap((column, k) =>
    column.flatMap(({ pixels, captions }, row) => {
      const x = LEFT + k * (SIDE + GAP);
      const y = TOP + row * (SIDE + lines * CAPTION + GAP);
      return [
        pictureOf(document, pixels, sheet.size, x, y),
        ...captions.map((caption, line) => text(caption, x, y + SIDE + CAPTION * (line + 1) - 2, 11.5, COLORS.ink)),
      ];
    }),
  );
  const frame = { width, height, viewBox: `0 0 ${width} ${height}`, 'font-family': FONT, role: 'img' };
  const root = element(
    document,
    'svg',
    frame,
    element(document, 'title', {}, title),
    element(
      document,
      'desc',
      {},
      `${title}. ${subtitle}. ${columns
        .flat()
        .map(({ captions }) => captions.join(', '))
        .join('; ')}.`,
    ),
    element(document, 'metadata', {}, sheet.metadata),
    element(document, 'rect', { width, height, fill: 'white' }),
    text(title, LEFT, 24, 15, COLORS.ink, { 'font-weight': 600 }),
    text(subtitle, LEFT, 43, 11.5, COLORS.note),
    ...pictures,
  );
  return serialize(root);
}

/** One path for each shade, of the horizontal runs of its pixels; a pixel is one unit. */
function pictureOf(document: Document, pixels: Float64Array, size: number, x: number, y: number): Element {
  const runs = Array.from({ length: SHADES }, () => '');
  const shadeOf = (value: number) => Math.min(SHADES - 1, Math.max(0, Math.floor(((value + 1) / 2) * SHADES)));
  for (let row = 0; row < size; row++) {
    for (let start = 0; start < size; ) {
      const shade = shadeOf(pixels[row * size + start]);
      let end = start + 1;
      while (end < size && shadeOf(pixels[row * size + end]) === shade) end++;
      runs[shade] += `M${start} ${row}h${end - start}`;
      start = end;
    }
  }
  const scale = SIDE / size;
  const paths = runs.flatMap((d, shade) => {
    const gray = Math.round((255 * (shade + 0.5)) / SHADES);
    return d === '' ? [] : [element(document, 'path', { d, stroke: `rgb(${gray},${gray},${gray})` })];
  });
  // A little wider than a pixel, so that nothing shines through between rows.
  const group = { transform: `translate(${x},${y + scale / 2}) scale(${scale})`, 'stroke-width': 1.04, fill: 'none' };
  return element(document, 'g', group, ...paths);
}
