/** The head of a figure: title, what it is of in words, legend. */

import { COLORS, textWidth } from './style';
import { element } from './svg';

export interface Header {
  readonly elements: readonly Element[];
  /** In pixels, with the space below it. */
  readonly height: number;
}

const LEFT = 16;
/** Bold type is wider by about this factor; a title that does not fit is set smaller. */
const TITLE = { size: 15, baseline: 24, bold: 1.12 };
const SUBTITLE = { size: 11.5, line: 16 };
const LEGEND = { size: 11.5, row: 19, key: 22, gap: 16 };

/** What the legend lists. */
export interface Legend {
  /** What the eigenvalues are: 'simulated', say. */
  readonly observed: string;
  readonly hasFit: boolean;
  readonly hasOutliers: boolean;
  readonly hasUnexplained: boolean;
  readonly hasFresh: boolean;
}

export interface HeaderContent {
  readonly title: string;
  /** Lines of phrases. */
  readonly subtitle: readonly (readonly string[])[];
  readonly legend: Legend;
}

export function headerOf(document: Document, { title, subtitle, legend }: HeaderContent, width: number): Header {
  const text = (content: string, y: number, size: number, more: Record<string, string | number> = {}) =>
    element(document, 'text', { x: LEFT, y, 'font-size': size, 'text-anchor': 'start', ...more }, content);

  const titleSize = Math.min(TITLE.size, (width - 2 * LEFT) / (TITLE.bold * textWidth([title], 1) || 1));
  const elements: Element[] = [text(title, TITLE.baseline, titleSize, { 'font-weight': 600, fill: COLORS.ink })];
  let y = TITLE.baseline + 3;
  for (const line of broken(subtitle, width - 2 * LEFT)) {
    y += SUBTITLE.line;
    elements.push(text(line, y, SUBTITLE.size, { fill: COLORS.note }));
  }

  y += 22;
  let x = LEFT;
  for (const { label, draw } of entriesOf(legend)) {
    const needed = LEGEND.key + 6 + textWidth([label], LEGEND.size);
    if (x > LEFT && x + needed > width - LEFT) {
      x = LEFT;
      y += LEGEND.row;
    }
    elements.push(draw(document, x, y - 4));
    elements.push(text(label, y, LEGEND.size, { x: x + LEGEND.key + 6, fill: COLORS.ink }));
    x += needed + LEGEND.gap;
  }
  return { elements, height: y + 14 };
}

/** Phrases packed into as few lines as fit. */
function broken(subtitle: HeaderContent['subtitle'], width: number): string[] {
  return subtitle.flatMap((phrases) => {
    const lines: string[] = [];
    for (const phrase of phrases) {
      const longer = lines.length === 0 ? phrase : `${lines[lines.length - 1]}, ${phrase}`;
      if (lines.length > 0 && textWidth([longer], SUBTITLE.size) > width) lines.push(phrase);
      else lines[Math.max(lines.length - 1, 0)] = longer;
    }
    return lines;
  });
}

interface Entry {
  readonly label: string;
  draw(document: Document, x: number, y: number): Element;
}

function entriesOf({ observed, hasFit, hasOutliers, hasUnexplained, hasFresh }: Legend): Entry[] {
  const line = (stroke: string, dashes: Record<string, string>) => (document: Document, x: number, y: number) =>
    element(document, 'line', { x1: x, x2: x + LEGEND.key, y1: y, y2: y, stroke, 'stroke-width': 2, ...dashes });
  const entries: Entry[] = [
    {
      label: observed,
      draw: (document, x, y) =>
        element(document, 'rect', {
          x,
          y: y - 5,
          width: LEGEND.key,
          height: 10,
          fill: COLORS.bar,
          stroke: COLORS.simulated,
          'stroke-width': 0.6,
        }),
    },
    { label: 'limiting law', draw: line(COLORS.law, {}) },
  ];
  if (hasFresh) {
    entries.push({
      label: 'fresh sample, same w (thin: simulated)',
      draw: line(COLORS.fresh, { 'stroke-dasharray': '7,4' }),
    });
  } else if (hasFit) {
    entries.push({ label: 'Marchenko-Pastur fit', draw: line(COLORS.marchenkoPastur, { 'stroke-dasharray': '7,4' }) });
  }
  if (hasOutliers) {
    entries.push(
      {
        label: 'outlier, predicted',
        draw: (document, x, y) =>
          element(document, 'path', {
            d: `M${x + LEGEND.key / 2 - 6},${y - 5}h12l-6,10z`,
            fill: COLORS.law,
          }),
      },
      { label: `(${observed})`, draw: ring(COLORS.simulated) },
    );
  }
  if (hasUnexplained) entries.push({ label: 'unexplained', draw: ring(COLORS.unexplained) });
  return entries;
}

function ring(stroke: string): Entry['draw'] {
  return (document, x, y) =>
    element(document, 'circle', {
      cx: x + LEGEND.key / 2,
      cy: y,
      r: 4.5,
      fill: 'white',
      stroke,
      'stroke-width': 2,
    });
}
